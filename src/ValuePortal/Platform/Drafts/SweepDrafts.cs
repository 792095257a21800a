using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Drafts;

/// <summary>Drafts that nobody touched for a month are thrown away.</summary>
public sealed class SweepDrafts(PortalDbFactory portal, TimeProvider clock)
{
    public const int KeptDays = 30;

    /// <returns>How many there were.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var until = clock.GetUtcNow().AddDays(-KeptDays);
        await using var db = portal.ForSystem();
        return await db.FormDrafts.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.OldDrafts)
            .Where(draft => draft.KeptAt < until).ExecuteDeleteAsync(ct);
    }
}
