using ValuePortal.Platform.Metrics;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.Provenance;

/// <summary>How the parts of a total are put together.</summary>
public enum SumKind
{
    /// <summary>The parts add up to it; what is taken away is below zero.</summary>
    Total,

    /// <summary>The first part divided by the second.</summary>
    Ratio,

    /// <summary>Read off the years: where the cumulative amount turns.</summary>
    Years,
}

/// <summary>A part of a total.</summary>
/// <param name="Name">What people called it; null for a part that is a metric itself.</param>
/// <param name="Figure">Its own page below that of value: the key of a figure, or the id of a metric; null for none.</param>
public sealed record SumPart(string? Name, string? Figure, Metric Metric, decimal Amount);

/// <summary>A total of the page of value, taken apart: of which figures it is made, and how.</summary>
/// <param name="Value">Null where none can be told.</param>
public sealed record Sum(Metric Metric, SumKind Kind, decimal? Value, IReadOnlyList<SumPart> Parts)
{
    /// <summary>The totals that can be taken apart, in the order in which an appendix shows them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        RoiMetrics.Benefit, RoiMetrics.ConfirmedBenefit, RoiMetrics.MeasuredBenefit, RoiMetrics.EstimatedBenefit, RoiMetrics.DisputedBenefit, RoiMetrics.TargetBenefit,
        RoiMetrics.HoursSaved, RoiMetrics.Cost, RoiMetrics.NetBenefit, SheetMetrics.PresentBenefits, SheetMetrics.PresentCosts, RoiMetrics.NetPresentValue, RoiMetrics.Roi,
        RoiMetrics.PaybackMonths,
    ];

    /// <returns>Null for what cannot be taken apart, and for amounts in a report without them.</returns>
    public static Sum? Of(string metric, ValueReport report) => All.FirstOrDefault(each => each.Id == metric) is { } known ? Of(known, report) : null;

    private static Sum? Of(Metric metric, ValueReport report)
    {
        if (metric == RoiMetrics.HoursSaved)
        {
            return report.HoursSaved is null ? null : Total(metric, [.. report.Drivers.Where(driver => driver.HoursSaved is not null)
                .Select(driver => new SumPart(driver.Name, driver.Key.ToString(), RoiMetrics.DriverHours, decimal.Round(driver.HoursSaved!.Value, 4)))]);
        }

        return report.Money is not { } money ? null
            : metric == RoiMetrics.Benefit ? Benefits(metric, report, parts => parts.Confirmed + parts.Measured + parts.Estimated + parts.Disputed)
            : metric == RoiMetrics.ConfirmedBenefit ? Benefits(metric, report, parts => parts.Confirmed)
            : metric == RoiMetrics.MeasuredBenefit ? Benefits(metric, report, parts => parts.Measured)
            : metric == RoiMetrics.EstimatedBenefit ? Benefits(metric, report, parts => parts.Estimated)
            : metric == RoiMetrics.DisputedBenefit ? Benefits(metric, report, parts => parts.Disputed)
            : metric == RoiMetrics.TargetBenefit ? Total(metric, [.. report.Drivers.Where(driver => driver.Money is not null)
                .Select(driver => new SumPart(driver.Name, driver.Key.ToString(), metric, driver.Money!.Target)), .. Tables(report, SheetKind.Benefit)])
            : metric == RoiMetrics.Cost ? Total(metric, [.. money.Investments
                .Select(each => new SumPart(each.Name, each.Key.ToString(), metric, each.ToDate)), .. Tables(report, SheetKind.Cost)])
            : metric == RoiMetrics.NetBenefit ? Total(metric, [Of(RoiMetrics.Benefit, money.Benefit), Of(RoiMetrics.Cost, -money.Cost)])
            : metric == SheetMetrics.PresentBenefits ? new Sum(metric, SumKind.Years, money.PresentBenefits, [])
            : metric == SheetMetrics.PresentCosts ? new Sum(metric, SumKind.Years, money.PresentCosts, [])
            : metric == RoiMetrics.NetPresentValue ? Total(metric, [Of(SheetMetrics.PresentBenefits, money.PresentBenefits), Of(SheetMetrics.PresentCosts, -money.PresentCosts)])
            : metric == RoiMetrics.Roi ? new Sum(
                metric, SumKind.Ratio, money.Flows.ReturnOnInvestment is { } share ? decimal.Round(share, 6) : null,
                [Of(RoiMetrics.NetPresentValue, money.NetPresentValue), Of(SheetMetrics.PresentCosts, money.PresentCosts)])
            : new Sum(metric, SumKind.Years, money.Flows.PaybackMonths is { } months ? decimal.Round(months, 4) : null, []);
    }

    private static Sum Total(Metric metric, IReadOnlyList<SumPart> parts) => new(metric, SumKind.Total, parts.Sum(part => part.Amount), parts);

    private static Sum Benefits(Metric metric, ValueReport report, Func<BenefitParts, decimal> part) => Total(metric,
    [
        .. report.Drivers.Where(driver => driver.Money is not null).Select(driver => new SumPart(driver.Name, driver.Key.ToString(), RoiMetrics.DriverBenefit, part(driver.Money!.Parts))),
        .. report.Tables.Where(line => line.Table.Kind is SheetKind.Benefit)
            .Select(line => new SumPart(line.Table.Title ?? line.Table.Id, line.Key.ToString(), SheetMetrics.TableAmount, part(line.Parts))),
    ]);

    private static IEnumerable<SumPart> Tables(ValueReport report, SheetKind kind) => report.Tables.Where(line => line.Table.Kind == kind)
        .Select(line => new SumPart(line.Table.Title ?? line.Table.Id, line.Key.ToString(), SheetMetrics.TableAmount, line.ToDate));

    private static SumPart Of(Metric metric, decimal amount) => new(null, metric.Id, metric, amount);
}
