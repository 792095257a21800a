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
        var requests = await db.FeatureRequests.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FollowersToTell)
            .Where(r => r.Id == requestId || r.MergedIntoId == requestId)
            .Select(r => new { r.Id, r.Title, r.RaisedByPersonId })
            .ToListAsync(ct);
        if (requests.TrueForAll(r => r.Id != requestId))
        {
            return [];
        }

        Guid[] ids = [.. requests.Select(r => r.Id)];
        var votes = await db.Votes.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FollowersToTell)
            .Where(v => ids.Contains(v.RequestId) && v.TakenBackAt == null)
            .Select(v => new { v.RequestId, v.PersonId })
            .ToListAsync(ct);
        var choices = await db.Followers.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FollowersToTell)
            .Where(f => ids.Contains(f.RequestId))
            .Select(f => new { f.RequestId, f.PersonId, f.Level })
            .ToListAsync(ct);

        Guid[] people = [.. requests.Select(r => r.RaisedByPersonId).Concat(votes.Select(v => v.PersonId)).Concat(choices.Select(f => f.PersonId)).Distinct()];
        var known = await db.Users.AsNoTracking()
            .Where(p => people.Contains(p.Id) && p.AccountId != null && p.DeactivatedAt == null)
            .Select(p => new { p.Id, AccountId = p.AccountId!.Value, p.Language })
            .ToListAsync(ct);

        // What a person chose on the request it was asked for counts before what it chose on one that was merged into it.
        return
        [
            .. known
                .Select(person =>
                {
                    var raised = requests.FirstOrDefault(r => r.RaisedByPersonId == person.Id);
                    var voted = votes.Exists(v => v.PersonId == person.Id);
                    var choice = choices.Where(f => f.PersonId == person.Id).OrderByDescending(f => f.RequestId == requestId).FirstOrDefault();
                    var own = raised?.Id ?? votes.Where(v => v.PersonId == person.Id).OrderByDescending(v => v.RequestId != requestId).FirstOrDefault()?.RequestId ?? requestId;
                    return new Follower(
                        person.Id, person.AccountId, person.Language, choice?.Level ?? (raised is not null ? FollowLevel.All : voted ? FollowLevel.Status : FollowLevel.None),
                        raised is not null, voted, own, requests.Find(r => r.Id == own)!.Title);
                })
                .Where(follower => follower.Level is not FollowLevel.None)
                .OrderBy(follower => follower.AccountId).ThenBy(follower => follower.PersonId),
        ];
    }
}
