using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Bench;

/// <summary>
/// Ten thousand requests whose titles are made of real ones: similar requests while typing, the list at both ends with few votes and with
/// many, votes by many people, one request that everybody votes for over 64 connections, and one person who votes a thousand times at once.
/// </summary>
internal static class RequestBench
{
    private const int Accounts = 100;
    private const int PeopleOfAccount = 20;
    private const int Connections = 64;

    public static async Task RunAsync(string folder, int requests)
    {
        await using var portal = await BenchPortal.OpenAsync();
        var titles = TitlesIn(folder);
        var people = await PeopleAsync(portal);
        var ids = await AskAsync(portal, people, titles, requests);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests:N0} requests, {people.Count:N0} people of {Accounts} accounts"));

        List<double> looks = [];
        foreach (var (title, i) in titles.Take(300).Select((title, i) => (title, i)))
        {
            var typed = title[..Math.Min(title.Length, 8 + (i % 30))];
            looks.Add(await Watch.MillisecondsAsync(() => UseAsync<FindSimilar, IReadOnlyList<FindSimilar.Row>>(portal, find => find.RunAsync(people[i], typed))));
        }

        Say("similar while typing", [.. looks.Skip(20)]);
        await ListAsync(portal, people[0], "list, few votes");
        var (each, all) = await VotesAsync(portal, people, [.. ids.Take(200)], 20);
        Say($"votes of many people for many requests, {Connections} at once: {all:N0} a second; each", each);
        var (hot, hotRate) = await VotesAsync(portal, people, [ids[^1]], people.Count);
        Say($"one request, all {people.Count:N0} people, {Connections} at once: {hotRate:N0} a second; each", hot);
        await FillAsync(portal, people, ids);
        await ListAsync(portal, people[0], "list, 100,000 votes more");
        Say("ranking of the 1,000 with most votes", [.. await Repeat(5, () => UseAsync<RankRequests, RankRequests.Result>(portal, rank => rank.RunAsync(Product, null)))]);

        var one = people[5];
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (_, _) =>
            await UseAsync<CastVote, object>(portal, async cast => await cast.RunAsync(one, ids[300], true)));
        await using var db = portal.Services.GetRequiredService<Platform.Data.PortalDbFactory>().ForSystem([.. people.Select(person => person.AccountId!.Value)]);
        var rows = await db.Set<Vote>().CountAsync(v => v.RequestId == ids[300] && v.PersonId == one.PersonId);
        var wrong = 0;
        foreach (var id in ids.Take(400).Append(ids[^1]))
        {
            wrong += await db.Set<Vote>().CountAsync(v => v.RequestId == id && v.TakenBackAt == null) == (await db.Set<FeatureRequest>().SingleAsync(r => r.Id == id)).VoteCount ? 0 : 1;
        }

        Console.WriteLine($"1,000 votes of one person at once: {rows} row; counters that differ from a recount: {wrong}");
    }

    private static Viewer Product => new(Guid.Empty, "bench", PersonRole.ProductManager, default, SeesMoney: false);

    internal static async Task<List<Viewer>> PeopleAsync(BenchPortal portal)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        var factory = portal.Services.GetRequiredService<Platform.Data.PortalDbFactory>();
        var people = new List<Viewer>();
        for (var a = 0; a < Accounts; a++)
        {
            var account = Account.Open($"bench-{a}", $"Bench {a}", now);
            await using var db = factory.ForSystem(account.AccountId);
            db.Add(account);
            for (var p = 0; p < PeopleOfAccount; p++)
            {
                var person = Person.OfAccount(account.AccountId, $"p{p}@bench-{a}.example", $"Person {p}", PersonRole.CustomerMember, now);
                db.Add(person);
                people.Add(new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(account.AccountId), false));
            }

            await db.SaveChangesAsync();
        }

        return people;
    }

    internal static async Task<List<Guid>> AskAsync(BenchPortal portal, List<Viewer> people, string[] titles, int count)
    {
        var factory = portal.Services.GetRequiredService<Platform.Data.PortalDbFactory>();
        var ids = new List<Guid>();
        foreach (var some in Enumerable.Range(0, count).Chunk(500))
        {
            await using var db = factory.ForSystem([.. people.Select(person => person.AccountId!.Value)]);
            foreach (var i in some)
            {
                // The first half of one real title and the second of another: words and their spread are real, no two are the same.
                var (one, other) = (titles[i % titles.Length], titles[i * 7919 % titles.Length]);
                var title = i < titles.Length ? one : $"{one[..(one.Length / 2)]} {other[(other.Length / 2)..]}";
                var asker = people[i % people.Count];
                var at = DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(i);
                var request = FeatureRequest.Raise(
                    asker.AccountId!.Value, asker.PersonId, RequestWording.Of(title.Length > 100 ? title[..100] : title, other), Guid.CreateVersion7(at), null, at, new RequestOrigin(RequestSource.Portal, PublishedAt: at));
                db.Add(request);
                db.Add(new Vote { AccountId = asker.AccountId!.Value, RequestId = request.Id, PersonId = asker.PersonId, CastAt = at });
                db.AddRange(Grams.RowsOf(request));
                ids.Add(request.Id);
            }

            await db.SaveChangesAsync();
        }

        return ids;
    }

    private static async Task ListAsync(BenchPortal portal, Viewer viewer, string what)
    {
        foreach (var page in new[] { 1, 250, 500 })
        {
            Say($"{what}, page {page}", [.. (await Repeat(12, () => UseAsync<ListRequests, ListRequests.Page>(portal, list => list.RunAsync(viewer, new(Page: page))))).Skip(2)]);
        }
    }

    private static async Task<(List<double> Each, double Rate)> VotesAsync(BenchPortal portal, List<Viewer> people, Guid[] requests, int votersOfEach)
    {
        var took = new ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            requests.SelectMany((request, r) => Enumerable.Range(0, votersOfEach).Select(v => (request, person: people[(r + (v * 37)) % people.Count]))),
            new ParallelOptions { MaxDegreeOfParallelism = Connections },
            async (vote, _) => took.Add(await Watch.MillisecondsAsync(() => UseAsync<CastVote, object>(portal, async cast => await cast.RunAsync(vote.person, vote.request, true)))));
        return ([.. took], took.Count / watch.Elapsed.TotalSeconds);
    }

    private static async Task FillAsync(BenchPortal portal, List<Viewer> people, List<Guid> ids)
    {
        var factory = portal.Services.GetRequiredService<Platform.Data.PortalDbFactory>();
        foreach (var some in Enumerable.Range(0, 100_000).Chunk(5000))
        {
            await using var db = factory.ForSystem([.. people.Select(person => person.AccountId!.Value)]);
            db.AddRange(some.Select(i => (Person: people[(i * 13) % people.Count], Request: ids[(1000 + (i % 5000)) % ids.Count])).DistinctBy(row => row)
                .Select(row => new Vote { AccountId = row.Person.AccountId!.Value, RequestId = row.Request, PersonId = row.Person.PersonId, CastAt = DateTimeOffset.UnixEpoch.AddYears(56) })
                .Where(vote => db.Set<Vote>().Find(vote.AccountId, vote.RequestId, vote.PersonId) is null));
            await db.SaveChangesAsync();
        }
    }

    private static async Task<List<double>> Repeat(int times, Func<Task> work)
    {
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            took.Add(await Watch.MillisecondsAsync(work));
        }

        return took;
    }

    private static async Task<TResult> UseAsync<T, TResult>(BenchPortal portal, Func<T, Task<TResult>> use)
        where T : notnull
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static void Say(string what, List<double> took)
    {
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {took[took.Count / 2]:0.0} ms, p95 {took[took.Count * 95 / 100]:0.0} ms, longest {took[^1]:0.0} ms"));
    }

    internal static string[] TitlesIn(string folder) => [.. TitlesOf(Path.Combine(folder, "cudf_feature_requests.csv")), .. TitlesOf(Path.Combine(folder, "scitools_voted_issues.csv"))];

    private static IEnumerable<string> TitlesOf(string file)
    {
        using var table = new TableFile(file, ',', null);
        var column = table.Find("title");
        while (table.Read())
        {
            yield return table.Cells[column];
        }
    }
}
