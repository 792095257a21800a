using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Links;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed class LinkTests : IAsyncDisposable
{
    private const string Password = "blue kettle runs far";

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_invited_person_sets_a_password_and_is_in()
    {
        var (person, link) = await InviteAsync();
        using var browser = server.Stranger();

        Assert.Contains(person.Email!, await (await browser.GetAsync(link, Ct)).TextAsync(), StringComparison.Ordinal);
        var answer = await browser.SubmitAsync(link, "set-password", ("Password", Password), ("Repeat", Password));

        Assert.Equal("/", answer.Headers.Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
        using var other = server.Stranger();
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync(person.Email!, Password)).StatusCode);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var (_, link) = await InviteAsync();
        using var browser = server.Stranger();
        using var second = server.Stranger();
        await browser.SubmitAsync(link, "set-password", ("Password", Password), ("Repeat", Password));

        var answer = await second.GetAsync(link, Ct);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.DoesNotContain("type=\"password\"", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(1, false)]
    public async Task A_link_lasts_as_long_as_it_says(int hours, bool invitation)
    {
        var (person, link) = await InviteAsync();
        if (!invitation)
        {
            using var scope = server.Services.CreateScope();
            link = new Uri(scope.ServiceProvider.GetRequiredService<OneTimeLinks>().Make(person, OneTimeLinks.ResetValidFor).Address).PathAndQuery;
        }

        using var browser = server.Stranger();
        server.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link, Ct)).StatusCode);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_link_is_for_one_person()
    {
        var (_, link) = await InviteAsync();
        var (other, _) = await InviteAsync("other@contoso.example");
        using var browser = server.Stranger();

        var answer = await browser.GetAsync($"/account/set-password?person={other.Id:N}&{link[link.IndexOf("token=", StringComparison.Ordinal)..]}", Ct);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Theory]
    [InlineData("short", "short", "at least 12")]
    [InlineData("Password1234", "Password1234", "Too easy")]
    [InlineData("newcomer@fabrikam", "newcomer@fabrikam", "Too easy")]
    [InlineData("blue kettle runs far", "blue kettle runs", "do not match")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good(string password, string repeat, string why)
    {
        var (_, link) = await InviteAsync();
        using var browser = server.Stranger();

        Assert.Contains(why, await (await browser.SubmitAsync(link, "set-password", ("Password", password), ("Repeat", repeat))).TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(link, "set-password", ("Password", Password), ("Repeat", Password))).StatusCode);
    }

    [Fact]
    public async Task A_password_longer_than_128_is_refused()
    {
        var (_, link) = await InviteAsync();
        using var browser = server.Stranger();
        var password = string.Concat(Enumerable.Range(0, 129).Select(i => (char)('a' + (i * i % 23))));

        Assert.Contains("at most 128", await (await browser.SubmitAsync(link, "set-password", ("Password", password), ("Repeat", password))).TextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await browser.SubmitAsync(link, "set-password", ("Password", password[..128]), ("Repeat", password[..128]))).StatusCode);
    }

    [Fact]
    public async Task Asking_for_a_new_password_answers_the_same_and_mails_only_who_is_there()
    {
        var (person, _) = await InviteAsync();
        Directory.Delete(server.Folder.Mail, recursive: true);
        using var browser = server.Stranger();

        var unknown = await (await browser.SubmitAsync("/account/forgot", "forgot", ("Email", "nobody@fabrikam.example"))).TextAsync();
        Assert.False(Directory.Exists(server.Folder.Mail));
        var known = await (await browser.SubmitAsync("/account/forgot", "forgot", ("Email", person.Email!))).TextAsync();

        Assert.Equal(PartOf(unknown), PartOf(known));
        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(server.Folder.Mail)), Ct);
        var link = mail.Split("\r\n").Single(line => line.StartsWith("https://localhost/account/set-password?", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(new Uri(link).PathAndQuery, "set-password", ("Password", Password), ("Repeat", Password))).StatusCode);
    }

    [Fact]
    public async Task A_forged_host_does_not_get_into_the_mail()
    {
        var (person, _) = await InviteAsync();
        Directory.Delete(server.Folder.Mail, recursive: true);
        using var browser = server.Stranger();
        browser.DefaultRequestHeaders.Host = "evil.example";

        await browser.SubmitAsync("/account/forgot", "forgot", ("Email", person.Email!));

        Assert.DoesNotContain("evil", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(server.Folder.Mail)), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_lifts_a_lock_and_is_noted()
    {
        var (person, link) = await InviteAsync();
        await using (var db = server.Portal.ForSystem())
        {
            (await db.Users.SingleAsync(p => p.Id == person.Id, Ct)).LockoutEnd = server.Clock.Now.AddMinutes(10);
            await db.SaveChangesAsync(Ct);
        }

        using var browser = server.Stranger();
        await browser.SubmitAsync(link, "set-password", ("Password", Password), ("Repeat", Password));

        using var other = server.Stranger();
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync(person.Email!, Password)).StatusCode);
        await using var log = server.Portal.ForSystem(person.AccountId!.Value);
        var lines = await log.Set<AuditEntry>().AsNoTracking().ToListAsync(Ct);
        Assert.Contains(lines, line => line.Action == AuditAction.PasswordSet && line.PersonId == person.Id);
        Assert.DoesNotContain(lines, line => line.Detail.Contains("token", StringComparison.Ordinal) || line.Detail.Contains(Password, StringComparison.Ordinal));
    }

    private static string PartOf(string page) => page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main", StringComparison.Ordinal)];

    private async Task<(Person Person, string Link)> InviteAsync(string email = "newcomer@fabrikam.example")
    {
        var account = await server.OpenAccountAsync();
        var person = await server.AddCustomerAsync(account.AccountId, email);
        using var scope = server.Services.CreateScope();
        var made = await scope.ServiceProvider.GetRequiredService<MakeInvitationLink>().RunAsync(TestPortal.VendorAdmin(account.AccountId), person.Id, Ct);
        Assert.True(made.Is(out var link, out _));
        return (person, new Uri(link!.Address).PathAndQuery);
    }
}
