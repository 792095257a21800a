using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValuePortal.Platform.Access;

namespace ValuePortal.Bench;

/// <summary>
/// The list of requests and votes as browsers ask for them, signed in, over 64 connections, beside pages of the same program that do next to
/// nothing, and beside a bare server on a bare table that does the least that can be called the same (twenty rows as JSON, a vote and its
/// counter in one transaction on disk), in turn. Then one request that everybody votes for while it is read, what a thousand identical votes
/// leave behind, whether the list costs more with a thousand times the votes and on deep pages, and a release that tells ten thousand people.
/// </summary>
internal static partial class RequestHttpBench
{
    private const int Requests = 10_000;
    private const int Connections = 64;
    private const int SignedIn = 24; // an address may sign in thirty times a minute
    private const int Voters = 10_000;
    private const int Rounds = 3;
    private const string Password = "a vote is one row and one counter";
    private const string Count = "UPDATE FeatureRequests SET VoteCount = (SELECT COUNT(*) FROM Votes v WHERE v.RequestId = FeatureRequests.Id AND v.TakenBackAt IS NULL);";
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(5);

    private static readonly int[] s_pages = [1, 100, 500];

    // One person of the bench votes for hundreds.
    private static readonly (string, string)[] s_settings = [("ValuePortal__Requests__VotesPerPersonAndMinute", "1000000")];

    public static async Task RunAsync(string folder)
    {
        await using var portal = await BenchPortal.OpenAsync();
        var people = await RequestBench.PeopleAsync(portal);
        var ids = await RequestBench.AskAsync(portal, people, RequestBench.TitlesIn(folder), Requests);
        var emails = await SignInsAsync(portal, people);
        var few = Sql(portal, $"DELETE FROM Votes WHERE RequestId NOT IN (SELECT Id FROM FeatureRequests ORDER BY Id LIMIT 1000); {Count} SELECT COUNT(*) FROM Votes");
        using var server = new ServerProcess(portal.Folder, "Development", settings: s_settings);
        await server.StartAsync();
        var clients = await ClientsAsync(server, emails);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Requests:N0} requests, {few:N0} votes, {SignedIn} people signed in, {Connections} connections"));

        // Code that runs often is compiled anew: not while it is measured.
        await LoadAsync((no, i) => GetAsync(clients[no % SignedIn].Http, i % 2 == 0 ? "/requests" : "/help"), []);
        await server.RestAsync();
        var before = await PagesAsync(server, clients[0].Http);

        await using var floor = await Floor.StartAsync(Requests);
        await CompareAsync(
            server,
            ("the portal says that it lives", (no, _) => ReadAsync(clients[no % SignedIn].Http, "/health/live")),
            ("page of help, signed in: head and foot", (no, _) => GetAsync(clients[no % SignedIn].Http, "/help")),
            ("list, page 1", (no, _) => GetAsync(clients[no % SignedIn].Http, "/requests")),
            ("page of one request", (no, i) => GetAsync(clients[no % SignedIn].Http, $"/requests/{ids[i % ids.Count]}")),
            ("list, page 100", (no, _) => GetAsync(clients[no % SignedIn].Http, "/requests?page=100")),
            ("bare server: twenty rows as JSON", (_, _) => ReadAsync(floor.Http, "/list")));
        await CompareAsync(
            server,
            ("vote, random request", (no, _) => VoteAsync(clients[no % SignedIn], ids[Random.Shared.Next(ids.Count)], on: true)),
            ("vote, one request for all", (no, i) => VoteAsync(clients[no % SignedIn], ids[^1], on: i % 2 == 0)),
            ("vote that changes nothing", (no, _) => VoteAsync(clients[no % SignedIn], ids[^1], on: no % SignedIn % 2 == 0)),
            ("bare server: a vote and its counter", (no, _) => PostAsync(floor.Http, $"/vote?request={Random.Shared.Next(Requests)}&person={no}&on=1", null)));
        await HotAsync(clients, ids[^1]);

        // One person, one request, a thousand times at once.
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (_, _) => await VoteAsync(clients[3], ids[300], on: true));
        var rows = Sql(portal, $"SELECT COUNT(*) FROM Votes WHERE RequestId = '{ids[300].ToString().ToUpperInvariant()}' AND PersonId = (SELECT Id FROM People WHERE Email = '{emails[3]}')");
        Console.WriteLine($"1,000 identical votes at once: {rows} row; counters that differ from a recount: {Wrong(portal)}");
        server.Kill();

        await MorePeopleAsync(portal, people);
        var wanted = ids[^2].ToString().ToUpperInvariant();
        var many = Sql(
            portal,
            "INSERT OR IGNORE INTO Votes (AccountId, RequestId, PersonId, CastAt) SELECT p.AccountId, r.Id, p.Id, 0 FROM (SELECT Id FROM FeatureRequests ORDER BY Id LIMIT 500) r CROSS JOIN (SELECT Id, AccountId FROM People WHERE AccountId IS NOT NULL ORDER BY Id LIMIT 2000) p;"
            + $" INSERT OR IGNORE INTO Votes (AccountId, RequestId, PersonId, CastAt) SELECT AccountId, '{wanted}', Id, 0 FROM People WHERE AccountId IS NOT NULL ORDER BY Id LIMIT {Voters};"
            + $" {Count} SELECT COUNT(*) FROM Votes");
        using var again = new ServerProcess(portal.Folder, "Development", settings: s_settings);
        await again.StartAsync();
        clients = await ClientsAsync(again, emails);
        await LoadAsync((no, i) => GetAsync(clients[no % SignedIn].Http, i % 2 == 0 ? "/requests" : "/help"), []);
        await again.RestAsync();
        var after = await PagesAsync(again, clients[0].Http);
        foreach (var (i, page) in s_pages.Index())
        {
            var ((ms, cpu), (msMany, cpuMany)) = (before[i], after[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"page {page}: {ms:0.0} ms ({cpu:0.0} of CPU) with {few:N0} votes, {msMany:0.0} ms ({cpuMany:0.0}) with {many:N0}, ratio {msMany / ms:0.00} ({cpuMany / cpu:0.00}); against page 1 {msMany / after[0].Milliseconds:0.00} ({cpuMany / after[0].Cpu:0.00})"));
        }

        await PublishAsync(portal, again, clients, ids[^2], emails[^1]);
    }

    /// <summary>Everybody votes for one request while half of the connections read its page.</summary>
    private static async Task HotAsync(List<(HttpClient Http, string Token)> clients, Guid request)
    {
        ConcurrentBag<double> votes = [], pages = [];
        await LoadAsync(
            async (no, i) => (no % 2 == 0 ? votes : pages).Add(await Watch.MillisecondsAsync(
                () => no % 2 == 0 ? VoteAsync(clients[no % SignedIn], request, on: i % 2 == 0) : GetAsync(clients[no % SignedIn].Http, $"/requests/{request}"))),
            []);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one request, voted for and read at once: {votes.Count / s_round.TotalSeconds:N0} votes a second ({Spread(votes)}), {pages.Count / s_round.TotalSeconds:N0} pages ({Spread(pages)})"));
    }

    /// <summary>A release that answers a request of ten thousand people, while others read and vote.</summary>
    private static async Task PublishAsync(BenchPortal portal, ServerProcess server, List<(HttpClient Http, string Token)> clients, Guid request, string email)
    {
        using var product = await UsageBench.SignInAsync(server.Port, email, Password);
        using var saved = await product.PostAsync("/desk/releases/new", new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", Token().Match(await product.GetStringAsync("/desk/releases/new")).Groups[1].Value), new("_handler", "release"), new("Edition", "0"),
            new("EnglishTitle", "What ten thousand people asked for"), new("EnglishSolves", "It is there."), new("Size", "Weekly"), new("Audience", "All"), new("Requests", request.ToString()),
        ]));
        var page = saved.RequestMessage!.RequestUri!.AbsolutePath;
        var token = Token().Match(await saved.Content.ReadAsStringAsync()).Groups[1].Value;
        var (edition, told) = (Seen().Match(await product.GetStringAsync(page)).Groups[1].Value, 0L);
        foreach (var when in new[] { "before", "meanwhile" })
        {
            ConcurrentBag<double> pages = [], votes = [];
            using var stop = new CancellationTokenSource();
            var others = Enumerable.Range(0, 4).Select(no => Task.Run(async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    (no == 0 ? votes : pages).Add(await Watch.MillisecondsAsync(() => no == 0 ? VoteAsync(clients[0], request, on: i % 2 == 1) : GetAsync(clients[no].Http, "/requests")));
                }
            })).ToArray();
            var took = await Watch.MillisecondsAsync(async () =>
            {
                if (when == "before")
                {
                    await Task.Delay(TimeSpan.FromSeconds(3));
                    return;
                }

                using var published = await product.PostAsync(page, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "publish-release"), new("Seen", edition), new("At", ""), new("Do", "now")]));
                published.EnsureSuccessStatusCode();
                told = Sql(portal, "SELECT COUNT(DISTINCT PersonId) FROM Notices");
            });
            await stop.CancelAsync();
            await Task.WhenAll(others);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"publishing, {when}: {(when == "before" ? "" : $"{told:N0} people told in {took:N0} ms; ")}pages {Spread(pages)}; votes {Spread(votes)}"));
        }
    }

    /// <summary>Everybody who signs in: members of companies, and last a product manager.</summary>
    private static async Task<List<string>> SignInsAsync(BenchPortal portal, List<Viewer> people)
    {
        var emails = new List<string>();
        await using var scope = portal.Services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i <= SignedIn; i++)
        {
            var person = i < SignedIn
                ? Person.OfAccount(people[i * 20].AccountId!.Value, $"signed-in-{i}@bench.example", $"Member {i}", PersonRole.CustomerMember, now)
                : Person.OfVendor("product@bench.example", "Product", PersonRole.ProductManager, now);
            var made = await manager.CreateAsync(person, Password);
            emails.Add(made.Succeeded ? person.Email! : throw new InvalidOperationException(made.ToString()));
        }

        return emails;
    }

    private static async Task<List<(HttpClient Http, string Token)>> ClientsAsync(ServerProcess server, List<string> emails)
    {
        var clients = new List<(HttpClient, string)>();
        foreach (var email in emails.Take(SignedIn))
        {
            // A vote leads to another page: that one is measured by itself.
            var http = await UsageBench.SignInAsync(server.Port, email, Password, follows: false);
            clients.Add((http, Token().Match(await http.GetStringAsync("/requests")).Groups[1].Value));
        }

        return clients;
    }

    /// <summary>Until there are as many as are told.</summary>
    private static async Task MorePeopleAsync(BenchPortal portal, List<Viewer> people)
    {
        var accounts = people.Select(person => person.AccountId!.Value).Distinct().ToArray();
        var factory = portal.Services.GetRequiredService<Platform.Data.PortalDbFactory>();
        foreach (var some in Enumerable.Range(0, Voters - people.Count).Chunk(1000))
        {
            await using var db = factory.ForSystem(accounts);
            db.AddRange(some.Select(i => Person.OfAccount(accounts[i % accounts.Length], $"more-{i}@bench.example", $"Person {i}", PersonRole.CustomerMember, DateTimeOffset.UnixEpoch.AddYears(56))));
            await db.SaveChangesAsync();
        }
    }

    /// <summary>All in turn: rate, how long one took and what it cost the server's processor, and the ratio of neighbouring rounds to the last one, which is the floor.</summary>
    private static async Task CompareAsync(ServerProcess server, params (string What, Func<int, int, Task> Work)[] works)
    {
        var (rates, cpus, took) = (works.Select(_ => new List<double>()).ToArray(), works.Select(_ => new List<double>()).ToArray(), works.Select(_ => new ConcurrentBag<double>()).ToArray());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (i, (_, work)) in works.Index())
            {
                var (cpu, had) = (server.Cpu(), took[i].Count);
                rates[i].Add(await LoadAsync(work, took[i]));
                cpus[i].Add((server.Cpu() - cpu).TotalMilliseconds / (took[i].Count - had));
            }
        }

        foreach (var (i, (what, _)) in works.Index())
        {
            var floors = Enumerable.Range(0, works.Length - 1).Where(f => f < i).Select(f => string.Create(CultureInfo.InvariantCulture, $"{rates[i].Zip(rates[f], (one, other) => one / other).Median():0.00}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {rates[i].Median():N0} a second ({Spread(took[i])}){(i < works.Length - 1 ? $", {cpus[i].Median():0.00} ms of CPU" : "")}; ratio of the rate to those above: {string.Join(", ", floors)}"));
        }
    }

    private static string Spread(IEnumerable<double> took)
    {
        var sorted = took.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"median {sorted[sorted.Count / 2]:0.0} ms, p95 {sorted[sorted.Count * 95 / 100]:0.0}, longest {sorted[^1]:0}");
    }

    private static async Task<double> LoadAsync(Func<int, int, Task> work, ConcurrentBag<double> took)
    {
        var (watch, done) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(no => Task.Run(async () =>
        {
            for (var i = 0; watch.Elapsed < s_round; i++)
            {
                took.Add(await Watch.MillisecondsAsync(() => work(no, i)));
                Interlocked.Increment(ref done);
            }
        })));
        return done / watch.Elapsed.TotalSeconds;
    }

    private static async Task<List<(double Milliseconds, double Cpu)>> PagesAsync(ServerProcess server, HttpClient http)
    {
        const int Each = 60;
        var took = s_pages.Select(_ => new List<double>()).ToArray();
        var cpu = s_pages.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < 5; round++)
        {
            foreach (var (p, page) in s_pages.Index())
            {
                var had = server.Cpu();
                for (var i = 0; i < Each; i++)
                {
                    took[p].Add(await Watch.MillisecondsAsync(() => GetAsync(http, $"/requests?page={page}")));
                }

                cpu[p].Add((server.Cpu() - had).TotalMilliseconds / Each);
            }
        }

        return [.. took.Zip(cpu, (ms, of) => (ms.Median(), of.Median()))];
    }

    private static async Task ReadAsync(HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task GetAsync(HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address);
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is not HttpStatusCode.OK || body.Contains("name=\"Password\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{address} came as {answer.StatusCode} from {answer.RequestMessage?.RequestUri}.");
        }
    }

    private static Task VoteAsync((HttpClient Http, string Token) client, Guid request, bool on) =>
        PostAsync(client.Http, $"/requests/{request}/vote", [new("vote", on ? "on" : "off"), new("__RequestVerificationToken", client.Token)]);

    private static async Task PostAsync(HttpClient http, string address, KeyValuePair<string, string>[]? fields)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = fields is null ? null : new FormUrlEncodedContent(fields) };
        using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        if ((int)answer.StatusCode >= 400)
        {
            throw new InvalidOperationException($"{address} was answered with {answer.StatusCode}.");
        }
    }

    private static long Wrong(BenchPortal portal) =>
        Sql(portal, "SELECT COUNT(*) FROM FeatureRequests r WHERE r.VoteCount <> (SELECT COUNT(*) FROM Votes v WHERE v.RequestId = r.Id AND v.TakenBackAt IS NULL)");

    /// <summary>Straight to the file: what would take minutes through the product. The answer is the last statement's number.</summary>
    private static long Sql(BenchPortal portal, string statements)
    {
        using var connection = new SqliteConnection($"Data Source={portal.DatabaseFile}");
        connection.Open();
        var answer = 0L;
        foreach (var statement in statements.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            answer = command.ExecuteScalar() as long? ?? 0;
        }

        return answer;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("""name="Seen" value="([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Seen();

    /// <summary>A bare server on a bare table.</summary>
    private sealed class Floor(WebApplication app, HttpClient http, string file) : IAsyncDisposable
    {
        public HttpClient Http => http;

        public static async Task<Floor> StartAsync(int requests)
        {
            var file = Path.Combine(Path.GetTempPath(), $"valueportal-floor-{Environment.ProcessId}.db");
            Use(connection => Run(connection,
                "PRAGMA journal_mode = WAL; CREATE TABLE request (id INTEGER PRIMARY KEY, title TEXT NOT NULL, votes INTEGER NOT NULL); CREATE INDEX by_votes ON request (votes DESC, id, title);"
                + " CREATE TABLE vote (request INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (request, person)) WITHOUT ROWID;"
                + $" WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {requests - 1}) INSERT INTO request SELECT i, 'A request with a title of usual length ' || i, i % 97 FROM n"));
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapGet("/list", () => Use(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT id, title, votes FROM request ORDER BY votes DESC, id LIMIT 20";
                using var reader = command.ExecuteReader();
                var rows = new List<object[]>();
                while (reader.Read())
                {
                    rows.Add([reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2)]);
                }

                return Results.Json(rows);
            }));
            var turn = new object();
            app.MapPost("/vote", (long request, long person, int on) =>
            {
                lock (turn)
                {
                    Use(connection => Run(connection,
                        $"BEGIN IMMEDIATE; {(on == 1 ? $"INSERT OR IGNORE INTO vote VALUES ({request}, {person})" : $"DELETE FROM vote WHERE request = {request} AND person = {person}")};"
                        + $" UPDATE request SET votes = votes + changes() * {(on == 1 ? 1 : -1)} WHERE id = {request}; COMMIT"));
                }
            });
            await app.StartAsync();
            return new(app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, file);

            T Use<T>(Func<SqliteConnection, T> work)
            {
                using var connection = new SqliteConnection($"Data Source={file}");
                connection.Open();
                return work(connection);
            }
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await app.DisposeAsync();
            SqliteConnection.ClearAllPools();
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                File.Delete(file + end);
            }
        }

        private static int Run(SqliteConnection connection, string statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statements;
            return command.ExecuteNonQuery();
        }
    }
}
