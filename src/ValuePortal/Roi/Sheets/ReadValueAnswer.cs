using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Formulas;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Sheets;

/// <summary>All figures of an account's value, for programs. Without the right to see amounts: hours and counts.</summary>
public sealed class ReadValueAnswer(
    ReadValue value, AccountDirectory directory, IStringLocalizerFactory texts, IStringLocalizer<RoiWords> words, IStringLocalizer<SheetWords> sheetWords)
{
    public async Task<Outcome<ValueAnswer>> RunAsync(Viewer viewer, Guid account, ReadValue.Input input, CancellationToken ct = default)
    {
        if (!(await value.RunAsync(viewer, account, input, ct)).Is(out var report, out var refusal) && refusal is not null)
        {
            return refusal;
        }

        return report is null || await directory.FindAsync(account, ct) is not { } entry
            ? new Refusal.NotFound(words["NoModel"])
            : Of(report, entry.ExternalId);
    }

    private ValueAnswer Of(ValueReport report, string account) => new(
        account, report.Currency, report.Money is not null, report.Start, report.From, report.Until, report.HorizonYears, report.DiscountRate,
        Figures(report),
        report.Money?.Flows.InternalRates ?? [],
        [.. (report.Money?.Years ?? []).Select(year => new ValueAnswer.ValueYear(
            year.Year, year.Benefit, year.Cost, year.Net, year.CumulativeNet, year.PresentBenefit, year.PresentCost, year.PresentNet, year.CumulativePresentNet))],
        [.. report.Tables.Select(table => Table(table, report))],
        [.. report.Drivers.Select(Driver)],
        [.. (report.Money?.Investments ?? []).Select(each => new ValueAnswer.ValueInvestment(each.Name, DocumentWords.Of(each.Rhythm), each.Amount, each.FromMonth, each.ToDate))],
        [.. report.Months.Select(month => new ValueAnswer.ValueMonth(
            month.Month, month.Partial, Four(month.Hours), Four(month.CumulativeHours),
            month.Money?.Benefit, month.Money?.Cost, month.Money?.CumulativeBenefit, month.Money?.CumulativeCost))]);

    private List<ValueAnswer.ValueFigure> Figures(ValueReport report)
    {
        List<ValueAnswer.ValueFigure> figures = [];
        string[] drivers = [.. report.Drivers.Where(driver => driver.Kind is not DriverKind.Quality).Select(driver => driver.Name)];
        string[] benefits = [.. drivers, .. TablesOf(report, SheetKind.Benefit)];
        var state = StateOf(report.State);
        if (report.HoursSaved is { } hours)
        {
            figures.Add(Figure(RoiMetrics.HoursSaved, Four(hours), "hours", state, [.. report.Drivers.Where(driver => driver.HoursSaved is not null).Select(driver => driver.Name)]));
        }

        if (report.Money is not { } money)
        {
            return figures;
        }

        // What lies ahead is as planned, so that what is told over the years of the model is an estimate, however much of it was measured.
        const string planned = "estimated";
        var (flows, currency) = (money.Flows, report.Currency);
        string[] costs = [.. money.Investments.Select(investment => investment.Name), .. TablesOf(report, SheetKind.Cost)];
        string[] present = [SheetMetrics.PresentBenefits.Id, SheetMetrics.PresentCosts.Id];
        figures.AddRange(
        [
            Figure(RoiMetrics.Benefit, money.Benefit, currency, state, benefits),
            Figure(RoiMetrics.TargetBenefit, money.Target, currency, planned, benefits),
            Figure(RoiMetrics.ConfirmedBenefit, money.Confirmed, currency, "confirmed", benefits),
            Figure(RoiMetrics.MeasuredBenefit, money.Measured, currency, "measured", drivers),
            Figure(RoiMetrics.EstimatedBenefit, money.Estimated, currency, planned, benefits),
            Figure(RoiMetrics.DisputedBenefit, money.Disputed, currency, "disputed", benefits),
            Figure(RoiMetrics.Cost, money.Cost, currency, planned, costs),
            Figure(RoiMetrics.NetBenefit, money.Net, currency, state, [RoiMetrics.Benefit.Id, RoiMetrics.Cost.Id]),
            Figure(SheetMetrics.PresentBenefits, money.PresentBenefits, currency, planned, benefits),
            Figure(SheetMetrics.PresentCosts, money.PresentCosts, currency, planned, costs),
            Figure(RoiMetrics.NetPresentValue, money.NetPresentValue, currency, planned, present),
            Figure(RoiMetrics.Roi, Six(flows.ReturnOnInvestment), "share", planned, present, "NoCost"),
            Figure(SheetMetrics.BenefitCostRatio, Six(flows.BenefitCostRatio), "ratio", planned, present, "NoCost"),
            Figure(RoiMetrics.PaybackMonths, Four(flows.PaybackMonths), "months", planned, [.. benefits, .. costs], "NotPaidBack"),
            Figure(SheetMetrics.DiscountedPaybackMonths, Four(flows.DiscountedPaybackMonths), "months", planned, [.. benefits, .. costs], "NotPaidBack"),
            Figure(
                SheetMetrics.InternalRate, flows.InternalRates is [var only] ? only : null, "share", planned, [.. benefits, .. costs],
                flows.InternalRates.Count == 0 ? "NoRate" : "SeveralRates"),
        ]);
        return figures;
    }

    private static IEnumerable<string> TablesOf(ValueReport report, SheetKind kind) => report.Tables.Where(table => table.Table.Kind == kind).Select(table => table.Table.Id);

    private ValueAnswer.ValueFigure Figure(Metric metric, decimal? figure, string unit, string state, string[] inputs, string? note = null) => new(
        metric.Id, metric.Name(texts), figure, unit, state, inputs, metric.Formula(texts), figure is null && note is not null ? sheetWords["Note_" + note].Value : null);

    private static ValueAnswer.ValueTable Table(TableLine line, ValueReport report)
    {
        var counts = line.Table.Kind is not SheetKind.Other;
        var perYear = report.Period is ModelPeriod.Month ? Payback.MonthsOfYear : 1;
        return new(
            line.Table.Id, line.Table.Title, DocumentWords.Of(line.Table.Kind), StateOf(line.State), line.Table.Result, line.Table.Risk,
            counts ? line.Initial : null, line.Amounts, counts ? line.Initial + line.Amounts.Sum() : null, counts ? line.PresentValue : null, counts ? line.ToDate : null,
            [.. line.Table.Rows.Select(row => new ValueAnswer.ValueRow(
                row.Id, row.Label, row.Unit, row.Formula, row.Inputs, Ten(row.Initial), [.. row.Values.Select(Ten)],
                row.Unit == RowUnit.PercentWord ? null : Ten((row.Initial ?? 0) + row.Values.Sum()),
                row.Unit == RowUnit.MoneyWord
                    ? Money.Round((row.Initial ?? 0) + PresentValue.EachOf(report.DiscountRate, row.Values, perYear).Sum(), report.Currency)
                    : null))]);
    }

    private ValueAnswer.ValueDriver Driver(DriverLine driver) => new(
        driver.Id, driver.Name, DocumentWords.Of(driver.Kind), driver.Unit, StateOf(driver.State), driver.Baseline, driver.Now,
        DocumentWords.Of(driver.NowState), driver.Target, Four(driver.Quantity), Four(driver.HoursSaved), driver.Money?.Benefit, driver.Money?.Parts.Confirmed, driver.Money?.Measured,
        driver.Money?.Target, driver.Standing.ConfirmedThrough,
        [.. new[] { "baseline", "now", "target", driver.Quantity is null ? null : driver.Usage is { } usage ? "usage:" + DocumentWords.Of(usage.Measure) + (usage.Feature is { } feature ? ":" + feature : "") : "quantity:" + DocumentWords.Of(driver.Source) }.OfType<string>()],
        words[driver.Money is null ? driver.HoursSaved is null ? "Formula_Plain" : "Formula_Time" : driver.HoursSaved is null ? "Formula_Money" : "Formula_TimeMoney"]);

    private static string StateOf(FigureState state) => state is FigureState.Partly ? "partly_measured" : DocumentWords.Of(state);

    private static decimal? Six(decimal? value) => value is { } given ? decimal.Round(given, 6, MidpointRounding.AwayFromZero) : null;

    private static decimal? Four(decimal? value) => value is { } given ? Four(given) : null;

    private static decimal Four(decimal value) => decimal.Round(value, 4, MidpointRounding.AwayFromZero);

    private static decimal? Ten(decimal? value) => value is { } given ? Ten(given) : null;

    private static decimal Ten(decimal value) => decimal.Round(value, 10, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
}
