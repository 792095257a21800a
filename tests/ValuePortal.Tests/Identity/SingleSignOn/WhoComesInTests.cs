using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Who becomes whom, and for how long.</summary>
public sealed partial class WhoComesInTests : IAsyncLifetime
{
    private readonly SignOnWorld world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Somebody_new_becomes_a_member_without_money_and_stays_the_same_person_under_another_email()
    {
        using var first = world.Server.Stranger();
        await AssertSignedInAsync(first, await world.SignInAsync(first));
        using var second = world.Server.Stranger();
        await AssertSignedInAsync(second, await world.SignInAsync(second, claims => (claims["email"], claims["name"]) = ("married@contoso.example", "Ann Ray")));

        await using var db = world.Server.Portal.ForSystem();
        var person = await db.Users.SingleAsync(Ct);
        Assert.Equal(
            (world.Contoso.AccountId, PersonRole.CustomerMember, false, "ann@contoso.example", "Ann Lee", (string?)null),
            (person.AccountId!.Value, person.Role, person.MaySeeMoney, person.Email, person.Name, person.PasswordHash));
        Assert.Equal([(AuditAction.PersonAdded, $"CustomerMember {person.Id} by single sign-on"), (AuditAction.SignedIn, "sso"), (AuditAction.SignedIn, "sso")], await LinesOfAsync(person.Id));
    }

    [Fact]
    public async Task The_same_subject_of_another_issuer_is_somebody_else()
    {
        using var ann = world.Server.Stranger();
        await AssertSignedInAsync(ann, await world.SignInAsync(ann));
        using var other = world.Server.Stranger();
        var way = await BeginAsync(other, "bob@fabrikam.example");
        await AssertSignedInAsync(other, await world.ReturnAsync(other, way, world.Provider.Rs256(world.Claims(way, email: "bob@fabrikam.example", issuer: "b"))));

        await using var db = world.Server.Portal.ForSystem();
        Assert.Equal([world.Contoso.AccountId, world.Fabrikam.AccountId], await db.Users.OrderBy(p => p.Email).Select(p => p.AccountId!.Value).ToListAsync(Ct));
    }

    [Fact]
    public async Task Nobody_new_comes_in_where_the_switch_is_off()
    {
        await world.SetContosoAsync(addsPeople: false);

        await world.RefuseAsync(SignOnProblem.NotConnected, "nobody is connected", (browser, way) => world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way))));
    }

    [Fact]
    public async Task Somebody_known_is_connected_by_an_invitation_and_the_link_is_used_up()
    {
        var known = await world.AddAsync(world.Contoso, "ann@contoso.example");
        await world.RefuseAsync(SignOnProblem.NotConnected, "belongs to somebody", (browser, way) => world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way))));

        var link = await LinkAsync(known);
        using var browser = world.Server.Stranger();
        var begun = Way.Of(await (await browser.SubmitAsync(link, "sign-on-by-link")).TextAsync());
        await AssertSignedInAsync(browser, await world.ReturnAsync(browser, begun, world.Provider.Rs256(world.Claims(begun))));

        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link, Ct)).StatusCode);
        using var later = world.Server.Stranger();
        await AssertSignedInAsync(later, await world.SignInAsync(later));
        Assert.Equal(1, await world.PeopleAsync());
        Assert.Contains((SignOnAudit.Connected, "by one-time link"), await LinesOfAsync(known.Id));
    }

    [Fact]
    public async Task A_link_that_was_used_meanwhile_connects_nobody()
    {
        var known = await world.AddAsync(world.Contoso, "ann@contoso.example");
        var link = await LinkAsync(known);
        using var slow = world.Server.Stranger();
        var way = Way.Of(await (await slow.SubmitAsync(link, "sign-on-by-link")).TextAsync());
        using var quick = world.Server.Stranger();
        Assert.Equal(HttpStatusCode.Redirect, (await quick.SubmitAsync(link, "set-password", ("Password", Password), ("Repeat", Password))).StatusCode);

        var (lines, people) = (await world.RefusalsAsync(), await world.PeopleAsync());
        await world.AssertRefusedAsync(slow, await world.ReturnAsync(slow, way, world.Provider.Rs256(world.Claims(way))), SignOnProblem.Refused, "used up", way, lines, people);
    }

    [Fact]
    public async Task A_link_of_another_company_leads_to_that_companys_provider_only()
    {
        var bob = await world.AddAsync(world.Fabrikam, "bob@fabrikam.example");
        using var browser = world.Server.Stranger();

        var way = Way.Of(await (await browser.SubmitAsync(await LinkAsync(bob), "sign-on-by-link")).TextAsync());

        Assert.StartsWith(world.Provider.Issuer("b"), way.To.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_signed_in_connects_the_company_account_on_the_profile_once()
    {
        var known = await world.AddAsync(world.Contoso, "ann@contoso.example", withPassword: true);
        using var browser = world.Server.Stranger();
        await browser.SignInAsync("ann@contoso.example", Password);
        var way = Way.Of(await (await browser.SubmitAsync("/account/security", "sign-on-connect")).TextAsync());

        await AssertSignedInAsync(browser, await world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way, "other-subject", "whoever@elsewhere.example"))), "/account/security");

        Assert.Contains("is connected", await (await browser.GetAsync("/account/security", Ct)).TextAsync(), StringComparison.Ordinal);
        Assert.Contains((SignOnAudit.Connected, "signed in"), await LinesOfAsync(known.Id));

        // The subject is somebody now: nobody else takes it.
        await world.AddAsync(world.Contoso, "bob@contoso.example", withPassword: true);
        using var bob = world.Server.Stranger();
        await bob.SignInAsync("bob@contoso.example", Password);
        var second = Way.Of(await (await bob.SubmitAsync("/account/security", "sign-on-connect")).TextAsync());
        Assert.EndsWith(nameof(SignOnProblem.Taken), (await world.ReturnAsync(bob, second, world.Provider.Rs256(world.Claims(second, "other-subject")))).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signed_out_before_the_answer_came_is_not_connected()
    {
        await world.AddAsync(world.Contoso, "ann@contoso.example", withPassword: true);
        using var browser = world.Server.Stranger();
        await browser.SignInAsync("ann@contoso.example", Password);
        var page = await (await browser.SubmitAsync("/account/security", "sign-on-connect")).TextAsync();
        var way = Way.Of(page);
        await browser.PostFieldsAsync("/account/logout", ("__RequestVerificationToken", TokenOfForm().Match(page[page.IndexOf("account/logout", StringComparison.Ordinal)..]).Groups[1].Value));

        var (lines, people) = (await world.RefusalsAsync(), await world.PeopleAsync());
        await world.AssertRefusedAsync(browser, await world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way))), SignOnProblem.Refused, "not signed in any more", way, lines, people);
    }

    [Fact]
    public async Task Somebody_deactivated_stays_out()
    {
        using var browser = world.Server.Stranger();
        await AssertSignedInAsync(browser, await world.SignInAsync(browser));
        await using (var db = world.Server.Portal.ForSystem())
        {
            await db.Users.ExecuteUpdateAsync(set => set.SetProperty(p => p.DeactivatedAt, world.Server.Clock.Now), Ct);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
        await world.RefuseAsync(SignOnProblem.NotConnected, "deactivated", (again, way) => world.ReturnAsync(again, way, world.Provider.Rs256(world.Claims(way))));
    }

    [Fact]
    public async Task Where_only_the_provider_counts_whoever_is_in_by_password_is_out()
    {
        await world.AddAsync(world.Contoso, "known@contoso.example", withPassword: true);
        using var byPassword = world.Server.Stranger();
        await byPassword.SignInAsync("known@contoso.example", Password);
        using var byProvider = world.Server.Stranger();
        await AssertSignedInAsync(byProvider, await world.SignInAsync(byProvider));

        await world.SetAsync(world.Contoso, new SetProvider.Input(world.Provider.Issuer("a"), ClientId, Secret, "contoso.example", true, true, true));

        Assert.Equal(HttpStatusCode.Redirect, (await byPassword.GetAsync("/account/profile", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await byProvider.GetAsync("/account/profile", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("removed")]
    [InlineData("another issuer")]
    [InlineData("another client")]
    public async Task Sessions_that_began_by_a_provider_end_with_it_and_others_do_not(string how)
    {
        await world.AddAsync(world.Contoso, "known@contoso.example", withPassword: true);
        using var byPassword = world.Server.Stranger();
        await byPassword.SignInAsync("known@contoso.example", Password);
        using var byProvider = world.Server.Stranger();
        await AssertSignedInAsync(byProvider, await world.SignInAsync(byProvider));

        switch (how)
        {
            case "off":
                await world.SetContosoAsync(isOn: false);
                break;
            case "removed":
                await using (var scope = world.Server.Services.CreateAsyncScope())
                {
                    await scope.ServiceProvider.GetRequiredService<RemoveProvider>().RunAsync(TestPortal.VendorAdmin(world.Contoso.AccountId), world.Contoso.AccountId, Ct);
                }

                break;
            default:
                var (issuer, client) = how == "another issuer" ? ("c", ClientId) : ("a", "another client");
                await world.SetAsync(world.Contoso, new SetProvider.Input(world.Provider.Issuer(issuer), client, Secret, "contoso.example", true, false, true));
                break;
        }

        world.Server.Clock.Advance(TimeSpan.FromSeconds(60) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await byProvider.GetAsync("/account/profile", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await byPassword.GetAsync("/account/profile", Ct)).StatusCode);
    }

    [Fact]
    public async Task Where_the_provider_is_the_only_way_no_password_opens_until_that_is_lifted()
    {
        var known = await world.AddAsync(world.Contoso, "known@contoso.example", withPassword: true);
        await world.Server.AddStaffAsync("staff@contoso.example");
        await world.SetContosoAsync(isOnly: true);
        using var browser = world.Server.Stranger();

        var right = await (await browser.SignInAsync("known@contoso.example", Password, "/account/login?way=password")).TextAsync();
        Assert.Contains("Your company signs in with its own accounts", right, StringComparison.Ordinal);
        var wrong = await (await browser.SignInAsync("known@contoso.example", "not the right one", "/account/login?way=password")).TextAsync();
        Assert.Contains("do not match", wrong, StringComparison.Ordinal);

        var link = await LinkAsync(known);
        Assert.DoesNotContain("type=\"password\"", await (await browser.GetAsync(link, Ct)).TextAsync(), StringComparison.Ordinal);
        await using (var scope = world.Server.Services.CreateAsyncScope())
        {
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..]);
            var input = new SetPassword.Input(known.Id, query["token"], Password, Password);
            Assert.False((await scope.ServiceProvider.GetRequiredService<SetPassword>().RunAsync(input, Ct)).Is(out _, out _));
        }

        await browser.SubmitAsync("/account/forgot", "forgot", ("Email", "known@contoso.example"));
        Assert.False(Directory.Exists(world.Server.Folder.Mail));

        await world.SetContosoAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("known@contoso.example", Password, "/account/login?way=password")).StatusCode);
    }

    [Fact]
    public async Task The_sign_in_page_looks_at_the_domain_and_never_at_the_person()
    {
        await world.AddAsync(world.Contoso, "known@contoso.example", withPassword: true);
        await world.Server.AddStaffAsync("staff@northwind.example");
        using var browser = world.Server.Stranger();
        var first = await (await browser.GetAsync("/account/login", Ct)).TextAsync();
        Assert.DoesNotContain("type=\"password\"", first, StringComparison.Ordinal);

        var known = await (await browser.SubmitAsync("/account/login", "login", ("Email", "known@contoso.example"))).TextAsync();
        var unknown = await (await browser.SubmitAsync("/account/login", "login", ("Email", "nobody@contoso.example"))).TextAsync();
        Assert.Equal(Without(known, "known@contoso.example"), Without(unknown, "nobody@contoso.example"));
        Assert.Contains("http-equiv=\"refresh\"", known, StringComparison.Ordinal);

        var staff = await (await browser.SubmitAsync("/account/login", "login", ("Email", "staff@northwind.example"))).TextAsync();
        var stranger = await (await browser.SubmitAsync("/account/login", "login", ("Email", "nobody@sub.contoso.example"))).TextAsync();
        Assert.Equal(Without(staff, "staff@northwind.example"), Without(stranger, "nobody@sub.contoso.example"));
        Assert.Contains("type=\"password\"", staff, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usage?bucket=week", "/usage?bucket=week")]
    [InlineData("//evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    public async Task After_the_provider_one_is_where_one_wanted_to_go_and_never_elsewhere(string wanted, string where)
    {
        using var browser = world.Server.Stranger();
        var way = await BeginAsync(browser, page: "/account/login?returnUrl=" + Uri.EscapeDataString(wanted));

        await AssertSignedInAsync(browser, await world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way))), where);
    }

    // What differs for every sign-in: the form's token, the sealed state of the page, and what was made at random for the way.
    private static string Without(string page, string email) => AtRandom().Replace(
        page.Replace(email, "", StringComparison.Ordinal).Replace(Uri.EscapeDataString(email), "", StringComparison.Ordinal), "");

    private async Task<string> LinkAsync(Person person)
    {
        await using var scope = world.Server.Services.CreateAsyncScope();
        await using var db = world.Server.Portal.ForSystem();
        var now = await db.Users.AsNoTracking().SingleAsync(p => p.Id == person.Id, Ct);
        return new Uri(scope.ServiceProvider.GetRequiredService<OneTimeLinks>().Make(now, OneTimeLinks.InvitationValidFor).Address).PathAndQuery;
    }

    private async Task<List<(string Action, string Detail)>> LinesOfAsync(Guid person)
    {
        await using var db = world.Server.Portal.ForSystem(world.Contoso.AccountId);
        var lines = await db.Set<AuditEntry>().Where(line => line.PersonId == person).Select(line => new { line.Action, line.Detail }).ToListAsync(Ct);
        return [.. lines.Select(line => (line.Action, line.Detail)).Order()];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenOfForm();

    [GeneratedRegex("(?<=(state|nonce|code_challenge)=)[\\w-]+|(?<=__RequestVerificationToken\" value=\")[^\"]+|(?<=Blazor-Server-Component-State:)[^-]+")]
    private static partial Regex AtRandom();
}
