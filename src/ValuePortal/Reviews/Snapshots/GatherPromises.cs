using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Reviews.Promises;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// What became of the promises since the review before, and what is promised in this one. A corrected edition looks back to the same review
/// as the one it corrects, and keeps its promises.
/// </summary>
public sealed class GatherPromises(PortalDbFactory portal, ListPromises promises, Days days, IOptions<VendorOptions> vendor, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="review">Empty for one that is not there yet.</param>
    /// <param name="customer">The company's name.</param>
    internal async Task<(PromisesPart? Kept, IReadOnlyList<StepLine> Steps)> RunAsync(Viewer viewer, Guid account, Guid review, string customer, FigureWriter write, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        List<Guid> editions = [review];
        for (var edition = review; await db.Corrections.AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == account && c.ReviewId == edition, ct) is { } correction;)
        {
            editions.Add(edition = correction.CorrectsId);
        }

        var published = await db.Reviews.AsNoTracking().Where(r => r.AccountId == account && r.PublishedAt != null)
            .Select(r => new { r.Id, r.PublishedAt }).ToListAsync(ct);
        var until = published.Where(r => editions.Contains(r.Id)).Min(r => r.PublishedAt);
        var since = published.Where(r => !editions.Contains(r.Id) && (until is null || r.PublishedAt < until)).Max(r => r.PublishedAt);
        var (today, rows) = await promises.RunAsync(viewer, ct);
        var known = rows
            .Where(row => (row.ReviewId is not { } madeIn || !editions.Contains(madeIn)) && (until is null || row.MadeAt < until))
            .Where(row => row.State is PromiseState.Open || since is null || row.Marks[0].At > since)
            .OrderBy(row => row.DueOn).ThenBy(row => row.Id).ToList();
        var steps = (await promises.OfReviewsAsync(viewer, account, editions, ct))
            .Select(step => new StepLine(step.Text, OwnerOf(step.Owner, step.Side), step.DueOn, days.WithYear(step.DueOn))).ToList();
        return (known.Count == 0 ? null : new PromisesPart(
            [
                write.Tile(ReviewMetrics.PromisesKept, known.Count(row => row.State is PromiseState.Kept), words["OfPromises", known.Count]),
                write.Tile(ReviewMetrics.PromisesMissed, known.Count(row => row.State is PromiseState.Missed)),
                write.Tile(ReviewMetrics.PromisesOpen, known.Count(row => row.State is PromiseState.Open), words["OfThemOverdue", known.Count(row => row.IsOverdue(today))]),
            ],
            [.. known.Select(row => new PromiseLine(
                row.Text, OwnerOf(row.Owner, row.Side), row.DueOn, days.WithYear(row.DueOn), words["PromisedOn", days.WithYear(row.MadeOn)],
                words[row.IsOverdue(today) ? "PromiseOverdue" : "Promise_" + row.State],
                PromiseTone.Of(row.State, row.IsOverdue(today)),
                row.Marks.Count == 0 ? null : words["MarkedBy", row.Marks[0].By, NameOf(row.Marks[0].ByVendor ? Side.Vendor : Side.Customer), days.WithYear(row.Marks[0].On)].Value,
                row.Marks is [{ Note.Length: > 0 } last, ..] ? last.Note : null))]), steps);

        string NameOf(Side side) => side is Side.Vendor ? vendor.Value.Name : customer;

        string OwnerOf(string? owner, Side side) => owner is null ? NameOf(side) : words["OwnerOfSide", owner, NameOf(side)];
    }
}
