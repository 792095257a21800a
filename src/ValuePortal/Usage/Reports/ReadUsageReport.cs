using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Reports;

/// <summary>What a range is compared with.</summary>
public enum Comparison
{
    None,
    Previous,
    Year,
}

/// <summary>Reads the page of usage for the one account the viewer looks at.</summary>
public sealed class ReadUsageReport
{
    /// <param name="From">First day; null: 90 days before the last day.</param>
    /// <param name="To">Last day; null: the last day with data.</param>
    public sealed record Input(DateOnly? From = null, DateOnly? To = null, Comparison Compare = Comparison.Previous);

    public Task<Outcome<UsageReport>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default) =>
        throw new NotSupportedException($"{viewer} {input} {ct}");
}
