using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>The group of an account and whether it takes part, for who works on it, with the names of groups in use among the viewer's accounts.</summary>
public sealed class ReadPeerGroup(PortalDbFactory portal)
{
    private const int MostNames = 50;

    public sealed record Result(string? Group, bool TakesPart, IReadOnlyList<string> InUse);

    /// <returns>Null for an account out of scope.</returns>
    public async Task<Result?> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (!viewer.IsStaff || !viewer.Scope.Contains(accountId))
        {
            return null;
        }

        var accounts = viewer.Scope.Accounts;
        await using var db = portal.For(viewer);
        var own = await db.PeerMemberships.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == accountId, ct);
        var names = await db.PeerMemberships.AsNoTracking()
            .Where(row => accounts.Contains(row.AccountId) && row.Group != null)
            .Select(row => row.Group!).Distinct().OrderBy(name => name).Take(MostNames).ToListAsync(ct);
        return new Result(own?.Group, own?.TakesPartSince is not null, names);
    }
}
