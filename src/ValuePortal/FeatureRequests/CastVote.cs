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
    /// <param name="Votes">How many people want the request, as the voter saw it and with this vote.</param>
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
                var vote = new Vote { AccountId = account, RequestId = requestId, PersonId = viewer.PersonId, CastAt = clock.GetUtcNow(), RecordedByPersonId = recordedBy, Source = source };
                if (await SetAsync(viewer, vote, wanted, ct) is { } outcome)
                {
                    return outcome;
                }
            }
            catch (Exception failure) when (failure.IsDuplicate() && tries < MostTries)
            {
                // The same person's first vote came from somewhere else at the same moment. Its row is there now.
            }
        }
    }

    /// <returns>Null when the vote's row changed after it was seen: look again.</returns>
    private async Task<Outcome<Result>?> SetAsync(Viewer viewer, Vote vote, bool wanted, CancellationToken ct)
    {
        var requestId = vote.RequestId;
        await using var db = portal.For(viewer);
        var mine = db.Votes.Where(v => v.AccountId == vote.AccountId && v.RequestId == requestId && v.PersonId == vote.PersonId);
        var seen = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.Id == requestId)
            .Select(r => new { r.Status, r.VoteCount, IsThere = mine.Any(), Voted = mine.Any(v => v.TakenBackAt == null) })
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

        using var turn = await turns.TakeAsync(ct);

        // The vote's row comes first, then the request's: all voters take the two in this order, so none waits for another in a circle.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!seen.IsThere)
        {
            if (await mine.AnyAsync(ct))
            {
                return null;
            }

            db.Add(vote);
            await db.SaveChangesAsync(ct);
        }
        else if (await (wanted ? CastAgainAsync(mine, vote, ct) : TakeBackAsync(mine, vote.CastAt, ct)) != 1)
        {
            return null;
        }

        var difference = wanted ? 1 : -1;
        if (await db.FeatureRequests.Where(r => r.Id == requestId).Where(FeatureRequest.IsOpen)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.VoteCount, r => r.VoteCount + difference), ct) != 1)
        {
            // It was closed, merged or withdrawn from the others' sight just now. Without a commit the vote is as it was.
            return await db.FeatureRequests.AnyAsync(r => r.Id == requestId, ct) ? new Refusal.Conflict(text["VotingIsOver"]) : new Refusal.NotFound(text["NoSuchRequest"]);
        }

        await transaction.CommitAsync(ct);
        return new Result(wanted, seen.VoteCount + difference);
    }

    private static Task<int> CastAgainAsync(IQueryable<Vote> mine, Vote vote, CancellationToken ct) => mine.Where(v => v.TakenBackAt != null).ExecuteUpdateAsync(
        set => set.SetProperty(v => v.TakenBackAt, (DateTimeOffset?)null).SetProperty(v => v.CastAt, vote.CastAt)
            .SetProperty(v => v.RecordedByPersonId, vote.RecordedByPersonId).SetProperty(v => v.Source, vote.Source).SetProperty(v => v.ViaRequestId, (Guid?)null), ct);

    private static Task<int> TakeBackAsync(IQueryable<Vote> mine, DateTimeOffset now, CancellationToken ct) =>
        mine.Where(v => v.TakenBackAt == null).ExecuteUpdateAsync(set => set.SetProperty(v => v.TakenBackAt, (DateTimeOffset?)now), ct);
}
