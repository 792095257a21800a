using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed class SessionTests : IAsyncDisposable
{
    private const string Password = KnownPassword.Text;
    private const string Email = "ann@fabrikam.example";

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_copied_cookie_opens_nothing_once_its_owner_signed_out()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();
        using var thief = Copy(await browser.SignInAsync(Email, Password));
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(thief));

        await SignOutAsync(browser);

        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(thief));
        Assert.Empty(await SessionsAsync());
    }

    [Fact]
    public async Task Signing_in_again_takes_a_new_id_and_ends_the_old_one()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();
        using var before = Copy(await browser.SignInAsync(Email, Password));
        var first = Assert.Single(await SessionsAsync());

        await browser.SignInAsync(Email, Password);

        var second = Assert.Single(await SessionsAsync());
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(before));
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(browser));
    }

    [Fact]
    public async Task A_moved_stamp_ends_every_session_at_once()
    {
        var ann = await AddAnnAsync();
        using var here = server.Stranger();
        using var there = server.Stranger();
        await here.SignInAsync(Email, Password);
        await there.SignInAsync(Email, Password);

        await using (var db = server.Portal.ForSystem())
        {
            await db.Users.Where(person => person.Id == ann.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.SecurityStamp, "another"), Ct);
        }

        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(here));
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(there));
    }

    [Fact]
    public async Task All_sessions_of_named_people_end_and_those_of_others_stay()
    {
        var ann = await AddAnnAsync();
        await AddAnnAsync("bob@fabrikam.example");
        using var annsBrowser = server.Stranger();
        using var bobsBrowser = server.Stranger();
        await annsBrowser.SignInAsync(Email, Password);
        await bobsBrowser.SignInAsync("bob@fabrikam.example", Password);

        using var scope = server.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<Session>().EndAllAsync([ann.Id], Ct);

        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(annsBrowser));
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(bobsBrowser));
    }

    [Fact]
    public async Task Being_there_is_written_down_once_a_minute_and_what_is_over_is_swept()
    {
        await AddAnnAsync();
        using var browser = server.Stranger();
        browser.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        await browser.SignInAsync(Email, Password);
        var began = server.Clock.Now;
        Assert.Equal(("Firefox, Linux", "pwd"), Assert.Single((await SessionsAsync()).Select(session => (session.Browser, session.SignedInBy))));

        server.Clock.Advance(TimeSpan.FromSeconds(59));
        await ProfileAsync(browser);
        Assert.Equal(began, Assert.Single(await SessionsAsync()).SeenAt);

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await ProfileAsync(browser);
        Assert.Equal(server.Clock.Now, Assert.Single(await SessionsAsync()).SeenAt);

        using var scope = server.Services.CreateScope();
        var sweep = scope.ServiceProvider.GetRequiredService<SweepSessions>();
        await sweep.RunAsync(Ct);
        Assert.Single(await SessionsAsync());

        server.Clock.Advance(TimeSpan.FromMinutes(30));
        await sweep.RunAsync(Ct);
        Assert.Empty(await SessionsAsync());
    }

    [Fact]
    public async Task A_page_that_is_kept_open_does_not_count_as_somebody_there()
    {
        var ann = await AddAnnAsync();
        await using var db = server.Portal.ForSystem();
        db.Add(BrowserSession.Begin(ann, "pwd", "", "", server.Clock.Now, out var secret));
        await db.SaveChangesAsync(Ct);
        var find = server.Services.GetRequiredService<PersonInSession>();

        server.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(ann.Id, (await find(ann.Id, secret, isThere: false, Ct))?.Id);
        Assert.Null(await find(Guid.CreateVersion7(), secret, isThere: false, Ct));
        Assert.Null(await find(ann.Id, secret + "x", isThere: false, Ct));

        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await find(ann.Id, secret, isThere: true, Ct));
    }

    [Fact]
    public async Task A_page_is_read_while_somebody_else_writes_for_long()
    {
        Assert.SkipWhen(TestDatabase.SqlServer is not null, "A whole file is locked on SQLite only.");
        await AddAnnAsync();
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, Password);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = server.Folder.DatabaseFile, Pooling = false }.ToString());
        await writer.OpenAsync(Ct);
        await using var transaction = writer.BeginTransaction();

        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(browser));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "Safari, macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1", "Chrome, iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("curl/8.5.0", "")]
    [InlineData(null, "")]
    public void A_browser_is_called_as_people_call_it(string? userAgent, string name) => Assert.Equal(name, BrowserNames.Of(userAgent));

    private HttpClient Copy(HttpResponseMessage answer)
    {
        var copy = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new Uri("https://localhost") });
        copy.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        return copy;
    }

    private static async Task<HttpStatusCode> ProfileAsync(HttpClient browser) => (await browser.GetAsync("/account/profile", Ct)).StatusCode;

    private static async Task SignOutAsync(HttpClient browser)
    {
        var page = await browser.GetStringAsync("/account/profile", Ct);
        const string Mark = "name=\"__RequestVerificationToken\" value=\"";
        var token = page[(page.IndexOf(Mark, page.IndexOf("account/logout", StringComparison.Ordinal), StringComparison.Ordinal) + Mark.Length)..].Split('"')[0];
        Assert.Equal("/account/login", (await browser.PostFieldsAsync("/account/logout", ("__RequestVerificationToken", token))).Headers.Location?.OriginalString);
    }

    private async Task<List<BrowserSession>> SessionsAsync()
    {
        await using var db = server.Portal.ForSystem();
        return await db.Set<BrowserSession>().AsNoTracking().ToListAsync(Ct);
    }

    private async Task<Person> AddAnnAsync(string email = Email)
    {
        var account = await server.OpenAccountAsync();
        return await server.Portal.AddPersonAsync(Person.OfAccount(account.AccountId, email, "Ann", PersonRole.CustomerAdmin, server.Clock.Now).WithPassword());
    }
}
