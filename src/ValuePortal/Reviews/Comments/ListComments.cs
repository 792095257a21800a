using Microsoft.EntityFrameworkCore;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Comments;

/// <summary>What was said to the sections of a published review, the first first.</summary>
public sealed class ListComments(PortalDbFactory portal)
{
    private const int Most = 500;

    public sealed record Row(Guid Id, ReviewSection Section, bool ByVendor, string By, string Text, DateTimeOffset At);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid account, Guid review, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed)
        {
            return [];
        }

        await using var db = portal.For(narrowed);
        return await db.ReviewComments.AsNoTracking().Where(c => c.AccountId == account && c.ReviewId == review)
            .OrderBy(c => c.At).ThenBy(c => c.Id).Take(Most)
            .Select(c => new Row(c.Id, c.Section, c.Side == Side.Vendor, c.By, c.Text, c.At)).ToListAsync(ct);
    }
}
