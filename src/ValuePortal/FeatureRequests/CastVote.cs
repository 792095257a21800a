using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>
/// Sets whether a person wants a request. Asking for what is already so changes nothing, so a double click or a repeated form is
/// harmless. The row of the vote and the counter on the request change in one transaction, and the counter only when the row did.
/// </summary>
public sealed class CastVote(PortalDbFactory portal, VoteTurns turns, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    private const int MostTries = 3;

    /// <param name="Voted">How the vote stands now.</param>
    /// <param name="Votes">How many people want the request now.</param>
    public sealed record Result(bool Voted, int Votes);

    public Task<Outcome<Result>> RunAsync(Viewer viewer, Guid requestId, bool wanted, CancellationToken ct = default) =>
        RunAsync(viewer, requestId, wanted, null, null, ct);

    /// <summary>The same for a person whose vote somebody of the vendor records.</summary>
    internal Task<Outcome<Result>> RecordAsync(Viewer voter, Guid requestId, Guid recordedBy, RequestSource source, CancellationToken ct) =>
        RunAsync(voter, requestId, wanted: true, recordedBy, source, ct);

    private async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid requestId, bool wanted, Guid? recordedBy, RequestSource? source, CancellationToken ct)
    {
        if (viewer is not { AccountId: { } account, IsCustomer: true })
        {
            return new Refusal.NotAllowed(text["OnlyCustomersVote"]);
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await SetAsync(
                    viewer, new Vote { AccountId = account, RequestId = requestId, PersonId = viewer.PersonId, CastAt = clock.GetUtcNow(), RecordedByPersonId = recordedBy, Source = source }, wanted, ct);
            }
            catch (Exception failure) when (failure.IsDuplicate() && tries < MostTries)
            {
                // The same person's first vote came from somewhere else at the same moment. Its row is there now.
            }
        }
    }

    private async Task<Outcome<Result>> SetAsync(Viewer viewer, Vote vote, bool wanted, CancellationToken ct)
    {
        var (account, requestId) = (vote.AccountId, vote.RequestId);
        await using var db = portal.For(viewer);
        var votes = db.Votes;
        var seen = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.Id == requestId)
            .Select(r => new
            {
                r.Status,
                r.VoteCount,
                Voted = votes.Any(v => v.RequestId == r.Id && v.PersonId == viewer.PersonId && v.TakenBackAt == null),
            })
            .SingleOrDefaultAsync(ct);
        if (seen is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (seen.Voted == wanted)
        {
            return new Result(wanted, seen.VoteCount);
        }

        if (seen.Status.IsLast)
        {
            return new Refusal.Conflict(text["VotingIsOver"]);
        }

        var turn = await turns.TakeAsync(requestId, ct);
        try
        {
            // The vote's row comes first, then the request's: all voters take the two in this order, so none waits for another in a circle.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var changed = wanted
                ? await CastAsync(db, vote, ct)
                : await TakeBackAsync(db, account, requestId, viewer.PersonId, ct);
            if (changed)
            {
                var difference = wanted ? 1 : -1;
                if (await db.FeatureRequests.Where(r => r.Id == requestId).Where(FeatureRequest.IsOpen)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.VoteCount, r => r.VoteCount + difference), ct) != 1)
                {
                    // It was closed, merged or withdrawn from the others' sight just now. Without a commit the vote is as it was.
                    return await db.FeatureRequests.AnyAsync(r => r.Id == requestId, ct) ? new Refusal.Conflict(text["VotingIsOver"]) : new Refusal.NotFound(text["NoSuchRequest"]);
                }
            }

            var count = await db.FeatureRequests.Where(r => r.Id == requestId).Select(r => r.VoteCount).SingleAsync(ct);
            await transaction.CommitAsync(ct);
            return new Result(wanted, count);
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<bool> CastAsync(PortalDb db, Vote vote, CancellationToken ct)
    {
        var mine = db.Votes.Where(v => v.AccountId == vote.AccountId && v.RequestId == vote.RequestId && v.PersonId == vote.PersonId);
        if (await mine.Where(v => v.TakenBackAt != null).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.TakenBackAt, (DateTimeOffset?)null).SetProperty(v => v.CastAt, vote.CastAt)
                .SetProperty(v => v.RecordedByPersonId, vote.RecordedByPersonId).SetProperty(v => v.Source, vote.Source).SetProperty(v => v.ViaRequestId, (Guid?)null), ct) == 1)
        {
            return true;
        }

        if (await mine.AnyAsync(ct))
        {
            return false;
        }

        db.Add(vote);
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task<bool> TakeBackAsync(PortalDb db, Guid account, Guid requestId, Guid person, CancellationToken ct)
    {
        var now = (DateTimeOffset?)clock.GetUtcNow();
        return await db.Votes
            .Where(v => v.AccountId == account && v.RequestId == requestId && v.PersonId == person && v.TakenBackAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.TakenBackAt, now), ct) == 1;
    }
}
