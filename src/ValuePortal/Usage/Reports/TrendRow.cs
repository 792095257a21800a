namespace ValuePortal.Usage.Reports;

/// <summary>
/// A line of the trend, as chart, table and CSV show it: a bucket and the one of the same place in the comparison range. A figure
/// is null where the account has no data yet or no longer, which is a gap and not a zero.
/// </summary>
public sealed record TrendRow(UsagePoint Point, long? Events, int? ActiveUsers, UsagePoint? Then, long? ThenEvents, int? ThenActiveUsers)
{
    /// <summary>As many rows as the range has buckets, in order.</summary>
    public static IReadOnlyList<TrendRow> Of(UsageReport report) =>
    [
        .. report.Points.Select((point, i) =>
        {
            var then = i < report.ThenPoints.Count ? report.ThenPoints[i] : null;
            var (known, thenKnown) = (IsKnown(report, point), then is not null && IsKnown(report, then));
            return new TrendRow(
                point,
                known ? point.Events : null,
                known ? point.ActiveUsers : null,
                then,
                thenKnown ? then!.Events : null,
                thenKnown ? then!.ActiveUsers : null);
        }),
    ];

    private static bool IsKnown(UsageReport report, UsagePoint point) =>
        report.DataFrom <= point.End && point.Start <= report.DataUntil;
}
