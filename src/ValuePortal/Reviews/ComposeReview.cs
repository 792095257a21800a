using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews;

/// <summary>Begins a review of an account: a draft that only the vendor's people see.</summary>
public sealed class ComposeReview(PortalDbFactory portal, ReviewWork work, GatherSnapshot gather, AuditLog audit, TimeProvider clock)
{
    /// <returns>The id of the draft; a refusal when the period is turned round, not over, or without data.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, DraftText.Input input, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal)
            || !(await work.ReadAsync(narrowed, account, input, ct)).Is(out var text, out refusal)
            || !(await gather.RunAsync(narrowed, account, Guid.Empty, text, withMoney: true, ct)).Is(out _, out refusal))
        {
            return refusal;
        }

        var review = Review.Draft(account, text, viewer.PersonId, clock.GetUtcNow());
        await using var db = portal.For(narrowed);
        db.Add(review);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(narrowed, ReviewAudit.Composed, $"review {review.Id}", account, ct);
        return review.Id;
    }
}
