using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Accounts;

public static class AccountServices
{
    /// <summary>Companies, their seats, and who has them in care.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<AccountDirectory>()
        .AddScoped<ListAccountZones>()
        .AddVerb(CreateKeyVerb.Verb)
        .AddScoped<FindAccount>()
        .AddScoped<ScopeOfStaff>(provider => (person, role, ct) => ScopeOfStaffAsync(provider.GetRequiredService<PortalDbFactory>(), person, role, ct))
        .AddScoped<ScopeOfKey>(provider => (account, ct) => ScopeOfKeyAsync(provider.GetRequiredService<PortalDbFactory>(), account, ct));

    private static async Task<AccountScope> ScopeOfStaffAsync(PortalDbFactory portal, Guid person, PersonRole role, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        return role switch
        {
            PersonRole.VendorAdmin => AccountScope.Only(await db.Accounts.AsNoTracking()
                .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ScopeOfVendorAdmin)
                .Select(account => account.AccountId).ToArrayAsync(ct)),
            PersonRole.Csm => AccountScope.Only(await db.Care.AsNoTracking()
                .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ScopeOfCare)
                .Where(care => care.PersonId == person)
                .Select(care => care.AccountId).ToArrayAsync(ct)),
            _ => default,
        };
    }

    private static async Task<AccountScope> ScopeOfKeyAsync(PortalDbFactory portal, Guid? account, CancellationToken ct)
    {
        if (account is { } bound)
        {
            return AccountScope.Only(bound);
        }

        await using var db = portal.ForSystem();
        return AccountScope.Only(await db.Accounts.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ScopeOfReadKey)
            .Select(row => row.AccountId).ToArrayAsync(ct));
    }
}
