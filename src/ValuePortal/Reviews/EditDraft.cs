using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews;

/// <summary>Changes a draft. A published review is not changed any more.</summary>
public sealed class EditDraft(PortalDbFactory portal, ReviewWork work, GatherSnapshot gather, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="version">The version that was read.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, int version, DraftText.Input input, CancellationToken ct = default)
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

        if (!(await work.ReadAsync(narrowed, account, input, ct)).Is(out var text, out refusal)
            || !(await gather.RunAsync(narrowed, account, id, text, withMoney: true, ct)).Is(out _, out refusal))
        {
            return refusal;
        }

        review.Change(text, viewer.PersonId);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        return id;
    }
}
