using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed partial class SignInTests : IAsyncDisposable
{
    private const string Password = "blue kettle runs far";
    private const string Email = "ann@fabrikam.example";

    // Few rounds, so that the tests are quick; the number of rounds stands in the hash.
    private static readonly string s_hash = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }))
        .HashPassword(Person.OfVendor("x@localhost", "x", PersonRole.Csm, DateTimeOffset.UnixEpoch), Password);

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_person_comes_in_with_the_right_password_and_goes_out_again()
    {
        var person = await AddAnnAsync();
        using var browser = server.Stranger();

        var answer = await browser.SignInAsync(" ANN@fabrikam.example ", Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.AbsolutePath);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-ValuePortal=", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
        Assert.Contains((AuditAction.SignedIn, person.Id), await AuditAsync(person.AccountId!.Value));

        await SignOutAsync(browser);
        Assert.Equal("/account/login?returnUrl=%2Faccount%2Fprofile", (await browser.GetAsync("/account/profile", Ct)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_unknown_email_a_wrong_password_a_locked_and_a_closed_account_get_the_same_page()
    {
        await AddAnnAsync();
        var closed = await AddAnnAsync("closed@fabrikam.example");
        await ChangeAsync(closed.Id, person => person.DeactivatedAt = server.Clock.Now);
        var locked = await AddAnnAsync("locked@fabrikam.example");
        await ChangeAsync(locked.Id, person => person.LockoutEnd = server.Clock.Now.AddMinutes(5));
        using var browser = server.Stranger();

        var wrong = await PageOfAsync(await browser.SignInAsync(Email, "not the right one"), Email);
        var unknown = await PageOfAsync(await browser.SignInAsync("nobody@fabrikam.example", Password), "nobody@fabrikam.example");
        var closedPage = await PageOfAsync(await browser.SignInAsync(closed.Email!, Password), closed.Email!);
        var lockedPage = await PageOfAsync(await browser.SignInAsync(locked.Email!, Password), locked.Email!);

        Assert.Contains("do not match", wrong, StringComparison.Ordinal);
        Assert.All([unknown, closedPage, lockedPage], page => Assert.Equal(wrong, page));
    }

    [Fact]
    public async Task The_tenth_wrong_password_locks_for_a_quarter_of_an_hour()
    {
        var ann = await AddAnnAsync();
        using var browser = server.Stranger();
        await ChangeAsync(ann.Id, person => person.AccessFailedCount = 9);
        await browser.SignInAsync(Email, "wrong number ten");

        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync(Email, Password)).StatusCode);
        Assert.Contains((AuditAction.LockedOut, ann.Id), await AuditAsync(ann.AccountId!.Value));

        server.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(Email, Password)).StatusCode);
        Assert.Equal((0, null), ((await ReadAsync(ann.Id)).AccessFailedCount, (await ReadAsync(ann.Id)).LockoutEnd));
    }

    [Fact]
    public async Task The_right_password_takes_wrong_ones_back()
    {
        var ann = await AddAnnAsync();
        using var browser = server.Stranger();
        await ChangeAsync(ann.Id, person => person.AccessFailedCount = 9);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(Email, Password)).StatusCode);
        Assert.Equal((0, null), ((await ReadAsync(ann.Id)).AccessFailedCount, (await ReadAsync(ann.Id)).LockoutEnd));
    }

    [Fact]
    public async Task The_eleventh_try_in_a_minute_for_one_email_has_to_wait()
    {
        using var browser = server.Stranger();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync("nobody@fabrikam.example", "wrong number " + i)).StatusCode);
        }

        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var answer = await browser.SignInAsync("nobody@fabrikam.example", "wrong number eleven");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_thirty_first_post_in_a_minute_from_one_address_has_to_wait()
    {
        using var browser = server.Stranger();
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostFieldsAsync("/account/login", ("Email", "x"))).StatusCode);
        }

        var answer = await browser.PostFieldsAsync("/account/forgot", ("Email", "x"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/login", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string elsewhere)
    {
        await AddAnnAsync();
        using var browser = server.Stranger();

        var answer = await browser.SignInAsync(Email, Password, "/account/login?returnUrl=" + Uri.EscapeDataString(elsewhere));

        Assert.Equal("https://localhost/", new Uri(new Uri("https://localhost"), answer.Headers.Location!).AbsoluteUri);
    }

    [Fact]
    public async Task After_signing_in_one_is_where_one_wanted_to_go()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();

        var answer = await browser.SignInAsync(Email, Password, "/account/login?returnUrl=%2Fusage%3Fbucket%3Dweek");

        Assert.Equal("/usage?bucket=week", answer.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/forgot")]
    [InlineData("/account/set-password")]
    [InlineData("/account/logout")]
    public async Task A_form_without_its_token_is_refused(string address)
    {
        using var browser = server.Stranger();

        var answer = await browser.PostFieldsAsync(address, ("_handler", "login"), ("Email", Email), ("Password", Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_half_an_hour_of_rest()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, Password);

        server.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_busy_session_ends_after_twelve_hours()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, Password);
        for (var quarter = 1; quarter < 48; quarter++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(15));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
        }

        server.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_closed_account_loses_its_open_session_at_once()
    {
        var ann = await AddAnnAsync();
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, Password);

        await ChangeAsync(ann.Id, person => person.DeactivatedAt = server.Clock.Now);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
    }

    [Fact]
    public async Task Who_may_not_open_a_page_is_told_so_and_it_is_noted()
    {
        var ann = await AddAnnAsync();
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, Password);

        var answer = await browser.GetAsync("/desk/people", Ct);
        var page = await browser.GetAsync(answer.Headers.Location, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("<h1>", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains((AuditAction.Denied, ann.Id), await AuditAsync(ann.AccountId!.Value));
    }

    [Fact]
    public async Task A_missing_page_is_missing_for_strangers_and_people_alike()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/no-such-page", Ct)).StatusCode);

        await browser.SignInAsync(Email, Password);
        var answer = await browser.GetAsync("/no-such-page", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_come_in_the_language_of_the_profile()
    {
        var ann = await AddAnnAsync();
        await ChangeAsync(ann.Id, person => person.Language = "zh-CN");
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, Password);

        Assert.Contains("个人资料", await (await browser.GetAsync("/account/profile", Ct)).TextAsync(), StringComparison.Ordinal);
        await browser.SubmitAsync("/account/profile", "profile", ("Name", "Anna"), ("Language", "en"));

        Assert.Contains("Your profile", await (await browser.GetAsync("/account/profile", Ct)).TextAsync(), StringComparison.Ordinal);
        Assert.Equal(("Anna", "en"), ((await ReadAsync(ann.Id)).Name, (await ReadAsync(ann.Id)).Language));
    }

    [Fact]
    public async Task Many_guesses_at_once_are_ten_and_no_more()
    {
        var ann = await AddAnnAsync();
        var guesses = await Task.WhenAll(Enumerable.Range(0, 25).Select(async _ =>
        {
            using var scope = server.Services.CreateScope();
            var limitless = ActivatorUtilities.CreateInstance<SignIn>(scope.ServiceProvider, new SignInLimits());
            return await limitless.RunAsync(Email, "a wrong one again", Ct);
        }));

        Assert.Equal(25, guesses.Length);
        await using var db = server.Portal.ForSystem(ann.AccountId!.Value);
        var why = await db.Set<AuditEntry>().Where(line => line.Action == AuditAction.SignInRefused).Select(line => line.Detail).ToListAsync(Ct);
        Assert.Equal(10, why.Count(detail => detail == "wrong password"));
        Assert.Equal(15, why.Count(detail => detail == "locked"));
    }

    // The main part of the page as it is, but for the e-mail that was typed and the token of the form.
    private static async Task<string> PageOfAsync(HttpResponseMessage answer, string email)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.TextAsync();
        page = page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main", StringComparison.Ordinal)];
        return AntiforgeryValue().Replace(page.Replace(email, "", StringComparison.Ordinal), "");
    }

    private static async Task SignOutAsync(HttpClient browser)
    {
        var page = await browser.GetStringAsync("/account/profile", Ct);
        var form = page[page.IndexOf("account/logout", StringComparison.Ordinal)..];
        var answer = await browser.PostFieldsAsync("/account/logout", ("__RequestVerificationToken", AntiforgeryValue().Match(form).Groups["token"].Value));
        Assert.Equal("/account/login", answer.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex AntiforgeryValue();

    private async Task<Person> AddAnnAsync(string email = Email)
    {
        var account = await server.OpenAccountAsync();
        var person = Person.OfAccount(account.AccountId, email, "Ann", PersonRole.CustomerAdmin, server.Clock.Now);
        person.PasswordHash = s_hash;
        return await server.Portal.AddPersonAsync(person);
    }

    private async Task ChangeAsync(Guid id, Action<Person> change)
    {
        await using var db = server.Portal.ForSystem();
        change(await db.Users.SingleAsync(person => person.Id == id, Ct));
        await db.SaveChangesAsync(Ct);
    }

    private async Task<Person> ReadAsync(Guid id)
    {
        await using var db = server.Portal.ForSystem();
        return await db.Users.AsNoTracking().SingleAsync(person => person.Id == id, Ct);
    }

    private async Task<IReadOnlyList<(string Action, Guid Person)>> AuditAsync(Guid account)
    {
        await using var db = server.Portal.ForSystem(account);
        return [.. (await db.Set<AuditEntry>().AsNoTracking().ToListAsync(Ct)).Select(line => (line.Action, line.PersonId))];
    }
}
