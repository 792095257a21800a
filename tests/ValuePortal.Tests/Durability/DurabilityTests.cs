using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using ValuePortal.Accounts;
using ValuePortal.Identity.Keys;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Durability;

/// <summary>
/// What was acknowledged is on disk, once, whatever happens to the program and its disk. The program runs as a process of its own on the
/// database of the test.
/// </summary>
public sealed class DurabilityTests : IAsyncLifetime
{
    private const int EventsPerBatch = 100;

    private readonly TestPortal portal = new();
    private string writeKey = "";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TestDatabase.SqlServer is not null, "These tests are about the embedded database.");
        await portal.OpenAccountAsync("acme", timeZone: "Asia/Kathmandu");
        await portal.OpenAccountAsync("beta", timeZone: "America/New_York");
        writeKey = (await portal.Get<MakeKey>().RunAsync(TestPortal.VendorAdmin(), new("product", KeyScope.Ingest, null), Ct))
            .Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Three_kills_under_load_lose_nothing_and_count_nothing_twice()
    {
        const int events = 100_000;
        const int senders = 4;
        await using var server = await PortalProcess.StartAsync(portal.Folder.Path, writeKey);
        var acknowledged = 0;
        var sending = Enumerable.Range(0, senders).Select(async sender =>
        {
            for (var batch = 0; batch < events / senders / EventsPerBatch; batch++)
            {
                // As a client does: the same ids again until somebody says that they are there.
                while (!await IsTakenAsync(server, Batch($"{sender}-{batch}")))
                {
                    await Task.Delay(20, Ct);
                }

                Interlocked.Add(ref acknowledged, EventsPerBatch);
            }
        }).ToList();
        foreach (var kill in new[] { events / 4, events / 2, 3 * events / 4 })
        {
            while (Volatile.Read(ref acknowledged) < kill)
            {
                await Task.Delay(5, Ct);
            }

            await server.KillAsync();
            await server.StartAsync();
        }

        await Task.WhenAll(sending);
        await server.KillAsync();

        Assert.Equal(events, acknowledged);
        var stored = await StoredAsync(portal.Factory);
        Assert.Equal(events, stored.Count);
        Assert.Equal(events, stored.Distinct(StringComparer.Ordinal).Count());
        await AssertWholeAsync(portal.Factory);
    }

    [Fact]
    public async Task A_node_that_is_told_to_stop_says_so_first_serves_on_and_loses_nothing_acknowledged()
    {
        await using var server = await PortalProcess.StartAsync(portal.Folder.Path, writeKey);
        ConcurrentBag<string> acknowledged = [];
        var served = 0;
        var told = false;
        var sending = Enumerable.Range(0, 4).Select(async sender =>
        {
            for (var batch = 0; await IsTakenAsync(server, Batch($"{sender}-{batch}")); batch++)
            {
                acknowledged.Add($"{sender}-{batch}");
                Interlocked.Add(ref served, Volatile.Read(ref told) ? 1 : 0);
            }
        }).ToList();
        while (acknowledged.Count < 20)
        {
            await Task.Delay(5, Ct);
        }

        await server.TellToStopAsync();
        HttpResponseMessage ready;
        do
        {
            ready = await server.Client.GetAsync("/health/ready", Ct);
        }
        while (ready.IsSuccessStatusCode);
        Volatile.Write(ref told, true);
        await Task.WhenAll(sending);
        var (code, said) = await server.EndAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(Ct)));
        Assert.True(served > 20, $"After it said that it stops only {served} batches were taken.");
        Assert.True(code == 0, said);
        var stored = await StoredAsync(portal.Factory);
        Assert.Empty(acknowledged.SelectMany(Ids).Except(stored, StringComparer.Ordinal));
        Assert.Equal(stored.Count, stored.Distinct(StringComparer.Ordinal).Count());
        await AssertWholeAsync(portal.Factory);
    }

    [Fact]
    public async Task A_node_of_the_former_version_goes_on_and_one_that_is_newer_than_its_database_says_what_to_do()
    {
        // As a later version would leave it: a table, a column and a line of its history that this one does not know.
        await RunSqlAsync(portal.Folder.Path, """
            CREATE TABLE "Later" ("Id" TEXT NOT NULL PRIMARY KEY);
            ALTER TABLE "Accounts" ADD COLUMN "Later" TEXT NULL;
            INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99.0.0');
            """);
        await using (var former = await PortalProcess.StartAsync(portal.Folder.Path, writeKey))
        {
            Assert.Equal("ready", await former.Client.GetStringAsync("/health/ready", Ct));
            Assert.Equal(HttpStatusCode.OK, (await former.SendAsync(Batch("former"))).StatusCode);
        }

        await RunSqlAsync(portal.Folder.Path, """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = (SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" WHERE "MigrationId" < '2999')""");
        var (code, said) = await PortalProcess.RefusedAsync(portal.Folder.Path, writeKey);
        Assert.Equal(1, code);
        Assert.Contains("The database waits for 1 migrations: make a backup, then start with --migrate or run the command migrate.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing_and_is_forgotten_when_there_is_room()
    {
        var place = Directory.CreateTempSubdirectory("valueportal-small-disk-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m", "none", place), "This test mounts a small disk, which is not permitted here.");
        try
        {
            SqliteConnection.ClearAllPools();
            await portal.Get<Backup>().ToFileAsync(new DataFolder(place).DatabaseFile, Ct);
            await RunSqlAsync(place, "PRAGMA journal_mode = WAL");
            HashSet<string> acknowledged = [];
            await using (var server = await PortalProcess.StartAsync(place, writeKey))
            {
                HttpResponseMessage? refused = null;
                for (var batch = 0; refused is null; batch++)
                {
                    Assert.True(batch < 1000, "The disk does not become full.");
                    var answer = await server.SendAsync(Batch($"full-{batch}", note: 600));
                    if (answer.StatusCode is HttpStatusCode.OK)
                    {
                        acknowledged.UnionWith(Ids($"full-{batch}"));
                        continue;
                    }

                    refused = answer;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.NotNull(refused.Headers.RetryAfter);
                Assert.NotEmpty(acknowledged);

                Assert.True(await RunAsync("mount", "-o", "remount,size=64m", place));
                using var after = await server.SendAsync(Batch("after"));
                Assert.Equal(HttpStatusCode.OK, after.StatusCode);
                acknowledged.UnionWith(Ids("after"));
            }

            await using var copy = new PortalOn(place, portal.Services);
            var stored = await StoredAsync(copy.Portal);
            Assert.Empty(acknowledged.Except(stored, StringComparer.Ordinal));
            Assert.Equal(stored.Count, stored.Distinct(StringComparer.Ordinal).Count());
            await AssertWholeAsync(copy.Portal);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            await RunAsync("umount", "-l", place);
            Directory.Delete(place, recursive: true);
        }
    }

    [Fact]
    public async Task Two_nodes_share_who_is_signed_in_and_one_that_is_killed_takes_nothing_with_it()
    {
        const int batches = 60;
        var member = await portal.Factory.AddPersonAsync(Person.OfAccount((await portal.Get<AccountDirectory>().FindAsync(["acme"], Ct))[0].AccountId, "member@acme.example", "Member", PersonRole.CustomerAdmin, portal.Clock.Now));
        member.PasswordHash = portal.Get<IPasswordHasher<Person>>().HashPassword(member, "a long enough pass phrase");
        await using (var db = portal.Factory.ForSystem())
        {
            await db.Users.Where(p => p.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, member.PasswordHash), Ct);
        }

        var starting = Enumerable.Range(0, 2).Select(_ => PortalProcess.StartAsync(portal.Folder.Path, writeKey, Environments.Development)).ToList();
        await using var one = await starting[0];
        await using var other = await starting[1];
        using (var welcome = await one.Client.SignInAsync(member.Email!, "a long enough pass phrase"))
        {
            Assert.NotEqual("/account/login", welcome.RequestMessage!.RequestUri!.AbsolutePath);
        }

        // Cookies do not know ports: what one node set, the other gets.
        var cookies = one.CookiesOf("/");
        Assert.Equal("/account/profile", await WhereAsync(other, cookies));

        var sent = 0;
        var sending = Enumerable.Range(0, batches).Select(async batch =>
        {
            // As behind a balancer: what one node does not take goes to the other.
            for (var tries = batch; !await IsTakenAsync(tries % 2 == 0 ? one : other, Batch($"nodes-{batch}")); tries++)
            {
                await Task.Delay(20, Ct);
            }

            Interlocked.Increment(ref sent);
        }).ToList();
        while (Volatile.Read(ref sent) < batches / 4)
        {
            await Task.Delay(5, Ct);
        }

        await one.KillAsync();
        await Task.WhenAll(sending);
        Assert.Equal("/account/profile", await WhereAsync(other, cookies));

        await one.StartAsync();
        Assert.Equal("/account/profile", await WhereAsync(one, cookies));
        await using (var db = portal.Factory.ForSystem())
        {
            await db.Sessions.Where(session => session.PersonId == member.Id).ExecuteDeleteAsync(Ct);
        }

        Assert.Equal(["/account/login", "/account/login"], [await WhereAsync(one, cookies), await WhereAsync(other, cookies)]);
        var stored = await StoredAsync(portal.Factory);
        Assert.Equal(batches * EventsPerBatch, stored.Count(id => id.StartsWith("nodes-", StringComparison.Ordinal)));
        Assert.Equal(stored.Count, stored.Distinct(StringComparer.Ordinal).Count());
        await AssertWholeAsync(portal.Factory);
    }

    [Fact]
    public async Task A_database_that_another_process_holds_is_told_within_five_seconds_and_then_forgotten()
    {
        await using var server = await PortalProcess.StartAsync(portal.Folder.Path, writeKey);
        using var before = await server.SendAsync(Batch("before"));
        await using (var holder = new SqliteConnection($"Data Source={portal.Folder.DatabaseFile};Pooling=False"))
        {
            await holder.OpenAsync(Ct);
            await using var held = holder.BeginTransaction(deferred: false);
            for (var round = 0; round < 2; round++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async sender =>
                {
                    var watch = Stopwatch.StartNew();
                    using var answer = await server.SendAsync(Batch($"held-{round}-{sender}"));
                    return (answer.StatusCode, HasTime: answer.Headers.RetryAfter is not null, watch.Elapsed);
                }));
                Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.HasTime)));
                Assert.All(answers, answer => Assert.True(answer.Elapsed < TimeSpan.FromSeconds(5), $"An answer took {answer.Elapsed}."));
            }
        }

        var after = await Task.WhenAll(Enumerable.Range(0, 16).Select(sender => server.SendAsync(Batch($"after-{sender}"))));
        Assert.All(after, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await server.KillAsync();
        await AssertWholeAsync(portal.Factory);
    }

    [Fact]
    public async Task One_bad_event_of_five_hundred_is_refused_alone_and_named()
    {
        await using var server = await PortalProcess.StartAsync(portal.Folder.Path, writeKey);
        var calls = Enumerable.Range(0, 500).Select(i => i == 321 ? """{"type":"track","messageId":"bad","userId":"u1"}""" : Call($"good-{i}", i, 0));

        using var answer = await server.SendAsync($$"""{"batch":[{{string.Join(',', calls)}}]}""");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(499, body.GetProperty("accepted").GetInt32());
        var refused = Assert.Single(body.GetProperty("refused").EnumerateArray());
        Assert.Equal("321 bad missing_event", $"{refused.GetProperty("index")} {refused.GetProperty("message_id")} {refused.GetProperty("reason")}");
    }

    /// <summary>The page on which somebody with these cookies ends who asks for the own profile.</summary>
    private static async Task<string> WhereAsync(PortalProcess node, string cookies)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = node.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookies);
        using var page = await client.GetAsync("/account/profile", Ct);
        return page.RequestMessage!.RequestUri!.AbsolutePath;
    }

    private static async Task<bool> IsTakenAsync(PortalProcess server, string batch)
    {
        try
        {
            using var answer = await server.SendAsync(batch);
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!Ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static IEnumerable<string> Ids(string batch) => Enumerable.Range(0, EventsPerBatch).Select(i => $"{batch}-{i}");

    private static string Batch(string name, int note = 0) =>
        $$"""{"batch":[{{string.Join(',', Ids(name).Select((id, i) => Call(id, i, note)))}}]}""";

    private static string Call(string id, int i, int note) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"type":"track","messageId":"{{{id}}}","userId":"u{{{i % 37}}}","event":"Used","timestamp":"2026-0{{{1 + (i % 9)}}}-1{{{i % 10}}}T{{{10 + (i % 14)}}}:{{{10 + (i % 50)}}}:00Z","context":{"groupId":"{{{(i % 3 == 0 ? "beta" : "acme")}}}"},"properties":{"feature":"f{{{i % 11}}}","note":"{{{new string('x', note)}}}"}}""");

    private static async Task<List<string>> StoredAsync(PortalDbFactory factory)
    {
        List<string> ids = [];
        foreach (var external in new[] { "acme", "beta" })
        {
            var account = (await new ValuePortal.Accounts.AccountDirectory(factory, TimeProvider.System).FindAsync([external], Ct))[0].AccountId;
            await using var db = factory.ForSystem(account);
            foreach (var segment in await db.Set<EventSegment>().AsNoTracking().ToListAsync(Ct))
            {
                ids.AddRange(SegmentBody.Read(segment.Body).Select(call => call.MessageId));
            }
        }

        return ids;
    }

    private static async Task AssertWholeAsync(PortalDbFactory factory)
    {
        await using var db = factory.ForSystem();
        Assert.Equal("ok", await RunSqlAsync(Path.GetDirectoryName(db.Database.GetDbConnection().DataSource)!, "PRAGMA integrity_check"));
        var recount = await new VerifyUsage(factory, new ValuePortal.Accounts.AccountDirectory(factory, TimeProvider.System)).RunAsync(Ct);
        Assert.Null(recount.Difference);
        Assert.True(recount.Events > 0);
    }

    private static async Task<string?> RunSqlAsync(string folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={new DataFolder(folder).DatabaseFile};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync(Ct))?.ToString();
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Ct);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The database of another folder.</summary>
    private sealed class PortalOn : IAsyncDisposable
    {
        private readonly ServiceProvider services;

        public PortalOn(string folder, IServiceProvider of)
        {
            services = new ServiceCollection()
                .AddSingleton(of.GetRequiredService<IConfiguration>())
                .AddLogging()
                .AddSingleton(TimeProvider.System)
                .AddPortalData(new DataFolder(folder))
                .BuildServiceProvider();
            Portal = services.GetRequiredService<PortalDbFactory>();
        }

        public PortalDbFactory Portal { get; }

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
