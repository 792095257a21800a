using ValuePortal.Platform.Charts;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>Annotations as numbered signs on a chart with a slot for each bucket.</summary>
public static class TimeLineMarks
{
    /// <summary>The numbers that belong to a bucket, ascending.</summary>
    public static IReadOnlyList<int> In(UsagePoint point, IReadOnlyList<ListAnnotations.Row> annotations) =>
        [.. annotations.Where(row => row.Day >= point.Start && row.Day <= point.End).Select(row => row.Number)];

    /// <summary>One sign for each bucket in which something happened.</summary>
    public static IReadOnlyList<ChartMark> Of(IReadOnlyList<UsagePoint> points, IReadOnlyList<ListAnnotations.Row> annotations) =>
    [
        .. points
            .Select((point, slot) => (slot, numbers: In(point, annotations)))
            .Where(found => found.numbers.Count > 0)
            .Select(found => new ChartMark(found.slot, Sign(found.numbers))),
    ];

    /// <summary>"3", or "3–5" where several share a bucket.</summary>
    public static string Sign(IReadOnlyList<int> numbers) => numbers.Count == 1 ? $"{numbers[0]}" : $"{numbers[0]}–{numbers[^1]}";
}
