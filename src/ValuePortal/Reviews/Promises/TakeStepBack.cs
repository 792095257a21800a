using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Promises;

/// <summary>Takes a next step out of a draft. What was promised already is not taken back: it is dropped, and both sides see it.</summary>
public sealed class TakeStepBack(PortalDbFactory portal, ReviewWork work, IStringLocalizer<ReviewsWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Promises.SingleOrDefaultAsync(p => p.AccountId == account && p.Id == id && p.MadeAt == null, ct) is not { ReviewId: { } review } step)
        {
            return new Refusal.NotFound(words["NoSuchPromise"]);
        }

        db.Remove(step);
        await db.SaveChangesAsync(ct);
        await UnreadyAsync(db, account, review, viewer, ct);
        return id;
    }

    /// <summary>A draft whose steps changed is looked at again.</summary>
    internal static Task<int> UnreadyAsync(PortalDb db, Guid account, Guid review, Viewer viewer, CancellationToken ct) => db.Reviews
        .Where(r => r.AccountId == account && r.Id == review && r.State == ReviewState.Draft)
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.ReadyAt, (DateTimeOffset?)null).SetProperty(r => r.ReadyBy, (string?)null).SetProperty(r => r.ChangedByPersonId, viewer.PersonId), ct);
}
