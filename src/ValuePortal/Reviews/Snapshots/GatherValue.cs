using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;
using ValuePortal.Roi;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Pages;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// What the period was worth, by the account's value model. The period counts in whole months from the month of its first day; net
/// present value and the sums over time are since the start of the model. For a viewer who does not see money there is no amount in it.
/// </summary>
public sealed class GatherValue(ReadValue value, Days days, IStringLocalizer<RoiWords> roiWords, IStringLocalizer<SheetWords> sheetWords, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="Headline">For the first row of the review: what it brought, and what that is against its cost.</param>
    internal sealed record Gathered(ValuePart Part, IReadOnlyList<ReviewTile> Headline);

    /// <returns>Null without a value model, without anything in it that this viewer sees, and when none of its months lies in the period.</returns>
    internal async Task<Gathered?> RunAsync(Viewer viewer, Guid account, DateOnly from, DateOnly to, FigureWriter write, CancellationToken ct)
    {
        if (await ReadAsync(from) is not { HasContent: true, Months.Count: > 0 } period
            || await ReadAsync(null) is not { Months.Count: > 0 } whole)
        {
            return null;
        }

        var tiles = Tiles(period, whole, write);
        var picture = new ValuePicture(whole, roiWords, days);
        var metric = whole.Money is null ? RoiMetrics.HoursSaved : RoiMetrics.Benefit;
        Func<decimal, string> display = whole.Money is null ? RoiMetrics.HoursSaved.Display : amount => Money.Whole(amount, whole.Currency);
        var chart = picture.Chart is { } drawn
            ? FigureWriter.Chart(metric, picture.ChartTitle, picture.Finding, drawn, whole.Months.Select(month => days.Month(month.Month)), display)
            : null;
        ReviewFigure? total = period switch
        {
            { Money: { } money } => write.Of(ReviewMetrics.Benefit, money.OfDrivers),
            { HoursSaved: { } hours } => write.Of(ReviewMetrics.Hours, decimal.Round(hours, 4)),
            _ => null,
        };
        var part = new ValuePart(
            picture.Headline,
            period.Money is null
                ? words["ValueSince", days.Month(period.Start)]
                : words["ValueAssumptions", period.HorizonYears, LevelText.Percent(period.DiscountRate), days.Month(period.Start)],
            tiles, chart, [.. period.Drivers.Select(driver => Row(driver, write))], total,
            [.. period.Tables.Where(line => line.Table.Kind is not SheetKind.Other).Select(line => Row(line, write))]);
        return new Gathered(part, [.. tiles.Where(tile => s_first.Contains(tile.Figure.Metric)).Take(2)]);

        async Task<ValueReport?> ReadAsync(DateOnly? first) =>
            (await value.RunAsync(viewer, account, new ReadValue.Input(first, to), ct)).Is(out var report, out _) ? report : null;
    }

    private static readonly string[] s_first = [ReviewMetrics.Confirmed.Id, RoiMetrics.Roi.Id, ReviewMetrics.Hours.Id, RoiMetrics.DriversAtTarget.Id];

    private List<ReviewTile> Tiles(ValueReport period, ValueReport whole, FigureWriter write)
    {
        List<ReviewTile> tiles = [];
        if (period.Money is { } money && whole.Money is { } all)
        {
            tiles.Add(write.Tile(
                ReviewMetrics.Confirmed, money.Confirmed,
                words["MeasuredAndEstimated", Money.Whole(money.Measured, period.Currency), Money.Whole(money.Estimated + money.Disputed, period.Currency)]));
            tiles.Add(write.Tile(ReviewMetrics.Benefit, money.Benefit, words["TargetIs", Money.Whole(money.Target, period.Currency)]));
            if (all.Flows.ReturnOnInvestment is { } roi)
            {
                tiles.Add(write.Tile(RoiMetrics.Roi, decimal.Round(roi, 6), words["OverYears", whole.HorizonYears]));
            }

            tiles.Add(write.Tile(RoiMetrics.NetPresentValue, Money.Round(all.Flows.NetPresentValue, whole.Currency), words["OverYears", whole.HorizonYears]));
            if (all.Flows is { PresentCosts: not 0, PaybackMonths: { } months })
            {
                tiles.Add(write.Tile(
                    RoiMetrics.PaybackMonths, decimal.Round(months, 4), all.PaidBackIn is { } paidBack ? words["PaidBackIn", days.Month(paidBack)].Value : null,
                    roiWords["Months", RoiMetrics.PaybackMonths.Display(months)]));
            }
        }

        if (period.HoursSaved is { } hours)
        {
            tiles.Add(write.Tile(ReviewMetrics.Hours, decimal.Round(hours, 4), words["TargetHours", ReviewMetrics.Hours.Display(period.TargetHours ?? 0)]));
        }

        if (period.Money is null)
        {
            tiles.Add(write.Tile(
                RoiMetrics.DriversAtTarget,
                period.Drivers.Count(driver => driver is { AtTarget: true, NowState: not LevelState.Assumed }),
                words["OfDrivers", period.Drivers.Count]));
        }

        return tiles;
    }

    private DriverRow Row(DriverLine driver, FigureWriter write) => new(
        driver.Name, driver.Unit,
        Level(driver.Baseline, write), Level(driver.Now, write),
        driver.NowSince is { } since ? roiWords["MeasuredIn", days.Month(since)] : roiWords["AsAgreed"],
        Level(driver.Target, write),
        driver switch
        {
            { Money: { } money } => write.Of(RoiMetrics.DriverBenefit, money.Benefit),
            { HoursSaved: { } hours } => write.Of(RoiMetrics.DriverHours, decimal.Round(hours, 4), words["Hours", RoiMetrics.DriverHours.Display(hours)]),
            _ => null,
        },
        roiWords["State_" + driver.State],
        FigureStates.Tone(driver.State));

    private CaseRow Row(TableLine line, FigureWriter write) => new(
        line.Table.Title ?? line.Table.Id,
        sheetWords["Kind_" + line.Table.Kind],
        write.Of(SheetMetrics.TableAmount, line.ToDate),
        roiWords["State_" + line.State],
        FigureStates.Tone(line.State));

    private static ReviewFigure Level(decimal level, FigureWriter write) => write.Of(RoiMetrics.DriverLevel, level, LevelText.Of(level));
}
