using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews;

/// <summary>Why sections that were chosen do not stand in a draft, for who writes it. The customer reads nothing of them.</summary>
public sealed class ReadLeftOut(GatherBenchmark benchmark, IStringLocalizer<ReviewsWords> words)
{
    public sealed record Row(ReviewSection Section, string Why);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, ReadReview.Reading reading, CancellationToken ct = default)
    {
        if (reading.Draft is not { } draft || viewer.NarrowTo(reading.AccountId) is not { } narrowed)
        {
            return [];
        }

        List<Row> rows = [];
        foreach (var section in draft.Sections.Except(reading.Snapshot.Shown))
        {
            var why = section is ReviewSection.Benchmark ? await benchmark.WhyNotAsync(narrowed, ct) : null;
            rows.Add(new Row(section, why ?? words[section switch
            {
                ReviewSection.Promises => "Why_NoPromises",
                ReviewSection.Value => "Why_NoValue",
                ReviewSection.Milestones => "NoMilestones",
                ReviewSection.Requests => "Why_NoRequests",
                ReviewSection.Releases => "NothingReleased",
                ReviewSection.Roadmap => "NothingPlanned",
                _ => "Why_NoWords",
            }]));
        }

        return rows;
    }
}
