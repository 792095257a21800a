using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Identity.People;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Accounts;

/// <summary>What the contract says, which tier follows from it, and who looks after whom.</summary>
public sealed class ContractTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Account acme = null!;
    private Account other = null!;
    private Person vera = null!;
    private Viewer viewer = null!;
    private DateOnly today;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        acme = await server.OpenAccountAsync("acme", "Acme");
        other = await server.OpenAccountAsync("other", "Other");
        vera = await server.AddStaffAsync("vera@northwind.example");
        viewer = TestPortal.ViewerOf(vera, acme.AccountId, other.AccountId);
        today = DateOnly.FromDateTime(server.Clock.Now.UtcDateTime);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(99_999.99, Tier.Important)]
    [InlineData(100_000, Tier.Key)]
    [InlineData(20_000, Tier.Important)]
    [InlineData(19_999.99, Tier.Regular)]
    public void A_tier_begins_at_its_threshold(decimal value, Tier expected)
    {
        var rules = new TierRules { Measure = TierMeasure.ContractValue, Currency = "USD", ImportantFrom = 20_000, KeyFrom = 100_000 };
        Assert.Equal(expected, rules.Judge(new ContractTerms { YearlyValue = value, Currency = "USD" }, seats: null)?.Tier);
        Assert.Null(rules.Judge(new ContractTerms { YearlyValue = value, Currency = "CNY" }, seats: 10));
    }

    [Fact]
    public async Task The_tier_follows_the_contract_and_the_rule_of_the_day_and_the_page_says_why()
    {
        using var client = server.ClientOf(vera);
        var page = $"/desk/accounts/{acme.AccountId}/contract";
        Assert.Contains("set by hand", await client.GetStringAsync(page, Ct), StringComparison.Ordinal);

        Assert.Equal("/desk/tiers", (await client.SubmitAsync("/desk/tiers", "tier-rules", ("R.ValidFrom", Iso(today)), ("R.Measure", "ContractValue"), ("R.Currency", "usd"), ("R.ImportantFrom", "20000"), ("R.KeyFrom", "100000"))).Headers.Location?.AbsolutePath);
        await client.SubmitAsync(page, "contract", ("C.ValidFrom", Iso(today.AddDays(-10))), ("C.YearlyValue", "120000"), ("C.Currency", "USD"), ("C.StartsOn", "2026-01-01"), ("C.EndsOn", "2026-12-31"), ("C.RenewsOn", "2027-01-01"));
        await client.SubmitAsync(page, "contract", ("C.ValidFrom", Iso(today.AddDays(30))), ("C.YearlyValue", "5000"), ("C.Currency", "USD"));

        var html = await (await client.GetAsync(page, Ct)).TextAsync();
        Assert.Contains("because USD 120,000.00 a year reaches USD 100,000.00", html.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal((Tier.Key, new DateOnly(2027, 1, 1)), await TierAsync());

        // The line of the day after next month begins to hold without anybody doing anything.
        server.Clock.Advance(TimeSpan.FromDays(30));
        await using (var scope = server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ApplyTierRules>().RunAsync(Ct);
        }

        Assert.Equal(Tier.Regular, (await TierAsync()).Tier);

        // A rule of a day that has come is not written anew, and none begins in the past.
        var past = await (await client.SubmitAsync("/desk/tiers", "tier-rules", ("R.ValidFrom", Iso(today)), ("R.Measure", "Seats"), ("R.ImportantFrom", "10"), ("R.KeyFrom", "100"))).TextAsync();
        Assert.Contains("Choose today or a later day.", past, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contracts_of_other_peoples_accounts_are_not_there_and_members_of_staff_without_accounts_state_none()
    {
        var input = new StateContract.Input(today, 1, "USD", null, null, null);
        Assert.IsType<Refusal.NotFound>(await RefusalAsync<StateContract, Guid>(state => state.RunAsync(TestPortal.Csm(other.AccountId), acme.AccountId, input, Ct)));
        Assert.IsType<Refusal.NotAllowed>(await RefusalAsync<StateContract, Guid>(state => state.RunAsync(TestPortal.ProductManager(), acme.AccountId, input, Ct)));
        Assert.IsType<Refusal.NotAllowed>(await RefusalAsync<StateContract, Guid>(state => state.RunAsync(TestPortal.AdminOf(acme.AccountId), acme.AccountId, input, Ct)));
        Assert.IsType<Refusal.NotAllowed>(await RefusalAsync<StateTierRules, DateOnly>(state => state.RunAsync(TestPortal.Csm(acme.AccountId), new(today, TierMeasure.Seats, null, 1, 2), Ct)));
        Assert.IsType<Refusal.Invalid>(await RefusalAsync<StateContract, Guid>(state => state.RunAsync(viewer, acme.AccountId, input with { StartsOn = today, EndsOn = today.AddDays(-1) }, Ct)));
    }

    [Fact]
    public async Task Accounts_are_handed_over_together_or_not_at_all()
    {
        var carla = await server.AddStaffAsync("carla@northwind.example", PersonRole.Csm);
        var colin = await server.AddStaffAsync("colin@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(acme.AccountId, carla.Id, server.Clock.Now);
        await server.Portal.GiveCareAsync(other.AccountId, carla.Id, server.Clock.Now);
        await server.Portal.GiveCareAsync(other.AccountId, colin.Id, server.Clock.Now);
        var third = (await server.OpenAccountAsync("third")).AccountId;

        Assert.IsType<Refusal.NotFound>(await RefusalAsync<HandOverCare, int>(hand => hand.RunAsync(viewer, new(carla.Id, colin.Id, [acme.AccountId, third]), Ct)));
        Assert.IsType<Refusal.NotFound>(await RefusalAsync<HandOverCare, int>(hand => hand.RunAsync(viewer, new(carla.Id, vera.Id, [acme.AccountId]), Ct)));
        Assert.IsType<Refusal.NotAllowed>(await RefusalAsync<HandOverCare, int>(hand => hand.RunAsync(TestPortal.Csm(acme.AccountId), new(carla.Id, colin.Id, [acme.AccountId]), Ct)));
        using var carlas = server.ClientOf(carla);
        Assert.Contains("Acme", await carlas.GetStringAsync("/desk", Ct), StringComparison.Ordinal);

        using var client = server.ClientOf(vera);
        await client.SubmitAsync($"/desk/people/{carla.Id}/hand-over", "hand-over", ("Chosen", acme.AccountId.ToString()), ("Chosen", other.AccountId.ToString()), ("To", colin.Id.ToString()));

        Assert.DoesNotContain("Acme", await carlas.GetStringAsync("/desk", Ct), StringComparison.Ordinal);
        using var colins = server.ClientOf(colin);
        Assert.Contains("Acme", await colins.GetStringAsync("/desk", Ct), StringComparison.Ordinal);
        Assert.Contains("carla@northwind.example", await client.GetStringAsync($"/desk/log?of={acme.AccountId}&kind=Changes", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_gives_staff_another_role_but_not_itself()
    {
        var carla = await server.AddStaffAsync("carla@northwind.example", PersonRole.Csm);
        using var client = server.ClientOf(vera);

        await client.SubmitAsync("/desk/people", "staff-role", ("Who", carla.Id.ToString()), ("NewRole", "ProductManager"));
        Assert.Contains("You cannot take your own admin role away.", await (await client.SubmitAsync("/desk/people", "staff-role", ("Who", vera.Id.ToString()), ("NewRole", "Csm"))).TextAsync(), StringComparison.Ordinal);
        await client.SubmitAsync("/desk/people", "staff-role", ("Who", carla.Id.ToString()), ("NewRole", "CustomerAdmin"));

        await using var db = server.Portal.ForSystem();
        Assert.Equal(
            [(PersonRole.ProductManager, false), (PersonRole.VendorAdmin, true)],
            await db.Users.OrderBy(person => person.Name).Select(person => new ValueTuple<PersonRole, bool>(person.Role, person.MaySeeMoney)).ToListAsync(Ct));
    }

    private async Task<(Tier Tier, DateOnly? RenewsOn)> TierAsync()
    {
        await using var db = server.Portal.ForSystem(acme.AccountId);
        var account = await db.Accounts.SingleAsync(row => row.AccountId == acme.AccountId, Ct);
        return (account.Tier, account.RenewsOn);
    }

    private async Task<Refusal?> RefusalAsync<T, TValue>(Func<T, Task<Outcome<TValue>>> work)
        where T : notnull
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await work(scope.ServiceProvider.GetRequiredService<T>())).Is(out _, out var refusal) ? null : refusal;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
