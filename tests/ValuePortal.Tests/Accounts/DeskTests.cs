using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.People;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Accounts;

public sealed class DeskTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task An_account_is_opened_with_all_it_needs()
    {
        var id = Done(await portal.Get<OpenAccount>().RunAsync(
            TestPortal.VendorAdmin(), new("Fabrikam ", " Fabrikam Retail ", Tier.Key, "eur", "Asia/Shanghai", "zh-CN"), Ct));

        await using var db = portal.Factory.ForSystem(id);
        var account = await db.Set<Account>().SingleAsync(Ct);
        Assert.Equal(
            ("Fabrikam ", "Fabrikam Retail", Tier.Key, "EUR", "Asia/Shanghai", "zh-CN"),
            (account.ExternalId, account.Name, account.Tier, account.Currency, account.TimeZone, account.Language));
        Assert.Contains(await db.Set<AuditEntry>().ToListAsync(Ct), line => line.Action == AuditAction.AccountAdded);
    }

    [Theory]
    [InlineData("", "Name", "USD", "UTC", "en", "ExternalId")]
    [InlineData("x", " ", "USD", "UTC", "en", "Name")]
    [InlineData("x", "Name", "DOLLAR", "UTC", "en", "Currency")]
    [InlineData("x", "Name", "XQX", "UTC", "en", "Currency")]
    [InlineData("x", "Name", "USD", "Mars/Base", "en", "TimeZone")]
    [InlineData("x", "Name", "USD", "Eastern Standard Time", "en", "TimeZone")]
    [InlineData("x", "Name", "USD", "../../etc/passwd", "en", "TimeZone")]
    [InlineData("x", "Name", "USD", "UTC", "fr", "Language")]
    public async Task An_account_with_a_wrong_field_is_refused_at_that_field(string externalId, string name, string currency, string zone, string language, string field)
    {
        var refusal = Refused(await portal.Get<OpenAccount>().RunAsync(TestPortal.VendorAdmin(), new(externalId, name, Tier.Regular, currency, zone, language), Ct));

        Assert.Equal(field, Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task An_external_id_names_one_account()
    {
        await portal.OpenAccountAsync("fabrikam");

        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<OpenAccount>().RunAsync(TestPortal.VendorAdmin(), new("fabrikam", "Another"), Ct)));
        Done(await portal.Get<OpenAccount>().RunAsync(TestPortal.VendorAdmin(), new("Fabrikam", "Another"), Ct));
    }

    [Fact]
    public async Task Only_the_vendors_admin_adds_accounts_people_and_care()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var carl = await portal.AddStaffAsync("carl@northwind.example", PersonRole.Csm);
        foreach (var viewer in new[] { TestPortal.Csm(account), TestPortal.AdminOf(account), TestPortal.MemberOf(account), TestPortal.ProductManager() })
        {
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<OpenAccount>().RunAsync(viewer, new("x", "X"), Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<AddStaff>().RunAsync(viewer, new("a@b.example", "A"), Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<GiveCare>().RunAsync(viewer, account, carl.Id, Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<EndCare>().RunAsync(viewer, account, carl.Id, Ct)));
            Assert.NotNull(Refused(await portal.Get<LetIn>().RunAsync(viewer, carl.Id, false, Ct)));
            Assert.NotNull(Refused(await portal.Get<MakeInvitationLink>().RunAsync(viewer, carl.Id, Ct)));
            Assert.NotNull(Refused(await portal.Get<AddPersonToAccount>().RunAsync(viewer, account, new("a@b.example", "A"), Ct)));
        }
    }

    [Fact]
    public async Task A_person_of_an_account_gets_a_customers_role_only()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var add = portal.Get<AddPersonToAccount>();

        Assert.IsType<Refusal.Invalid>(Refused(await add.RunAsync(TestPortal.VendorAdmin(account), account, new("a@b.example", "A", PersonRole.VendorAdmin), Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await add.RunAsync(TestPortal.VendorAdmin(account), account, new("a@b.example", "A", (PersonRole)99), Ct)));
        Done(await add.RunAsync(TestPortal.VendorAdmin(account), account, new("a@b.example", "A", PersonRole.CustomerMember, MaySeeMoney: true), Ct));

        await using var db = portal.Factory.ForSystem();
        var person = await db.Users.SingleAsync(Ct);
        Assert.Equal((account, PersonRole.CustomerMember, true), (person.AccountId!.Value, person.Role, person.MaySeeMoney));
    }

    [Fact]
    public async Task An_email_is_one_persons_and_nobody_is_told_whose()
    {
        var fabrikam = await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail");
        var contoso = (await portal.OpenAccountAsync("contoso")).AccountId;
        await portal.AddCustomerAsync(fabrikam.AccountId, "ann@shared.example");

        var refusal = Refused(await portal.Get<AddPersonToAccount>().RunAsync(TestPortal.VendorAdmin(contoso), contoso, new("ANN@shared.example", "Ann"), Ct));

        Assert.IsType<Refusal.Conflict>(refusal);
        Assert.DoesNotContain("Fabrikam", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("a@b@c.example")]
    [InlineData("a@nodot")]
    [InlineData("Ann <ann@fabrikam.example>")]
    [InlineData("ann@fabrikam.example\r\nBcc: x@evil.example")]
    public async Task What_is_no_email_is_refused(string email)
    {
        var account = (await portal.OpenAccountAsync()).AccountId;

        var refusal = Refused(await portal.Get<AddPersonToAccount>().RunAsync(TestPortal.VendorAdmin(account), account, new(email, "Ann"), Ct));

        Assert.Contains("Email", Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
    }

    [Fact]
    public async Task A_foreign_account_is_a_missing_account()
    {
        var foreign = (await portal.OpenAccountAsync()).AccountId;
        var csm = TestPortal.Csm((await portal.OpenAccountAsync()).AccountId);

        var answers = new[] { foreign, Guid.CreateVersion7() }.Select(async account => new[]
        {
            Refused(await portal.Get<ReadAccount>().RunAsync(csm, account, ct: Ct)),
            Refused(await portal.Get<StateSeats>().RunAsync(csm, account, new(2026, 1, 1), 10, Ct)),
            Refused(await portal.Get<AddPersonToAccount>().RunAsync(csm, account, new("a@b.example", "A"), Ct)),
            Refused(await portal.Get<GiveCare>().RunAsync(TestPortal.VendorAdmin(), account, Guid.CreateVersion7(), Ct)),
            Refused(await portal.Get<EndCare>().RunAsync(TestPortal.VendorAdmin(), account, Guid.CreateVersion7(), Ct)),
        });

        var (theirs, missing) = (await answers.First(), await answers.Last());
        Assert.Equal(theirs, missing);
        Assert.All(theirs, refusal => Assert.IsType<Refusal.NotFound>(refusal));
    }

    [Fact]
    public async Task A_link_for_a_person_of_a_foreign_account_is_not_made()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var ann = await portal.AddCustomerAsync(account, "ann@fabrikam.example");

        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<MakeInvitationLink>().RunAsync(TestPortal.VendorAdmin(), ann.Id, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<LetIn>().RunAsync(TestPortal.VendorAdmin(), ann.Id, false, Ct)));
    }

    [Fact]
    public async Task A_success_manager_sees_the_accounts_in_care_and_no_others()
    {
        var cared = await portal.OpenAccountAsync(name: "Cared");
        var other = await portal.OpenAccountAsync(name: "Other");
        var carl = await portal.AddStaffAsync("carl@northwind.example", PersonRole.Csm);
        var admin = TestPortal.VendorAdmin(cared.AccountId, other.AccountId);
        Done(await portal.Get<GiveCare>().RunAsync(admin, cared.AccountId, carl.Id, Ct));
        Done(await portal.Get<GiveCare>().RunAsync(admin, cared.AccountId, carl.Id, Ct));

        Assert.Equal([cared.AccountId], (await portal.Get<ScopeOfStaff>()(carl.Id, PersonRole.Csm, Ct)).Accounts);
        var list = await portal.Get<ListAccounts>().RunAsync(TestPortal.ViewerOf(carl, cared.AccountId), ct: Ct);
        Assert.Equal(["Cared"], list.Rows.Select(row => row.Name));
        Assert.Equal([carl.Name], list.Rows[0].InCareOf);

        Done(await portal.Get<EndCare>().RunAsync(admin, cared.AccountId, carl.Id, Ct));
        Assert.Empty((await portal.Get<ScopeOfStaff>()(carl.Id, PersonRole.Csm, Ct)).Accounts);
    }

    [Fact]
    public async Task Care_is_given_to_success_managers_only()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var pia = await portal.AddStaffAsync("pia@northwind.example", PersonRole.ProductManager);

        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<GiveCare>().RunAsync(TestPortal.VendorAdmin(account), account, pia.Id, Ct)));
    }

    [Fact]
    public async Task Reading_an_account_shows_it_and_is_noted()
    {
        var account = (await portal.OpenAccountAsync(name: "Fabrikam")).AccountId;
        await portal.AddCustomerAsync((await portal.OpenAccountAsync()).AccountId, "stranger@contoso.example");
        await portal.AddCustomerAsync(account, "ann@fabrikam.example");
        var csm = TestPortal.Csm(account);
        Done(await portal.Get<StateSeats>().RunAsync(csm, account, new(2026, 1, 1), 100, Ct));
        Done(await portal.Get<StateSeats>().RunAsync(csm, account, new(2026, 1, 1), 120, Ct));

        var details = (await portal.Get<ReadAccount>().RunAsync(csm, account, ct: Ct)).Match(read => read, _ => null!);

        Assert.Equal(["ann@fabrikam.example"], details.People.Select(person => person.Email));
        Assert.Equal([new ReadAccount.SeatsFrom(new(2026, 1, 1), 120)], details.Seats);
        await using var db = portal.Factory.ForSystem(account);
        Assert.Contains(await db.Set<AuditEntry>().ToListAsync(Ct), line => line.Action == AuditAction.StaffRead && line.PersonId == csm.PersonId);
    }

    [Fact]
    public async Task The_admin_cannot_close_the_own_account()
    {
        var vera = await portal.AddStaffAsync("vera@northwind.example");

        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<LetIn>().RunAsync(TestPortal.ViewerOf(vera), vera.Id, false, Ct)));
    }

    [Fact]
    public async Task The_pages_of_the_desk_work_without_a_script()
    {
        await using var server = new PortalServer();
        using var admin = server.ClientOf(await server.AddStaffAsync("vera@northwind.example"));
        var opened = await admin.SubmitAsync(
            "/desk/accounts/new", "new-account", ("Name", "Fabrikam"), ("ExternalId", "fabrikam"), ("Tier", "Key"), ("Currency", "EUR"), ("TimeZone", "UTC"), ("Language", "en"));
        var page = opened.Headers.Location!.PathAndQuery + "/people";
        await admin.SubmitAsync(page, "add-person", ("Email", "ann@fabrikam.example"), ("Name", "Ann"), ("Role", "CustomerAdmin"));
        await admin.SubmitAsync("/desk/people", "add-staff", ("Email", "carl@northwind.example"), ("Name", "Carl"), ("Role", "Csm"), ("Language", "en"));
        await using var db = server.Portal.ForSystem();
        var ann = await db.Users.SingleAsync(person => person.Name == "Ann", Ct);
        var carl = await db.Users.SingleAsync(person => person.Name == "Carl", Ct);
        await admin.SubmitAsync(page, "give-care", ("Csm", carl.Id.ToString()));

        var invited = await (await admin.SubmitAsync(page, $"invite-{ann.Id:N}")).TextAsync();

        Assert.Contains("https://localhost/account/set-password?person=" + ann.Id.ToString("N"), invited, StringComparison.Ordinal);
        Assert.DoesNotContain("account/set-password", await admin.GetStringAsync(page, Ct), StringComparison.Ordinal);
        Assert.Contains("Fabrikam", await admin.GetStringAsync("/desk", Ct), StringComparison.Ordinal);
        using var csm = server.ClientOf(carl);
        var asCsm = await csm.GetStringAsync(page, Ct);
        Assert.Contains("Ann", asCsm, StringComparison.Ordinal);
        Assert.DoesNotContain("add-person", asCsm, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_foreign_account_is_the_page_of_a_missing_one()
    {
        await using var server = new PortalServer();
        var foreign = await server.OpenAccountAsync();
        using var csm = server.ClientOf(await server.AddStaffAsync("carl@northwind.example", PersonRole.Csm));

        var theirs = await csm.GetAsync($"/desk/accounts/{foreign.AccountId}", Ct);
        var missing = await csm.GetAsync($"/desk/accounts/{Guid.CreateVersion7()}", Ct);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, missing.StatusCode));
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Not refused: {done}"), refusal => refusal);
}
