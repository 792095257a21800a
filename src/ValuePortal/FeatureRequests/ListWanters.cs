using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>
/// Everybody who wants some requests: who raised them, and whose vote stands, of all companies. For telling them what became of it; nobody
/// is shown who they are. Of a request that only its own company sees, nobody else is among them.
/// </summary>
public sealed class ListWanters(PortalDbFactory portal)
{
    /// <param name="AccountId">The person's company.</param>
    /// <param name="Raised">Raised it; else votes for it.</param>
    public sealed record Row(Guid RequestId, Guid AccountId, Guid PersonId, bool Raised);

    /// <summary>Of each person and request one row.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync(IReadOnlyCollection<Guid> requests, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var found = await db.FeatureRequests.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.WantersOfRequests)
            .Where(r => requests.Contains(r.Id))
            .Select(r => new { r.Id, r.RaisedByAccountId, r.RaisedByPersonId, r.PublishedAt }).ToListAsync(ct);
        var votes = await db.Votes.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.WantersOfRequests)
            .Where(v => requests.Contains(v.RequestId) && v.TakenBackAt == null)
            .Select(v => new { v.RequestId, v.AccountId, v.PersonId }).ToListAsync(ct);
        var ownOnly = found.Where(r => r.PublishedAt is null).ToDictionary(r => r.Id, r => r.RaisedByAccountId);
        return
        [
            .. found.Select(r => new Row(r.Id, r.RaisedByAccountId, r.RaisedByPersonId, true))
                .Concat(votes.Where(v => !ownOnly.TryGetValue(v.RequestId, out var own) || own == v.AccountId).Select(v => new Row(v.RequestId, v.AccountId, v.PersonId, false)))
                .DistinctBy(row => (row.RequestId, row.PersonId)),
        ];
    }
}
