using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Desk;
using ValuePortal.Accounts.Export;
using ValuePortal.Accounts.Import;
using ValuePortal.Accounts.Own;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Accounts;

public static class AccountServices
{
    /// <summary>Companies, their seats, and who has them in care.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<AccountDirectory>()
        .AddDirectoryImports()
        .AddScoped<ListAccountZones>()
        .AddScoped<ListAccountsAfter>()
        .AddScoped<ReadAccountCalendar>()
        .AddScoped<ReadCompany>()
        .AddScoped<ListCompanies>()
        .AddOwnData<ReadOwnCare>("care", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddScoped<ListAccountPeople>()
        .AddVerb(CreateKeyVerb.Verb)
        .AddVerb(ListKeysVerb.Verb)
        .AddVerb(RevokeKeyVerb.Verb)
        .AddNavigation(new NavigationEntry("desk", typeof(AccountsWords), "Accounts", Policies.Staff, 100, 'a'))
        .AddPlace(new Place("desk/accounts/new", typeof(AccountsWords), "AddAccount", Policies.VendorAdmin, Action: true))
        .AddNavigation(new NavigationEntry("desk/people", typeof(AccountsWords), "Staff", Policies.VendorAdmin, 190, 'p'))
        .AddAccountDeskSection(new AccountDeskSection("sign-on", 90, typeof(SignOnSection), AccountPart.SignOn))
        .AddPlace(new Place("account/export", typeof(AccountExportWords), "Title", Policies.CustomerAdmin, Action: true))
        .AddScoped<AskForExport>()
        .AddExportPart(AccountFiles.Part)
        .AddScoped<WriteExports>()
        .AddJobKind(WriteExports.JobKind)
        .AddRounds<WriteExports>(WriteExports.Every, (write, _) =>
        {
            write.Sweep();
            return Task.CompletedTask;
        })
        .AddPlace(new Place("account/log", typeof(AuditWords), "OwnTitle", Policies.CustomerAdmin))
        .AddPlace(new Place("desk/log", typeof(AuditWords), "Log", Policies.VendorAdmin))
        .AddPlace(new Place("account/people", typeof(PeopleWords), "People", Policies.CustomerAdmin))
        .AddSingleton<InvitationLimits>()
        .AddScoped<ListColleagues>()
        .AddScoped<InviteColleagues>()
        .AddScoped<OpenAccount>()
        .AddScoped<ListAccounts>()
        .AddScoped<ReadAccount>()
        .AddScoped<AddPersonToAccount>()
        .AddScoped<AddStaff>()
        .AddScoped<ListStaff>()
        .AddScoped<GiveCare>()
        .AddScoped<NameProductUser>()
        .AddScoped<EndCare>()
        .AddScoped<StateSeats>()
        .AddScoped<StateContract>()
        .AddScoped<StateTierRules>()
        .AddScoped<HandOverCare>()
        .AddScoped<ApplyTierRules>()
        .AddRounds<ApplyTierRules>(ApplyTierRules.Every, (apply, ct) => apply.RunAsync(ct))
        .AddPlace(new Place("desk/tiers", typeof(AccountsWords), "TierRules", Policies.VendorAdmin))
        .AddScoped<ReadSeats>()
        .AddScoped<ListSeats>()
        .AddScoped<ListYoungAccounts>()
        .AddScoped<NameAccounts>()
        .AddScoped<SumContracts>()
        .AddScoped<ListTiers>()
        .AddScoped<ListAccountsForRequestDesk>()
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
