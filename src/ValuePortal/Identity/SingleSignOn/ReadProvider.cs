using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>An account's provider for those who work on the account. The secret is not in it.</summary>
public sealed class ReadProvider(PortalDbFactory portal, PublicAddress address)
{
    /// <param name="ReturnAddress">What is registered at the provider; null while the portal does not know its own address.</param>
    /// <param name="Said">What was set; null while nothing is.</param>
    /// <param name="LeftAddress">Where the provider sends back whoever signed out.</param>
    public sealed record Result(string? ReturnAddress, string? LeftAddress, Provider? Said);

    /// <param name="Connected">How many people of the account come by it.</param>
    public sealed record Provider(string Issuer, string ClientId, IReadOnlyList<string> Domains, bool IsOn, bool IsOnly, bool AddsPeople, bool SignsOut, int Connected);

    public async Task<Result?> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm) || viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return null;
        }

        await using var db = portal.For(narrowed);
        var provider = await db.SignOnProviders.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == accountId, ct);
        var domains = await db.SignOnDomains.Where(d => d.AccountId == accountId).OrderBy(d => d.Domain).Select(d => d.Domain).ToListAsync(ct);
        var connected = await db.SignOnIdentities.CountAsync(i => i.AccountId == accountId, ct);
        return new Result(
            address.IsKnown ? SignOnAddress.Of(address, accountId) : null,
            address.IsKnown ? address.Of(SignOnAddress.Left) : null,
            provider is null ? null : new Provider(provider.Issuer, provider.ClientId, domains, provider.IsOn, provider.IsOnly, provider.AddsPeople, provider.SignsOut, connected));
    }
}
