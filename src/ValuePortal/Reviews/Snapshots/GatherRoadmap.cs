using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Announcements;
using ValuePortal.Announcements.Roadmap;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>What is to come as it stands when the review is made: what the company asked for first.</summary>
public sealed class GatherRoadmap(
    ReadRoadmap roadmap, Days days, IOptions<VendorOptions> vendor, IStringLocalizer<AnnouncementWords> releaseWords, IStringLocalizer<RequestWords> requestWords, IStringLocalizer<ReviewsWords> words)
{
    private const int MostRows = 12;

    internal async Task<TablePart> RunAsync(Viewer viewer, CancellationToken ct)
    {
        var rows = (await roadmap.RunAsync(viewer, ct)).Where(row => row.Status is not RequestStatus.Released).ToList();
        return new TablePart(
            nameof(ReviewSection.Roadmap), null, words[rows.Count == 0 ? "NothingPlanned" : "RoadmapLead"],
            [new(words["ToCome"], Width: 3.4m), new(words["State"], Width: 1.5m), new(words["ExpectedIn"], Width: 2.4m)],
            [.. rows.Take(MostRows).Select(row => new TableCell[]
            {
                new(row.Title, More: row.IsOurs ? words["YouAskedForIt"].Value : row.Plan is null ? null : releaseWords["OwnPlan", vendor.Value.Name].Value),
                new(requestWords["Status_" + row.Status], Tone: row.Status is RequestStatus.Beta ? "good" : "plain"),
                new(Name(row.Target), More: row.Moves is [.., var last] ? releaseWords["Moved", Name(last.From), Name(last.To), days.WithYear(last.On), last.Why].Value : null),
            })],
            rows.Count > MostRows ? words["MoreOnRoadmap", rows.Count - MostRows].Value : null);
    }

    private string Name(Quarter? quarter) => quarter is { } named ? releaseWords["QuarterOf", named.Year, named.Of] : releaseWords["NoQuarter"];
}
