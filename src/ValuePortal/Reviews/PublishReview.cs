using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Promises;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews;

/// <summary>Shows a draft to the customer and freezes what it shows, in both editions. There is no way back.</summary>
public sealed class PublishReview(PortalDbFactory portal, ReviewWork work, GatherSnapshot gather, Tell tell, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="version">The version that was previewed: what somebody else changed since is not published unseen.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, int version, CancellationToken ct = default)
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

        var text = review.Text;
        if (!(await gather.RunAsync(narrowed, account, id, text, withMoney: true, ct)).Is(out var withMoney, out refusal)
            || !(await gather.RunAsync(narrowed, account, id, text, withMoney: false, ct)).Is(out var withoutMoney, out refusal))
        {
            return refusal;
        }

        // One moment for both editions.
        var now = clock.GetUtcNow();
        review.Publish(FrozenSnapshot.Of(withMoney with { MadeAt = now }), FrozenSnapshot.Of(withoutMoney with { MadeAt = now }), viewer.PersonId, now);
        foreach (var step in await db.Promises.Where(p => p.AccountId == account && p.ReviewId == id && p.MadeAt == null).ToListAsync(ct))
        {
            step.Publish(now);
        }

        var people = await db.Users.Where(person => person.AccountId == account && person.DeactivatedAt == null).Select(person => person.Id).ToListAsync(ct);
        await tell.StageAsync(db, [.. people.Select(person => new Tell.News(person, ReviewNotices.Published, $"review:{id}", $"/reviews/{id}", text.Title))], ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, ReviewAudit.Published, $"review {id}, {review.HashWithMoney}", account, ct);
        return id;
    }
}
