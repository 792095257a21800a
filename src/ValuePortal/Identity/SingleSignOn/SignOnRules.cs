using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Which way in is open to whom.</summary>
public sealed class SignOnRules(PortalDbFactory portal)
{
    /// <summary>Whether anybody signs in by a provider: the sign-in page then asks for the e-mail first.</summary>
    public async Task<bool> IsUsedAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.SignOnProviders.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.SignOnByDomain)
            .AnyAsync(provider => provider.IsOn, ct);
    }

    /// <summary>How people of the account may come in. People of the vendor, who have none, come by password.</summary>
    public async Task<WayIn> WayInAsync(Guid? account, CancellationToken ct = default) =>
        account is not { } of || await ProviderAsync(of, ct) is not { } provider ? WayIn.Password : provider.IsOnly ? WayIn.Provider : WayIn.Either;

    /// <summary>Whether somebody comes in by the company's provider alone: how well it looks, and with what beside a password, is then the provider's affair.</summary>
    public async Task<bool> IsByProviderOnlyAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer is not { IsCustomer: true, AccountId: { } account })
        {
            return false;
        }

        if (await ProviderAsync(account, ct) is not { } provider)
        {
            return false;
        }

        await using var db = portal.ForSystem();
        return provider.IsOnly || await db.Users.AnyAsync(person => person.Id == viewer.PersonId && person.PasswordHash == null, ct);
    }

    /// <summary>The provider of an account, if it has one that is on.</summary>
    internal async Task<SignOnProvider?> ProviderAsync(Guid account, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        return await db.SignOnProviders.AsNoTracking().SingleOrDefaultAsync(provider => provider.AccountId == account && provider.IsOn, ct);
    }

    /// <summary>The provider to which people with this e-mail are sent. Only the domain is looked at, never whether there is such a person.</summary>
    internal async Task<SignOnProvider?> ProviderForAsync(string? email, CancellationToken ct)
    {
        if (EmailDomains.Of(email) is not { } domain)
        {
            return null;
        }

        await using var db = portal.ForSystem();
        var owner = await db.SignOnDomains.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.SignOnByDomain)
            .Where(row => row.Domain == domain)
            .Select(row => (Guid?)row.AccountId).SingleOrDefaultAsync(ct);
        return owner is { } account ? await ProviderAsync(account, ct) : null;
    }
}
