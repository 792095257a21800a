using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

/// <summary>A customer's admin makes keys that read the own company's figures, and nothing else.</summary>
public sealed partial class OwnKeyTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Account acme = null!;
    private Account rival = null!;
    private Person admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        acme = await server.OpenAccountAsync("acme", "Acme");
        rival = await server.OpenAccountAsync("rival", "Rival");
        admin = await server.AddCustomerAsync(acme.AccountId, "admin@acme.example");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_key_made_on_the_page_reads_the_own_company_and_no_other()
    {
        using var client = server.ClientOf(admin);
        var (page, key) = await MakeAsync(client, "Warehouse");
        Assert.DoesNotContain(key, await client.GetStringAsync(page, Ct), StringComparison.Ordinal);

        using var accounts = JsonDocument.Parse(await (await ReadAsync(key, "/api/v1/accounts")).Content.ReadAsStringAsync(Ct));
        Assert.Equal(["acme"], accounts.RootElement.EnumerateArray().Select(account => account.GetProperty("external_id").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(key, "/api/v1/usage/active-users?day=2026-06-01&zone=UTC&account=acme")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(key, "/api/v1/usage/active-users?day=2026-06-01&zone=UTC&account=rival")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(key, "/api/v1/usage/active-users?day=2026-06-01&zone=UTC&account=nobody")).StatusCode);

        using var send = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new StringContent("""{"userId":"u","event":"Used","context":{"groupId":"acme"}}""") };
        send.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var program = server.Stranger();
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.SendAsync(send, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_key_is_replaced_and_revoked_on_its_page()
    {
        using var client = server.ClientOf(admin);
        var (page, old) = await MakeAsync(client, "Warehouse");
        var (next, fresh) = await FreshAsync(client, await client.SubmitAsync(page, "roll-key", ("Overlap", "0")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(old, "/api/v1/accounts")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(fresh, "/api/v1/accounts")).StatusCode);
        await client.SubmitAsync(next, "revoke-key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(fresh, "/api/v1/accounts")).StatusCode);
        Assert.Contains("Closed keys: 2", await client.GetStringAsync("/account/keys", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_another_company_and_of_the_vendor_are_not_there()
    {
        using var client = server.ClientOf(admin);
        var (page, _) = await MakeAsync(client, "Warehouse");
        using var other = server.ClientOf(await server.AddCustomerAsync(rival.AccountId, "admin@rival.example"));
        using var member = server.ClientOf(await server.AddCustomerAsync(acme.AccountId, "member@acme.example", PersonRole.CustomerMember));
        using var vendor = server.ClientOf(await server.AddStaffAsync("admin@northwind.example"));
        var sending = await UseAsync<MakeKey, Outcome<MakeKey.Made>>(make => make.RunAsync(TestPortal.VendorAdmin(acme.AccountId), new("Product", KeyScope.Ingest, acme.AccountId), Ct));
        Assert.True(sending.Is(out var made, out _));

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(page, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/account/keys/{made.Id}", Ct)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, await StatusOfAsync(member, "/account/keys"));
        Assert.Contains("Warehouse", await vendor.GetStringAsync("/desk/connect", Ct), StringComparison.Ordinal);
        var viewer = TestPortal.ViewerOf(admin);
        Assert.IsType<Refusal.NotFound>(RefusalOf(await UseAsync<RevokeKey, Outcome<string>>(revoke => revoke.RunAsync(viewer, made.Id, Ct))));
        Assert.IsType<Refusal.NotFound>(RefusalOf(await UseAsync<RollKey, Outcome<MakeKey.Made>>(roll => roll.RunAsync(viewer, new(made.Id, TimeSpan.Zero), Ct))));
    }

    [Theory]
    [InlineData(KeyScope.Ingest, true)]
    [InlineData(KeyScope.Read, false)]
    public async Task A_customers_key_neither_sends_nor_reads_elsewhere(KeyScope scope, bool own)
    {
        var outcome = await UseAsync<MakeKey, Outcome<MakeKey.Made>>(make => make.RunAsync(TestPortal.ViewerOf(admin), new("Mine", scope, own ? acme.AccountId : rival.AccountId), Ct));
        Assert.NotNull(RefusalOf(outcome));
        Assert.NotNull(RefusalOf(await UseAsync<MakeKey, Outcome<MakeKey.Made>>(make => make.RunAsync(TestPortal.ViewerOf(admin), new("Mine", KeyScope.Read), Ct))));
    }

    [Fact]
    public async Task A_company_with_twenty_keys_is_told_to_revoke_one_before_it_makes_another()
    {
        var viewer = TestPortal.ViewerOf(admin);
        Task<Outcome<MakeKey.Made>> MakeOneAsync() => UseAsync<MakeKey, Outcome<MakeKey.Made>>(make => make.RunAsync(viewer, new("Mine", KeyScope.Read, acme.AccountId), Ct));
        List<Guid> made = [];
        for (var no = 0; no < ApiKey.MostOfCompany; no++)
        {
            Assert.True((await MakeOneAsync()).Is(out var key, out _));
            made.Add(key.Id);
        }

        using var client = server.ClientOf(admin);
        Assert.Contains("20 keys that work", await (await client.SubmitAsync("/account/keys", "make-key", ("Name", "One more"))).TextAsync(), StringComparison.Ordinal);
        Assert.Null(RefusalOf(await UseAsync<RollKey, Outcome<MakeKey.Made>>(roll => roll.RunAsync(viewer, new(made[0], TimeSpan.FromDays(1)), Ct))));
        Assert.IsType<Refusal.Conflict>(RefusalOf(await MakeOneAsync()));
        foreach (var id in made[1..3])
        {
            await UseAsync<RevokeKey, Outcome<string>>(revoke => revoke.RunAsync(viewer, id, Ct));
        }

        Assert.Null(RefusalOf(await MakeOneAsync()));
    }

    [Fact]
    public async Task A_key_reads_money_as_long_as_its_maker_may()
    {
        using var client = server.ClientOf(admin);
        var (_, key) = await MakeAsync(client, "Warehouse");
        Assert.True(await SeesMoneyAsync(key));

        await using (var db = server.Portal.ForSystem())
        {
            await db.Users.Where(person => person.Id == admin.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.MaySeeMoney, false), Ct);
        }

        Assert.False(await SeesMoneyAsync(key));
    }

    private async Task<bool> SeesMoneyAsync(string key)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = "Bearer " + key;
        var answer = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context, Policies.KeyScheme);
        context.User = answer.Principal!;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        return (await scope.ServiceProvider.GetRequiredService<CurrentViewer>().GetAsync(Ct)).SeesMoney;
    }

    private async Task<TResult> UseAsync<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static Refusal? RefusalOf<T>(Outcome<T> outcome) => outcome.Is(out _, out var refusal) ? null : refusal;

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient client, string page) => (await client.GetAsync(page, Ct)).StatusCode;

    private async Task<HttpResponseMessage> ReadAsync(string key, string address)
    {
        using var program = server.Stranger();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await program.GetAsync(address, Ct);
    }

    private static async Task<(string Page, string Key)> MakeAsync(HttpClient client, string name) =>
        await FreshAsync(client, await client.SubmitAsync("/account/keys", "make-key", ("Name", name)));

    private static async Task<(string Page, string Key)> FreshAsync(HttpClient client, HttpResponseMessage answer)
    {
        Assert.True(answer.Headers.Location is not null, await answer.TextAsync());
        var page = new Uri(new Uri("https://localhost"), answer.Headers.Location).AbsolutePath;
        return (page, KeyText().Match(await client.GetStringAsync(page, Ct)).Value);
    }

    [GeneratedRegex("vp_[A-Za-z0-9_-]{43}", RegexOptions.None, 1000)]
    private static partial Regex KeyText();
}
