using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>How the company stands beside its peers in the latest month that was taken, by the rules of privacy: where they keep something back, words say why.</summary>
public sealed class GatherBenchmark(ReadPeers peers, Days days, IStringLocalizer<PeerWords> peerWords, IStringLocalizerFactory texts, IStringLocalizer<ReviewsWords> words)
{
    internal async Task<TablePart> RunAsync(Viewer viewer, FigureWriter write, CancellationToken ct)
    {
        var found = (await peers.RunAsync(viewer, ct)).Is(out var read, out _) ? read : null;
        if (Why(found) is { } why)
        {
            return new TablePart(nameof(ReviewSection.Benchmark), null, why, [], []);
        }

        return new TablePart(
            nameof(ReviewSection.Benchmark), null, words["BenchmarkLead", days.Month(found!.Month!.Value), found.Group!],
            [
                new(peerWords["Measure"], Width: 2.4m), new(peerWords["You"], true), new(peerWords["Lower"], true), new(peerWords["Median"], true), new(peerWords["Upper"], true),
                new(peerWords["Position"], Width: 2.2m),
            ],
            [.. found.Rows.Select(row =>
            {
                var metric = PeerMetrics.Of(row.Measure);
                return new[] { metric.Name(texts), Cell(row.Own), Cell(row.Lower), Cell(row.Median), Cell(row.Upper), row.Tier is { } tier ? new(peerWords["Tier_" + tier], Tone: "plain") : GapOf(row) };

                TableCell Cell(decimal? value) => value is { } known ? write.Of(metric, known) : "–";
            })],
            words["BenchmarkNote", PeerRules.LeastOthers]);
    }

    /// <summary>Why nothing can be compared, in the language at hand; null where something can.</summary>
    internal async Task<string?> WhyNotAsync(Viewer viewer, CancellationToken ct) => Why((await peers.RunAsync(viewer, ct)).Is(out var found, out _) ? found : null);

    private string? Why(ReadPeers.Result? found) => found switch
    {
        null or { TakesPart: false } => words["BenchmarkNotTakingPart"],
        { Group: null } => words["BenchmarkNoGroup"],
        { Month: null } => words["BenchmarkNoMonth"],
        _ when found.Rows.All(row => row.Gap is not PeerGap.None) => found.Rows.Count == 0 ? words["BenchmarkNoMonth"] : GapOf(found.Rows[0]).Text,
        _ => null,
    };

    private TableCell GapOf(ReadPeers.Row row) => peerWords["Gap_" + row.Gap, PeerRules.LeastOthers].Value;
}
