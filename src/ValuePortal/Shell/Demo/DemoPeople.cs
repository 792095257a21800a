using Microsoft.AspNetCore.Identity;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;

namespace ValuePortal.Shell.Demo;

/// <summary>The companies and people of the demo world, all with one password.</summary>
public sealed class DemoPeople(
    OpenAccount open, AddPersonToAccount addCustomer, AddStaff addStaff, GiveCare giveCare, StateSeats stateSeats, StateContract stateContract,
    AccountDirectory directory, UserManager<Person> people, TimeProvider clock)
{
    public const string Password = "northwind-shows-value";
    public const string VendorAdmin = "vendor-admin@northwind.example";
    public const string Csm = "csm@northwind.example";
    public const string ProductManager = "product@northwind.example";

    private string? _passwordHash;

    /// <summary>Every sign-in, with what it is.</summary>
    public static IReadOnlyList<(string Email, string What)> SignIns { get; } =
    [
        .. DemoStory.Accounts.SelectMany(account => new[]
        {
            (account.Email("customer-admin"), $"admin of {account.Name}"),
            (account.Email("customer-member"), $"member of {account.Name}, sees no money"),
        }),
        (Csm, "customer success manager with all three in care"),
        (ProductManager, "product manager"),
        (VendorAdmin, "the vendor's admin"),
    ];

    /// <summary>Whether somebody of the demo world still has the password that everybody knows.</summary>
    public async Task<bool> AnyHasDemoPasswordAsync()
    {
        foreach (var (email, _) in SignIns)
        {
            if (await people.FindByEmailAsync(email) is { DeactivatedAt: null } person && await people.CheckPasswordAsync(person, Password))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The vendor's admin as the viewer it is, with the accounts of the demo world; null while there is none.</summary>
    public async Task<Viewer?> FindAdminAsync(CancellationToken ct) => await FindAsync(VendorAdmin, ct);

    /// <summary>A person of the demo world as the viewer it is when it signs in; null while there is none.</summary>
    public async Task<Viewer?> FindAsync(string email, CancellationToken ct)
    {
        if (await people.FindByEmailAsync(email) is not { } person)
        {
            return null;
        }

        var scope = person.AccountId is { } own ? AccountScope.Only(own) : AccountScope.Only([.. (await AccountsAsync(ct)).Values]);
        return new Viewer(person.Id, person.Name, person.Role, scope, person.MaySeeMoney);
    }

    /// <summary>The accounts of the demo world by external id.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> AccountsAsync(CancellationToken ct) =>
        (await directory.FindAsync([.. DemoStory.Accounts.Select(account => account.ExternalId)], ct))
            .ToDictionary(account => account.ExternalId, account => account.AccountId);

    public async Task MakeAsync(CancellationToken ct)
    {
        // The first admin is nobody's guest: as on the command line, it is added in the name of the vendor.
        var founder = new Viewer(Guid.Empty, "demo", PersonRole.VendorAdmin, default, SeesMoney: true);
        await LetInAsync(await addStaff.RunAsync(founder, new(VendorAdmin, "Nora Winter", PersonRole.VendorAdmin), ct));
        var csm = await LetInAsync(await addStaff.RunAsync(founder, new(Csm, "Clara Summers", PersonRole.Csm), ct));
        await LetInAsync(await addStaff.RunAsync(founder, new(ProductManager, "Pablo Moreno", PersonRole.ProductManager), ct));

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var account in DemoStory.Accounts)
        {
            var start = today.AddDays(1 - DemoStory.Days);
            var id = (await open.RunAsync(founder, new(
                account.ExternalId, account.Name, account.Tier, account.Currency, account.TimeZone, account.Language,
                GoLiveOn: start, RenewsOn: start.AddYears(2)), ct)).Must();
            var admin = founder with { Scope = AccountScope.Only(id) };
            await NameInProductAsync(account, 1, await LetInAsync(await addCustomer.RunAsync(admin, id, new(account.Email("customer-admin"), AdminName(account), PersonRole.CustomerAdmin), ct)));
            await NameInProductAsync(account, 2, await LetInAsync(await addCustomer.RunAsync(admin, id, new(account.Email("customer-member"), MemberName(account)), ct)));
            foreach (var (colleague, number) in Colleagues(account).Select((name, i) => (name, i + 1)))
            {
                await NameInProductAsync(account, number + 2, (await addCustomer.RunAsync(admin, id, new(account.Email($"colleague-{number}"), colleague), ct)).Must());
            }

            (await giveCare.RunAsync(admin, id, csm, ct)).Must();
            (await stateSeats.RunAsync(admin, id, start, account.Seats, account.SeatPrice, ct)).Must();
            (await stateContract.RunAsync(
                admin, id, new(start, account.Seats * account.SeatPrice, account.Currency, start, start.AddYears(2).AddDays(-1), start.AddYears(2)), ct)).Must();
        }
    }

    /// <summary>All people of the customers as viewers, by external id of their company.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Viewer>>> CustomersAsync(CancellationToken ct)
    {
        Dictionary<string, IReadOnlyList<Viewer>> customers = [];
        foreach (var account in DemoStory.Accounts)
        {
            List<Viewer> viewers = [];
            foreach (var who in (string[])["customer-admin", "customer-member", .. Colleagues(account).Select((_, i) => $"colleague-{i + 1}")])
            {
                viewers.Add(await FindAsync(account.Email(who), ct) ?? throw new InvalidOperationException($"{who} is not there."));
            }

            customers[account.ExternalId] = viewers;
        }

        return customers;
    }

    // They have no password: they vote, and nobody signs in as them.
    private static string[] Colleagues(DemoAccount account) => account.ExternalId switch
    {
        "fabrikam" => ["Marie Hoffmann", "Lukas Braun", "Sofia Keller", "Paul Richter", "Emma Schulz", "Noah Wagner", "Lea Vogel", "Felix Krause"],
        "contoso" => ["Grace Miller", "Henry Clark", "Olivia Reed", "Samuel Ortiz", "Ruth Bell"],
        _ => ["王子涵", "赵明轩", "周雨桐"],
    };

    private static string AdminName(DemoAccount account) => account.ExternalId switch
    {
        "fabrikam" => "Anna Fischer",
        "contoso" => "Carl Hughes",
        _ => "陈思远",
    };

    private static string MemberName(DemoAccount account) => account.ExternalId switch
    {
        "fabrikam" => "Jonas Weber",
        "contoso" => "Dana Price",
        _ => "李晓雯",
    };

    /// <summary>By which id the product's events name the person.</summary>
    private async Task NameInProductAsync(DemoAccount account, int number, Guid id)
    {
        var person = await people.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("The person was added and is not there.");
        person.ExternalUserId = account.UserId(number);
        await people.UpdateAsync(person);
    }

    private async Task<Guid> LetInAsync(Platform.Outcome<Guid> added)
    {
        var id = added.Must();
        var person = await people.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("The person was added and is not there.");

        // All have the same password, and everybody knows it: they share its hash, for each costs a good part of a second.
        person.PasswordHash = _passwordHash ??= people.PasswordHasher.HashPassword(person, Password);
        var result = await people.UpdateSecurityStampAsync(person);
        return result.Succeeded ? id : throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }
}
