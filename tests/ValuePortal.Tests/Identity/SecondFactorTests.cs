using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.SecondFactor;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed partial class SecondFactorTests : IAsyncDisposable
{
    private const string Email = "ann@fabrikam.example";
    private const string Factor = "/account/second-factor";
    private const string Code = "/account/code";

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task With_an_app_the_password_alone_opens_nothing_and_a_code_counts_once()
    {
        await AddAsync(Email);
        var (secret, _) = await SetUpAsync(Email);
        using var browser = server.Stranger();

        Assert.Equal(Code, (await browser.SignInAsync(Email, KnownPassword.Text)).Headers.Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(browser));

        // The code that switched it on was used by that.
        await browser.SubmitAsync(Code, "code", ("Code", CodeNow(secret)));
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(browser));

        server.Clock.Advance(TimeSpan.FromSeconds(30));
        var used = CodeNow(secret);
        Assert.Equal("/", (await browser.SubmitAsync(Code, "code", ("Code", used[..3] + " " + used[3..]))).Headers.Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(browser));

        using var thief = server.Stranger();
        await thief.SignInAsync(Email, KnownPassword.Text);
        Assert.Contains("has been used", await (await thief.SubmitAsync(Code, "code", ("Code", used))).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once_and_fresh_ones_end_the_old()
    {
        var ann = await AddAsync(Email);
        var (_, codes) = await SetUpAsync(Email);
        Assert.Equal(10, codes.Distinct().Count());

        using var first = server.Stranger();
        await first.SignInAsync(Email, KnownPassword.Text);
        Assert.Equal(HttpStatusCode.Redirect, (await first.SubmitAsync(Code, "code", ("Code", codes[0].ToUpperInvariant().Replace('-', ' ')))).StatusCode);
        using var second = server.Stranger();
        await second.SignInAsync(Email, KnownPassword.Text);
        Assert.Equal(HttpStatusCode.OK, (await second.SubmitAsync(Code, "code", ("Code", codes[0]))).StatusCode);

        var page = await (await first.SubmitAsync(Factor, "factor-codes", ("Password", KnownPassword.Text))).TextAsync();
        var fresh = CodesOn(page);
        Assert.Equal(HttpStatusCode.OK, (await second.SubmitAsync(Code, "code", ("Code", codes[1]))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await second.SubmitAsync(Code, "code", ("Code", fresh[1]))).StatusCode);

        await using var db = server.Portal.ForSystem(ann.AccountId!.Value);
        Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(line => line.Action == FactorAudit.CodeUsed, Ct));
        Assert.Equal(9, await db.Set<RecoveryCode>().CountAsync(Ct));
    }

    [Fact]
    public async Task Ten_wrong_codes_lock_as_ten_wrong_passwords_do()
    {
        var ann = await AddAsync(Email);
        await SetUpAsync(Email);
        using var browser = server.Stranger();
        await browser.SignInAsync(Email, KnownPassword.Text);
        for (var i = 0; i < 9; i++)
        {
            await browser.SubmitAsync(Code, "code", ("Code", "12345" + i));
        }

        await using var db = server.Portal.ForSystem();
        Assert.NotNull((await db.Users.SingleAsync(person => person.Id == ann.Id, Ct)).LockoutEnd);
    }

    [Fact]
    public async Task A_new_password_by_link_does_not_skip_the_code()
    {
        var ann = await AddAsync(Email);
        await SetUpAsync(Email);
        using var browser = server.Stranger();
        await using var db = server.Portal.ForSystem();
        var now = await db.Users.AsNoTracking().SingleAsync(person => person.Id == ann.Id, Ct);
        using var scope = server.Services.CreateScope();
        var link = new Uri(scope.ServiceProvider.GetRequiredService<OneTimeLinks>().Make(now, OneTimeLinks.ResetValidFor).Address).PathAndQuery;

        var answer = await browser.SubmitAsync(link, "set-password", ("Password", "green ladder sings low"), ("Repeat", "green ladder sings low"));

        Assert.Equal(Code, answer.Headers.Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(browser));
    }

    [Fact]
    public async Task Switching_on_and_off_needs_the_password_and_ends_other_sessions()
    {
        await AddAsync(Email);
        using var there = server.Stranger();
        await there.SignInAsync(Email, KnownPassword.Text);
        using var here = server.Stranger();
        await here.SignInAsync(Email, KnownPassword.Text);

        Assert.Equal(HttpStatusCode.OK, (await here.SubmitAsync(Factor, "factor-begin", ("Password", "not the right one"))).StatusCode);
        Assert.DoesNotContain("otpauth", await here.GetStringAsync(Factor, Ct), StringComparison.Ordinal);

        await SetUpAsync(Email, here);
        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(there));
        Assert.Equal(HttpStatusCode.OK, await ProfileAsync(here));

        Assert.Equal(HttpStatusCode.OK, (await here.SubmitAsync(Factor, "factor-off", ("Password", "not the right one"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await here.SubmitAsync(Factor, "factor-off", ("Password", KnownPassword.Text))).StatusCode);
        Assert.Equal("/", (await there.SignInAsync(Email, KnownPassword.Text)).Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task Staff_are_led_to_set_it_up_before_anything_else()
    {
        await server.Portal.AddPersonAsync(Person.OfVendor("carl@northwind.example", "Carl", PersonRole.Csm, server.Clock.Now).WithPassword());
        using var browser = server.Stranger();
        await browser.SignInAsync("carl@northwind.example", KnownPassword.Text);

        Assert.Equal(Factor, (await browser.GetAsync("/desk", Ct)).Headers.Location?.OriginalString);
        Assert.Equal(Factor, (await browser.GetAsync("/account/profile", Ct)).Headers.Location?.OriginalString);

        await SetUpAsync("carl@northwind.example", browser);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/desk", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_vendors_admin_resets_the_factor_of_who_lost_it_and_nobody_else_does()
    {
        var ann = await AddAsync(Email);
        var admin = await server.AddStaffAsync("admin@northwind.example");
        using var anns = server.Stranger();
        await anns.SignInAsync(Email, KnownPassword.Text);
        await SetUpAsync(Email, anns);
        using var scope = server.Services.CreateScope();
        var reset = scope.ServiceProvider.GetRequiredService<ResetFactor>();
        var account = ann.AccountId!.Value;

        Assert.False((await reset.RunAsync(TestPortal.Csm(account), ann.Id, Ct)).Is(out _, out _));
        Assert.False((await reset.RunAsync(TestPortal.AdminOf(account), ann.Id, Ct)).Is(out _, out _));
        Assert.True((await reset.RunAsync(TestPortal.ViewerOf(admin, account), ann.Id, Ct)).Is(out _, out _));

        Assert.Equal(HttpStatusCode.Redirect, await ProfileAsync(anns));
        Assert.Equal("/", (await anns.SignInAsync(Email, KnownPassword.Text)).Headers.Location?.AbsolutePath);
        await using var db = server.Portal.ForSystem(account);
        Assert.Equal(admin.Id, Assert.Single(await db.Set<AuditEntry>().Where(line => line.Action == FactorAudit.Reset).ToListAsync(Ct)).PersonId);
    }

    [Fact]
    public async Task Neither_secret_nor_codes_stand_readable_in_the_database()
    {
        await AddAsync(Email);
        var (secret, codes) = await SetUpAsync(Email);

        await using var db = server.Portal.ForSystem();
        var stored = await db.Set<Authenticator>().SingleAsync(Ct);
        Assert.True(stored.Secret.AsSpan().IndexOf(secret) < 0);
        Assert.All(await db.Set<RecoveryCode>().ToListAsync(Ct), row => Assert.Equal(RecoveryCode.HashLength, row.Hash.Length));
        Assert.All(codes, code => Assert.Matches("^[a-z2-9]{4}(-[a-z2-9]{4}){3}$", code));
    }

    private static async Task<HttpStatusCode> ProfileAsync(HttpClient browser) => (await browser.GetAsync("/account/profile", Ct)).StatusCode;

    private string CodeNow(byte[] secret) => Totp.CodeOf(secret, Totp.StepAt(server.Clock.Now));

    /// <summary>Does as a person with an app does, and hands back what the app knows and what was written down.</summary>
    private async Task<(byte[] Secret, IReadOnlyList<string> Codes)> SetUpAsync(string email, HttpClient? signedIn = null)
    {
        var browser = signedIn ?? server.Stranger();
        if (signedIn is null)
        {
            await browser.SignInAsync(email, KnownPassword.Text);
        }

        await browser.SubmitAsync(Factor, "factor-begin", ("Password", KnownPassword.Text));
        var secret = FromBase32(SecretOnPage().Match(WebUtility.HtmlDecode(await browser.GetStringAsync(Factor, Ct))).Groups["secret"].Value);
        var answer = await browser.SubmitAsync(Factor, "factor-confirm", ("Code", CodeNow(secret)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (secret, CodesOn(await answer.TextAsync()));
    }

    private static List<string> CodesOn(string page) => [.. RecoveryCodes().Match(page).Groups["codes"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    private async Task<Person> AddAsync(string email) => await server.Portal.AddPersonAsync(
        Person.OfAccount((await server.OpenAccountAsync()).AccountId, email, email, PersonRole.CustomerAdmin, server.Clock.Now).WithPassword());

    [GeneratedRegex("otpauth://totp/[^\"]*secret=(?<secret>[A-Z2-7]+)&")]
    private static partial Regex SecretOnPage();

    [GeneratedRegex("<pre id=\"recovery-codes\"[^>]*>(?<codes>[^<]+)</pre>")]
    private static partial Regex RecoveryCodes();
}
