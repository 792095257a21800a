using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews;

/// <summary>The editions beside one: the one it corrects, and the one by which it was corrected. Customers see published ones only.</summary>
public sealed class ReadEditions(PortalDbFactory portal)
{
    /// <param name="Correction">What the later edition corrects.</param>
    public sealed record Edition(Guid Id, string Correction, bool IsDraft);

    /// <param name="Before">The edition that this one corrects.</param>
    /// <param name="After">The edition that corrects this one.</param>
    public sealed record Result(Edition? Before, Edition? After);

    public async Task<Result> RunAsync(Viewer viewer, Guid account, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var drafts = viewer.IsStaff;
        var before = await db.Corrections.AsNoTracking()
            .Where(c => c.AccountId == account && c.ReviewId == id)
            .Select(c => new Edition(c.CorrectsId, c.Text, false))
            .SingleOrDefaultAsync(ct);
        var after = await db.Corrections.AsNoTracking()
            .Where(c => c.AccountId == account && c.CorrectsId == id)
            .Join(db.Reviews, c => new { c.AccountId, c.ReviewId }, r => new { r.AccountId, ReviewId = r.Id }, (c, r) => new { Correction = c, r.State })
            .Where(found => drafts || found.State == ReviewState.Published)
            .Select(found => new Edition(found.Correction.ReviewId, found.Correction.Text, found.State == ReviewState.Draft))
            .SingleOrDefaultAsync(ct);
        return new Result(before, after);
    }
}
