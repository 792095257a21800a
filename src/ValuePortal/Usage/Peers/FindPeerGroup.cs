using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>The name of the one group an account is in, whether or not it takes part in the comparison of usage.</summary>
public sealed class FindPeerGroup(PortalDbFactory portal)
{
    /// <returns>Null until staff have chosen one.</returns>
    public async Task<string?> RunAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.PeerMemberships.AsNoTracking().Where(row => row.AccountId == account).Select(row => row.Group).SingleOrDefaultAsync(ct);
    }
}
