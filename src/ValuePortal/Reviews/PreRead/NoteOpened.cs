using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.PreRead;

/// <summary>Notes once that somebody of the customer opened a published review. Staff and programs are not counted.</summary>
public sealed class NoteOpened(PortalDbFactory portal, TimeProvider clock)
{
    public async Task RunAsync(Viewer viewer, Guid review, CancellationToken ct = default)
    {
        if (!viewer.IsCustomer || viewer.AccountId is not { } account)
        {
            return;
        }

        await using var db = portal.For(viewer);
        if (!await db.Reviews.AnyAsync(r => r.AccountId == account && r.Id == review && r.State == ReviewState.Published, ct)
            || await db.ReviewOpenings.AnyAsync(o => o.AccountId == account && o.ReviewId == review && o.PersonId == viewer.PersonId, ct))
        {
            return;
        }

        db.Add(new ReviewOpening { AccountId = account, ReviewId = review, PersonId = viewer.PersonId, OpenedAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Opened twice at once.
        }
    }
}
