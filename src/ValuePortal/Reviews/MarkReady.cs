using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews;

/// <summary>A second person has looked at a draft and says that it is ready, or takes that back. Nothing is frozen by it; a change of the draft ends it.</summary>
public sealed class MarkReady(PortalDbFactory portal, ReviewWork work, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="version">The version that was looked at.</param>
    /// <returns>A refusal for who changed it last: one's own words are not looked at by a second person.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, int version, bool ready, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (!(await work.DraftAsync(db, account, id, version, ct)).Is(out var review, out refusal))
        {
            return refusal;
        }

        if (ready && review.ChangedByPersonId == viewer.PersonId)
        {
            return new Refusal.NotAllowed(words["SecondPerson"]);
        }

        review.SetReady(ready ? viewer.Name : null, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        if (ready)
        {
            await audit.WriteAsync(narrowed, ReviewAudit.Ready, $"review {id}", account, ct);
        }

        return id;
    }
}
