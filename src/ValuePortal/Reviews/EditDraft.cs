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
        if (await db.Reviews.SingleOrDefaultAsync(r => r.AccountId == account && r.Id == id, ct) is not { } review)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        if (review.State is ReviewState.Published)
        {
            return new Refusal.Conflict(words["AlreadyPublished"]);
        }

        if (review.Version != version)
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
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
