using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Whether somebody's company has a provider, and whether the person comes by it. Null where there is none.</summary>
public sealed class ReadOwnSignOn(PortalDbFactory portal, SignOnRules rules)
{
    public sealed record Result(bool IsConnected);

    public async Task<Result?> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.IsCustomer || viewer.AccountId is not { } account || await rules.ProviderAsync(account, ct) is null)
        {
            return null;
        }

        await using var db = portal.For(viewer);
        return new Result(await db.SignOnIdentities.AnyAsync(i => i.AccountId == account && i.PersonId == viewer.PersonId, ct));
    }
}
