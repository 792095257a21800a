using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Following;

/// <summary>
/// Whom to tell of a request: everybody who raised it, votes for it or chose to follow it, and the same of the requests that were merged
/// into it; each person once. For what tells them, never for a page: it crosses accounts.
/// </summary>
public sealed class ReadFollowers(PortalDbFactory portal)
{
    /// <param name="Language">"en" or "zh-CN".</param>
    /// <param name="Level">Never <see cref="FollowLevel.None"/>.</param>
    /// <param name="RaisedIt">This request, or one that was merged into it.</param>
    /// <param name="Votes">Whether the person's vote stands.</param>
    /// <param name="RequestId">The request the person knows: its own where it was merged, else the one that was asked for.</param>
    /// <param name="Title">Of that request.</param>
    public sealed record Follower(Guid PersonId, Guid AccountId, string Language, FollowLevel Level, bool RaisedIt, bool Votes, Guid RequestId, string Title);

    /// <returns>By account and person; nobody for a request that does not exist. People who may not sign in any more are left out.</returns>
    internal async Task<IReadOnlyList<Follower>> RunAsync(Guid requestId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var requests = await RequestsAsync(db.FeatureRequests.Where(r => r.Id == requestId), ct);
        for (var latest = requests; latest.Count > 0;)
        {
            // What was merged into one that was merged itself belongs to it as well.
            Guid[] into = [.. latest.Select(r => r.Id)];
            latest = await RequestsAsync(db.FeatureRequests.Where(r => r.MergedIntoId != null && into.Contains(r.MergedIntoId.Value)), ct);
            requests.AddRange(latest = latest.FindAll(one => requests.TrueForAll(r => r.Id != one.Id)));
        }

        if (requests.TrueForAll(r => r.Id != requestId))
        {
            return [];
        }

        Guid[] ids = [.. requests.Select(r => r.Id)];
        Guid[] raisers = [.. requests.Select(r => r.RaisedByPersonId).Distinct()];
        var present = db.Users.AsNoTracking().Where(p => p.AccountId != null && p.DeactivatedAt == null);
        var votes = await db.Votes.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FollowersToTell)
            .Where(v => ids.Contains(v.RequestId) && v.TakenBackAt == null)
            .Join(present, v => v.PersonId, p => p.Id, (v, p) => new { v.RequestId, Person = new Present(p.Id, p.AccountId!.Value, p.Language) })
            .ToListAsync(ct);
        var choices = await db.Followers.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FollowersToTell)
            .Where(f => ids.Contains(f.RequestId))
            .Join(present, f => f.PersonId, p => p.Id, (f, p) => new { f.RequestId, f.Level, Person = new Present(p.Id, p.AccountId!.Value, p.Language) })
            .ToListAsync(ct);
        var raised = requests.ToLookup(r => r.RaisedByPersonId);
        var voted = votes.ToLookup(v => v.Person.Id, v => v.RequestId);
        var chosen = choices.ToLookup(f => f.Person.Id);
        var known = (await present.Where(p => raisers.Contains(p.Id)).Select(p => new Present(p.Id, p.AccountId!.Value, p.Language)).ToListAsync(ct)).Concat(votes.Select(v => v.Person)).Concat(choices.Select(f => f.Person)).DistinctBy(p => p.Id);
        var titles = requests.ToDictionary(r => r.Id, r => r.Title);

        // What a person chose on the request it was asked for counts before what it chose on one that was merged into it.
        return
        [
            .. known
                .Select(person =>
                {
                    var raisedIt = raised[person.Id].FirstOrDefault();
                    var votesForIt = voted.Contains(person.Id);
                    var choice = chosen[person.Id].OrderByDescending(f => f.RequestId == requestId).FirstOrDefault();
                    var own = raisedIt?.Id ?? (votesForIt ? voted[person.Id].OrderByDescending(request => request != requestId).First() : requestId);
                    return new Follower(
                        person.Id, person.AccountId, person.Language, choice?.Level ?? (raisedIt is not null ? FollowLevel.All : votesForIt ? FollowLevel.Status : FollowLevel.None),
                        raisedIt is not null, votesForIt, own, titles[own]);
                })
                .Where(follower => follower.Level is not FollowLevel.None)
                .OrderBy(follower => follower.AccountId).ThenBy(follower => follower.PersonId),
        ];
    }

    private static Task<List<Known>> RequestsAsync(IQueryable<FeatureRequest> requests, CancellationToken ct) => requests.AsNoTracking()
        .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FollowersToTell)
        .Select(r => new Known(r.Id, r.Title, r.RaisedByPersonId)).ToListAsync(ct);

    /// <summary>Somebody of a company who may sign in.</summary>
    private sealed record Present(Guid Id, Guid AccountId, string Language);

    private sealed record Known(Guid Id, string Title, Guid RaisedByPersonId);
}
