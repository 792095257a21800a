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
/// The list of requests and votes as browsers ask for them, signed in, over 64 connections; beside a bare server on a bare table that does the
/// least that can be called the same (twenty rows as JSON, a vote and its counter in one transaction on disk), in turn. Then whether the list
/// costs more with ten thousand times the votes and on deep pages, and what a thousand identical votes at once leave behind.
/// </summary>
internal static partial class RequestHttpBench
{
    private const int Requests = 10_000;
    private const int Connections = 64;
    private const int SignedIn = 24; // an address may sign in thirty times a minute
    private const int Rounds = 3;
    private const string Password = "a vote is one row and one counter";
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string folder)
    {
        await using var portal = await BenchPortal.OpenAsync();
        var people = await RequestBench.PeopleAsync(portal);
        var ids = await RequestBench.AskAsync(portal, people, RequestBench.TitlesIn(folder), Requests);
        var emails = await MembersAsync(portal, people);
        var few = Sql(portal, "DELETE FROM Votes WHERE RequestId NOT IN (SELECT Id FROM FeatureRequests ORDER BY Id LIMIT 100); UPDATE FeatureRequests SET VoteCount = (SELECT COUNT(*) FROM Votes v WHERE v.RequestId = FeatureRequests.Id AND v.TakenBackAt IS NULL); SELECT COUNT(*) FROM Votes");
        using var server = new ServerProcess(portal.Folder, "Development");
        await server.StartAsync();
        var clients = new List<(HttpClient Http, string Token)>();
        foreach (var email in emails)
        {
            var http = await UsageBench.SignInAsync(server.Port, email, Password);
            clients.Add((http, Token().Match(await http.GetStringAsync("/requests")).Groups[1].Value));
        }

        await using var floor = await Floor.StartAsync(Requests);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Requests:N0} requests, {few:N0} votes, {SignedIn} people signed in, {Connections} connections"));

        var before = await PagesAsync(clients[0].Http);
        await CompareAsync("list, page 1", (no, _) => GetAsync(clients[no % SignedIn].Http, "/requests"), (_, _) => GetAsync(floor.Http, "/list"));
        await CompareAsync(
            "vote, random request",
            (no, i) => VoteAsync(clients[no % SignedIn], ids[Random.Shared.Next(ids.Count)], on: true),
            (no, i) => PostAsync(floor.Http, $"/vote?request={Random.Shared.Next(Requests)}&person={no}&on=1", null));
        await CompareAsync(
            "vote, one request for all", (no, i) => VoteAsync(clients[no % SignedIn], ids[^1], on: i % 2 == 0), (no, i) => PostAsync(floor.Http, $"/vote?request=7&person={no}&on={(i + 1) % 2}", null));

        // One person, one request, a thousand times at once.
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (_, _) => await VoteAsync(clients[3], ids[300], on: true));
        var rows = Sql(portal, $"SELECT COUNT(*) FROM Votes WHERE RequestId = '{ids[300].ToString().ToUpperInvariant()}' AND PersonId = (SELECT Id FROM People WHERE Email = '{emails[3]}')");
        Console.WriteLine($"1,000 identical votes at once: {rows} row; counters that differ from a recount: {Wrong(portal)}");

        server.Kill();
        var many = Sql(
            portal,
            "INSERT OR IGNORE INTO Votes (AccountId, RequestId, PersonId, CastAt) SELECT p.AccountId, r.Id, p.Id, 0 FROM (SELECT Id FROM FeatureRequests ORDER BY Id LIMIT 500) r CROSS JOIN (SELECT Id, AccountId FROM People WHERE AccountId IS NOT NULL ORDER BY Id LIMIT 2000) p;"
            + " UPDATE FeatureRequests SET VoteCount = (SELECT COUNT(*) FROM Votes v WHERE v.RequestId = FeatureRequests.Id AND v.TakenBackAt IS NULL); SELECT COUNT(*) FROM Votes");
        using var again = new ServerProcess(portal.Folder, "Development");
        await again.StartAsync();
        var after = await PagesAsync(await UsageBench.SignInAsync(again.Port, emails[0], Password));
        foreach (var (page, i) in s_pages.Index())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"page {page}: {before[i]:0.0} ms with {few:N0} votes, {after[i]:0.0} ms with {many:N0}, ratio {after[i] / before[i]:0.00}; against page 1 {after[i] / after[0]:0.00}"));
        }
    }

    private static readonly int[] s_pages = [1, 250, 500];

    private static async Task<List<string>> MembersAsync(BenchPortal portal, List<Viewer> people)
    {
        var emails = new List<string>();
        await using var scope = portal.Services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        for (var i = 0; i < SignedIn; i++)
        {
            var person = Person.OfAccount(people[i * 20].AccountId!.Value, $"signed-in-{i}@bench.example", $"Member {i}", PersonRole.CustomerMember, TimeProvider.System.GetUtcNow());
            var made = await manager.CreateAsync(person, Password);
            emails.Add(made.Succeeded ? person.Email! : throw new InvalidOperationException(made.ToString()));
        }

        return emails;
    }

    /// <summary>Both in turn: rate and how long one took, and the ratio of neighbouring rounds.</summary>
    private static async Task CompareAsync(string what, Func<int, int, Task> ours, Func<int, int, Task> floor)
    {
        List<double> rates = [], bare = [], ratios = [];
        var took = new ConcurrentBag<double>();
        for (var round = 0; round < Rounds; round++)
        {
            rates.Add(await LoadAsync(ours, took));
            bare.Add(await LoadAsync(floor, []));
            ratios.Add(rates[^1] / bare[^1]);
        }

        var sorted = took.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {rates.Median():N0} a second (median {sorted[sorted.Count / 2]:0.0} ms, p95 {sorted[sorted.Count * 95 / 100]:0.0}, longest {sorted[^1]:0}); the floor {bare.Median():N0}; ratio of neighbours {ratios.Median():0.000}"));
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

    private static async Task<double[]> PagesAsync(HttpClient http)
    {
        var medians = new List<double>();
        foreach (var page in s_pages)
        {
            List<double> took = [];
            for (var i = 0; i < 25; i++)
            {
                took.Add(await Watch.MillisecondsAsync(() => GetAsync(http, $"/requests?page={page}")));
            }

            medians.Add(took.Skip(5).Median());
        }

        return [.. medians];
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
