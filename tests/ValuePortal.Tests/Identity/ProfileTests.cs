using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed class ProfileTests : IAsyncDisposable
{
    private const string Email = "ann@fabrikam.example";
    private const string Security = "/account/security";

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_ends_the_other_sessions()
    {
        await AddAsync(Email);
        using var here = await SignedInAsync(Email);
        using var there = await SignedInAsync(Email);
        const string Other = "green ladder sings low";

        var wrong = await here.SubmitAsync(Security, "password", ("Current", "not the right one"), ("Password", Other), ("Repeat", Other));
        Assert.Contains("not your current password", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(there));

        var common = await here.SubmitAsync(Security, "password", ("Current", KnownPassword.Text), ("Password", "fabrikam-password"), ("Repeat", "fabrikam-password"));
        Assert.Contains("Too easy to guess", await common.TextAsync(), StringComparison.Ordinal);

        var right = await here.SubmitAsync(Security, "password", ("Current", KnownPassword.Text), ("Password", Other), ("Repeat", Other));
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        var told = Assert.Single(Directory.EnumerateFiles(server.Folder.Mail).Select(File.ReadAllText), mail => mail.Contains("Your password was changed", StringComparison.Ordinal));
        Assert.Contains(Email, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Other, told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(here));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(there));

        using var again = server.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await again.SignInAsync(Email, KnownPassword.Text)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await again.SignInAsync(Email, Other)).StatusCode);
    }

    [Fact]
    public async Task Guessing_the_current_password_locks_as_guessing_at_sign_in_does()
    {
        var ann = await AddAsync(Email);
        using var here = await SignedInAsync(Email);
        for (var i = 0; i < 10; i++)
        {
            await here.SubmitAsync(Security, "password", ("Current", "wrong number " + i), ("Password", "green ladder sings low"), ("Repeat", "green ladder sings low"));
        }

        await using var db = server.Portal.ForSystem(ann.AccountId!.Value);
        Assert.NotNull((await db.Users.SingleAsync(person => person.Id == ann.Id, Ct)).LockoutEnd);
        Assert.Single(await db.Set<AuditEntry>().Where(line => line.Action == AuditAction.LockedOut).ToListAsync(Ct));
    }

    [Fact]
    public async Task A_person_sees_where_it_is_signed_in_and_ends_that_one_by_one_or_all_at_once()
    {
        var ann = await AddAsync(Email);
        var bob = await AddAsync("bob@contoso.example");
        using var here = await SignedInAsync(Email);
        using var there = await SignedInAsync(Email);
        using var bobs = await SignedInAsync("bob@contoso.example");
        await here.SubmitAsync("/account/profile", "profile", ("Name", "Ann"), ("Language", "en"), ("TimeZone", "Asia/Shanghai"));

        var page = await (await here.GetAsync(Security, Ct)).TextAsync();
        Assert.Contains("Signed in 15 Jun 2026, 17:00", page, StringComparison.Ordinal); // nine in the morning UTC
        Assert.DoesNotContain("bob@contoso.example", page, StringComparison.Ordinal);

        await using var db = server.Portal.ForSystem();
        var bobsSession = await db.Sessions.SingleAsync(session => session.PersonId == bob.Id, Ct);
        using (var scope = server.Services.CreateScope())
        {
            var foreign = await scope.ServiceProvider.GetRequiredService<EndSession>().RunAsync(TestPortal.ViewerOf(ann), bobsSession.Id, Ct);
            Assert.False(foreign.Is(out _, out _));
        }

        // The only form of a single session on the page is that of the other browser.
        var form = page[(page.IndexOf("value=\"session-", StringComparison.Ordinal) + 7)..].Split('"')[0];
        await here.SubmitAsync(Security, form, ("Ended", Guid.ParseExact(form[8..], "N").ToString()));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(there));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(here));

        await there.SignInAsync(Email, KnownPassword.Text);
        await here.SubmitAsync(Security, "sign-out-everywhere");
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(there));
        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(here));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(bobs));
    }

    [Fact]
    public async Task A_persons_file_holds_what_is_stored_about_it_and_nothing_of_others()
    {
        var ann = await AddAsync(Email);
        var bob = await server.AddCustomerAsync(ann.AccountId!.Value, "bob@fabrikam.example");
        using var here = await SignedInAsync(Email);
        await AskAsync(ann, "Export everything as one file");
        await AskAsync(bob, "Colours for the seasons");

        var answer = await here.GetAsync("/account/my-data.json", Ct);

        var file = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(Ct)).RootElement;
        Assert.Equal(Email, file.GetProperty("you").GetProperty("person").GetProperty("email").GetString());
        Assert.Equal("pwd", Assert.Single(file.GetProperty("you").GetProperty("sessions").EnumerateArray()).GetProperty("signedInBy").GetString());
        Assert.Equal("Export everything as one file", Assert.Single(file.GetProperty("requests").GetProperty("raised").EnumerateArray()).GetProperty("title").GetString());
        Assert.True(new[] { "mails", "auditLog", "keys", "care", "plan", "mailedReports", "valueDecisions" }.All(part => file.TryGetProperty(part, out _)));
        Assert.DoesNotContain("bob@", file.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("hash", file.GetProperty("you").GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.True(answer.Headers.CacheControl!.NoStore);

        await using var db = server.Portal.ForSystem(ann.AccountId!.Value);
        Assert.Equal(ann.Id, Assert.Single(await db.Set<AuditEntry>().Where(line => line.Action == AuditAction.OwnDataTaken).ToListAsync(Ct)).PersonId);
    }

    [Fact]
    public async Task Reminders_are_switched_off_on_the_profile()
    {
        await AddAsync(Email);
        using var here = await SignedInAsync(Email);

        await here.SubmitAsync("/account/profile", "reminder-switch", ("Remind", "off"));

        Assert.Contains("value=\"off\" aria-pressed=\"true\"", await here.GetStringAsync("/account/profile", Ct), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> OpenAsync(HttpClient browser) => (await browser.GetAsync(Security, Ct)).StatusCode;

    private async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = server.Stranger();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(email, KnownPassword.Text)).StatusCode);
        return browser;
    }

    private async Task<Person> AddAsync(string email) => await server.Portal.AddPersonAsync(
        Person.OfAccount((await server.OpenAccountAsync()).AccountId, email, email, PersonRole.CustomerAdmin, server.Clock.Now).WithPassword());

    private async Task AskAsync(Person person, string title)
    {
        await using var db = server.Portal.ForSystem(person.AccountId!.Value);
        db.Add(FeatureRequest.Raise(person.AccountId.Value, person.Id, RequestWording.Of(title, ""), Guid.CreateVersion7(), null, server.Clock.Now));
        await db.SaveChangesAsync(Ct);
    }
}
