using ValuePortal.Platform.Access;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Connect;

/// <summary>What has come from a source since a moment, for a page that waits for the first call.</summary>
public sealed class WatchSource(ListSources sources, RecentCalls recent)
{
    private const int Shown = 5;

    public async Task<IReadOnlyList<RecentCall>> RunAsync(Viewer viewer, string source, DateTimeOffset since, CancellationToken ct = default)
    {
        var known = (await sources.RunAsync(viewer, ct)).FirstOrDefault(row => row.Name == source);
        return known is null ? [] : [.. (await recent.ReadAsync(known.Id, ct)).Where(call => call.At >= since).Take(Shown)];
    }
}
