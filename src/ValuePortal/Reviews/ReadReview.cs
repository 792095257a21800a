using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews;

/// <summary>
/// One review in the edition its reader may see. Customers and keys read published ones only; staff who look are noted, and see what a
/// draft would show today.
/// </summary>
public sealed class ReadReview(PortalDbFactory portal, GatherSnapshot gather, AuditLog audit, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="Draft">What the forms begin with; null for who is not staff.</param>
    /// <param name="Json">The stored text itself; null for a draft.</param>
    /// <param name="Hash">Its hash.</param>
    public sealed record Reading(Guid AccountId, Guid Id, ReviewState State, int Version, ReviewSnapshot Snapshot, DraftText? Draft, string? Json, string? Hash, Look? Ready = null);

    /// <summary>Who looked at a draft as a second person, and when.</summary>
    public sealed record Look(string By, DateTimeOffset At);

    /// <summary>The same for what leaves as a file: a draft is not there.</summary>
    internal async Task<Outcome<Reading>> PublishedAsync(Viewer viewer, Guid id, bool withMoney, CancellationToken ct) =>
        (await RunAsync(viewer, id, withMoney, ct)).Match<Outcome<Reading>>(
            reading => reading.State is ReviewState.Draft ? new Refusal.NotFound(words["NoSuchReview"]) : reading,
            refusal => refusal);

    /// <param name="viewer">Somebody of the account, a key for it, or staff with it in care.</param>
    /// <param name="id">The review.</param>
    /// <param name="withMoney">False: the edition without money, also for who may see it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Reading>> RunAsync(Viewer viewer, Guid id, bool withMoney = true, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var review = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (review is null || viewer.NarrowTo(review.AccountId) is not { } narrowed || (review.State is ReviewState.Draft && !viewer.IsStaff))
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        withMoney &= viewer.SeesMoney;
        if (viewer.IsStaff)
        {
            await audit.WriteAsync(narrowed, AuditAction.StaffRead, $"review {id}", review.AccountId, ct);
        }

        if (review.State is ReviewState.Draft)
        {
            return (await gather.RunAsync(narrowed, review.AccountId, id, review.Text, withMoney, ct)).Match<Outcome<Reading>>(
                gathered => new Reading(review.AccountId, id, review.State, review.Version, gathered, review.Text, null, null, review.ReadyAt is { } at ? new Look(review.ReadyBy ?? "", at) : null),
                refusal => refusal);
        }

        var (json, hash) = withMoney ? (review.SnapshotWithMoney, review.HashWithMoney) : (review.SnapshotWithoutMoney, review.HashWithoutMoney);
        return FrozenSnapshot.Open(json, hash, review.AccountId, id, withMoney) is { } snapshot
            ? new Reading(review.AccountId, id, review.State, review.Version, snapshot, viewer.IsStaff ? review.Text : null, json, hash)
            : new Refusal.Conflict(words["NotAsPublished"]);
    }
}
