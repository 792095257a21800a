using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed class KeyTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task A_key_is_found_by_its_text_and_kept_only_as_a_hash()
    {
        var account = await portal.OpenAccountAsync();
        var made = await MakeAsync(KeyScope.Ingest, account.AccountId);

        var found = await portal.Get<KeyRing>().FindAsync(made.Text, Ct);

        Assert.Equal(new KeyIdentity(made.Id, "Web shop", KeyScope.Ingest, account.AccountId), found);
        Assert.StartsWith("vp_", made.Text, StringComparison.Ordinal);
        Assert.Equal(3 + 43, made.Text.Length);
        await using var db = portal.Factory.ForSystem();
        var row = await db.Set<ApiKey>().SingleAsync(Ct);
        Assert.Equal((32, made.Text[..8], new DateOnly(2026, 6, 15)), (row.Hash.Length, row.Prefix, row.LastUsedOn));
        Assert.DoesNotContain(made.Text, string.Join(' ', (await AuditAsync(account.AccountId)).Select(line => line.Detail)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_here_at_once_and_elsewhere_within_five_seconds()
    {
        var made = await MakeAsync(KeyScope.Read);
        var elsewhere = ActivatorUtilities.CreateInstance<KeyRing>(portal.Services);
        Assert.NotNull(await portal.Get<KeyRing>().FindAsync(made.Text, Ct));
        Assert.NotNull(await elsewhere.FindAsync(made.Text, Ct));

        Assert.True((await portal.Get<RevokeKey>().RunAsync(TestPortal.VendorAdmin(), made.Id, Ct)).Is(out _, out _));

        Assert.Null(await portal.Get<KeyRing>().FindAsync(made.Text, Ct));
        portal.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await elsewhere.FindAsync(made.Text, Ct));
        Assert.Single(await AuditAsync(AccountScope.NoAccount), line => line.Action == AuditAction.KeyRevoked);
    }

    [Fact]
    public async Task A_rolled_key_keeps_name_and_account_and_the_old_one_works_until_its_end()
    {
        var account = await portal.OpenAccountAsync();
        var old = await MakeAsync(KeyScope.Ingest, account.AccountId);
        portal.Clock.Advance(TimeSpan.FromHours(1));

        var made = Made(await portal.Get<RollKey>().RunAsync(TestPortal.VendorAdmin(), new(old.Id, TimeSpan.FromHours(24)), Ct));

        Assert.Equal(new KeyIdentity(made.Id, "Web shop", KeyScope.Ingest, account.AccountId), await portal.Get<KeyRing>().FindAsync(made.Text, Ct));
        portal.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await portal.Get<KeyRing>().FindAsync(old.Text, Ct));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await portal.Get<KeyRing>().FindAsync(old.Text, Ct));
        Assert.NotNull(await portal.Get<KeyRing>().FindAsync(made.Text, Ct));
        var rows = await portal.Get<ListKeys>().RunAsync(TestPortal.VendorAdmin(), Ct);
        Assert.Equal([(made.Id, KeyState.Works, (Guid?)null), (old.Id, KeyState.Ended, made.Id)], rows.Select(row => (row.Id, row.State, row.ReplacedById)));
    }

    [Fact]
    public async Task A_key_rolled_with_no_overlap_is_closed_at_once_and_no_key_is_rolled_twice()
    {
        var old = await MakeAsync(KeyScope.Ingest);
        Assert.NotNull(await portal.Get<KeyRing>().FindAsync(old.Text, Ct));
        var roll = portal.Get<RollKey>();

        Made(await roll.RunAsync(TestPortal.VendorAdmin(), new(old.Id, TimeSpan.Zero), Ct));

        Assert.Null(await portal.Get<KeyRing>().FindAsync(old.Text, Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await roll.RunAsync(TestPortal.VendorAdmin(), new(old.Id, TimeSpan.Zero), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await roll.RunAsync(TestPortal.VendorAdmin(), new(Guid.CreateVersion7(), TimeSpan.Zero), Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await roll.RunAsync(TestPortal.VendorAdmin(), new(old.Id, TimeSpan.FromDays(31)), Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await roll.RunAsync(TestPortal.Csm(), new(old.Id, TimeSpan.Zero), Ct)));
        Assert.Empty(await portal.Get<ListKeys>().RunAsync(TestPortal.Csm(), Ct));
    }

    [Fact]
    public async Task A_fresh_key_is_given_once_and_to_whoever_made_it()
    {
        var made = await MakeAsync(KeyScope.Ingest);
        var (maker, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var fresh = portal.Get<FreshKeys>();

        fresh.Keep(maker, made);

        Assert.Null(fresh.Take(other, made.Id));
        Assert.Equal(made.Text, fresh.Take(maker, made.Id));
        Assert.Null(fresh.Take(maker, made.Id));
        fresh.Keep(maker, made);
        portal.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(fresh.Take(maker, made.Id));
    }

    [Fact]
    public async Task The_use_of_a_key_is_noted_once_a_day()
    {
        var account = await portal.OpenAccountAsync();
        var made = await MakeAsync(KeyScope.Ingest, account.AccountId);
        for (var i = 0; i < 5; i++)
        {
            await portal.Get<KeyRing>().FindAsync(made.Text, Ct);
            portal.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        portal.Clock.Advance(TimeSpan.FromDays(1));
        await portal.Get<KeyRing>().FindAsync(made.Text, Ct);

        Assert.Equal(2, (await AuditAsync(account.AccountId)).Count(line => line.Action == AuditAction.KeyUsed));
    }

    [Fact]
    public async Task A_flood_of_wrong_keys_leaves_few_lines_and_no_secret()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.Null(await portal.Get<KeyRing>().FindAsync(ApiKey.Make("x", KeyScope.Read, null, portal.Clock.Now, out var text) is null ? "" : text, Ct));
        }

        Assert.Null(await portal.Get<KeyRing>().FindAsync("my-own-password-by-mistake", Ct));
        Assert.Null(await portal.Get<KeyRing>().FindAsync("", Ct));
        Assert.Null(await portal.Get<KeyRing>().FindAsync(new string('x', 100_000), Ct));

        var lines = (await AuditAsync(AccountScope.NoAccount)).Where(line => line.Action == AuditAction.KeyRefused).ToList();
        Assert.Equal(RefusedKeys.LinesPerMinute, lines.Count);
        Assert.DoesNotContain(lines, line => line.Detail.Length > 30 || line.Detail.Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_admins_make_keys_and_for_their_accounts_only()
    {
        var make = portal.Get<MakeKey>();

        Assert.IsType<Refusal.NotFound>(Refused(await make.RunAsync(TestPortal.AdminOf(Guid.CreateVersion7()), new("x", KeyScope.Read), Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await make.RunAsync(TestPortal.MemberOf(Guid.CreateVersion7()), new("x", KeyScope.Read), Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await make.RunAsync(TestPortal.Csm(), new("x", KeyScope.Read), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await make.RunAsync(TestPortal.VendorAdmin(), new("x", KeyScope.Read, Guid.CreateVersion7()), Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await make.RunAsync(TestPortal.VendorAdmin(), new(" ", KeyScope.Read), Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await make.RunAsync(TestPortal.VendorAdmin(), new(new string('x', 101), KeyScope.Read), Ct)));
    }

    [Fact]
    public async Task Programs_get_problem_documents()
    {
        await using var server = new PortalServer();
        using var scope = server.Services.CreateScope();
        var make = scope.ServiceProvider.GetRequiredService<MakeKey>();
        var read = Made(await make.RunAsync(TestPortal.VendorAdmin(), new("reports", KeyScope.Read), Ct));
        var ingest = Made(await make.RunAsync(TestPortal.VendorAdmin(), new("web", KeyScope.Ingest), Ct));
        const string Usage = "/api/v1/usage?bucket=month&from=2026-01-01&to=2026-01-31&zone=UTC";

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(server, Usage, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(server, Usage, new("Bearer", "vp_wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(server, Usage, new("Basic", "%%%")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(server, Usage, new("Bearer", ingest.Text)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, Usage, new("Bearer", read.Text)));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, Usage, new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(read.Text + ":")))));
    }

    private static async Task<HttpStatusCode> AskAsync(PortalServer server, string address, AuthenticationHeaderValue? authorization)
    {
        using var client = server.Stranger();
        client.DefaultRequestHeaders.Authorization = authorization;
        var answer = await client.GetAsync(address, Ct);
        if (!answer.IsSuccessStatusCode)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        return answer.StatusCode;
    }

    private static MakeKey.Made Made(Outcome<MakeKey.Made> outcome) => outcome.Match(made => made, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused(Outcome<MakeKey.Made> outcome) => outcome.Match(made => throw new InvalidOperationException(made.Text), refusal => refusal);

    private async Task<MakeKey.Made> MakeAsync(KeyScope scope, Guid? account = null) =>
        Made(await portal.Get<MakeKey>().RunAsync(account is { } id ? TestPortal.VendorAdmin(id) : TestPortal.VendorAdmin(), new("Web shop", scope, account), Ct));

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync(Guid account)
    {
        await using var db = portal.Factory.ForSystem(account);
        return await db.Set<AuditEntry>().AsNoTracking().ToListAsync(Ct);
    }
}
