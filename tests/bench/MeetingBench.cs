using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Meetings;

namespace ValuePortal.Bench;

/// <summary>
/// Live meetings on the demo world, by the line and the posts of real pages: one with 50 followers, then 20 with 10 each. How long after the
/// presenter's step a follower has it, and what a follower costs in memory. Once on one node, once with half the followers on a second one.
/// </summary>
internal static partial class MeetingBench
{
    private const string Password = "northwind-shows-value";
    private const int Steps = 150;

    /// <param name="template">The framework's empty template, published (empty-template.sh), and a program that opens circuits on it; null leaves it out.</param>
    public static async Task RunAsync((string Program, string Opener)? template)
    {
        var folder = Directory.CreateTempSubdirectory("valueportal-meetings-");
        using var server = new ServerProcess(folder.FullName, "Development", demo: true);
        await server.StartAsync();
        var (account, meetings, people) = await PrepareAsync(folder.FullName);
        await server.RestAsync();
        using var second = new ServerProcess(folder.FullName, "Development");
        await second.StartAsync();
        await second.RestAsync();

        var csm = await SignInAsync(server.Port, "csm@northwind.example");
        List<HttpClient> here = [], there = [];
        foreach (var person in people)
        {
            here.Add(await SignInAsync(server.Port, person));
            there.Add(await SignInAsync(second.Port, person));
        }

        await RoundAsync("1 meeting, 50 followers, one node", server, csm, account, [meetings[0]], [.. Enumerable.Range(0, 50).Select(no => (here[no % here.Count], meetings[0]))]);
        await RoundAsync("1 meeting, 50 followers, half of them on a second node", server, csm, account, [meetings[1]], [.. Enumerable.Range(0, 50).Select(no => ((no % 2 == 0 ? here : there)[no / 2 % here.Count], meetings[1]))]);
        await RoundAsync("20 meetings, 10 followers each, one node", server, csm, account, meetings[2..22], [.. Enumerable.Range(0, 200).Select(no => (here[no % here.Count], meetings[2 + (no / 10)]))]);
        folder.Delete(recursive: true);
        if (template is var (program, opener))
        {
            await OpenCircuitsAsync(program, opener);
        }
    }

    /// <summary>As many circuits on the empty template as the last round had followers, opened and measured by the program given; its lines are shown as they are.</summary>
    private static async Task OpenCircuitsAsync(string program, string opener)
    {
        var port = ServerProcess.FreePort();
        using var empty = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.GetFullPath(program), "--urls", $"http://127.0.0.1:{port}" },
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(program))!,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Logging__LogLevel__Default"] = "Error" },
        })!;
        try
        {
            using var client = new HttpClient();
            while (!empty.HasExited)
            {
                try
                {
                    await client.GetStringAsync($"http://127.0.0.1:{port}/counter");
                    break;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(200);
                }
            }

            Console.WriteLine("circuits of the empty template:");
            using var opening = Process.Start(new ProcessStartInfo("dotnet")
            {
                ArgumentList = { Path.GetFullPath(opener), "--url", $"http://127.0.0.1:{port}", "--paths", "/counter", "--steps", "50,250", "--pid", $"{empty.Id}", "--hold", "1" },
            })!;
            await opening.WaitForExitAsync();
        }
        finally
        {
            empty.Kill();
        }
    }

    private static async Task RoundAsync(string name, ServerProcess server, HttpClient csm, Guid account, Guid[] shown, IReadOnlyList<(HttpClient Client, Guid Meeting)> followers)
    {
        await server.RestAsync();
        var before = server.Pss();
        using var end = new CancellationTokenSource();
        var told = followers.Select(_ => new ConcurrentQueue<(long Step, long At)>()).ToList();
        var lines = followers.Select((follower, no) => FollowAsync(follower.Client, follower.Meeting, told[no], end.Token)).ToList();

        // Open meetings are looked at all the time, so that the server is never quite at rest.
        await Task.Delay(TimeSpan.FromSeconds(5));
        var after = server.Pss();
        var cpu = server.Cpu();
        var watch = Stopwatch.StartNew();
        var sent = await Task.WhenAll(shown.Select(meeting => PresentAsync(csm, account, meeting, TimeSpan.FromMilliseconds(shown.Length == 1 ? 100 : 400))));
        await Task.Delay(1000);
        var used = (server.Cpu() - cpu) / watch.Elapsed;
        await end.CancelAsync();
        await Task.WhenAll(lines);

        var late = followers.SelectMany((follower, no) => Lateness(sent[Array.IndexOf(shown, follower.Meeting)], [.. told[no]])).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {late.Count:N0} steps seen, p50 {At(late, 0.5):0} ms, p95 {At(late, 0.95):0} ms, p99 {At(late, 0.99):0} ms, longest {late[^1]:0} ms; {(after - before) * 1024.0 / followers.Count:0} KiB PSS a follower ({before} to {after} MiB), {used:0.00} cores"));
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    /// <summary>For each step how long until the follower had it or a later one.</summary>
    private static IEnumerable<double> Lateness(IReadOnlyList<long> sent, IReadOnlyList<(long Step, long At)> told)
    {
        foreach (var (no, at) in sent.Index())
        {
            var seen = told.FirstOrDefault(one => one.Step >= no + 1);
            yield return seen == default ? double.PositiveInfinity : Stopwatch.GetElapsedTime(at, seen.At).TotalMilliseconds;
        }
    }

    private static async Task<IReadOnlyList<long>> PresentAsync(HttpClient csm, Guid account, Guid meeting, TimeSpan pace)
    {
        var room = $"/desk/accounts/{account}/meetings/{meeting}";
        var token = Token().Match(await csm.GetStringAsync(room)).Groups[1].Value;
        List<long> sent = [];
        using var timer = new PeriodicTimer(pace);
        for (var step = 0; step < Steps && await timer.WaitForNextTickAsync(); step++)
        {
            var part = (step % 100 / 100.0).ToString(CultureInfo.InvariantCulture);
            sent.Add(Stopwatch.GetTimestamp());
            using var answer = await csm.PostAsync(room + "/place", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("at", $$"""{"anchor":"usage-0","part":{{part}},"open":[]}""")]));
            answer.EnsureSuccessStatusCode();
        }

        return sent;
    }

    private static async Task FollowAsync(HttpClient client, Guid meeting, ConcurrentQueue<(long, long)> told, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync($"/meetings/{meeting}/live", HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                if (Step().Match(line) is { Success: true } step)
                {
                    told.Enqueue((long.Parse(step.Groups[1].Value, CultureInfo.InvariantCulture), Stopwatch.GetTimestamp()));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    /// <summary>Meetings on a published review that the demo's success manager leads, and people who can come: each opens at most six pages of one.</summary>
    private static async Task<(Guid Account, Guid[] Meetings, IReadOnlyList<string> People)> PrepareAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddLogging().AddLocalization().AddPlatform(new DataFolder(folder), development: false);
        builder.Services.AddPortalIdentity();
        await using var app = builder.Build();
        var portal = app.Services.GetRequiredService<PortalDbFactory>();
        var now = TimeProvider.System.GetUtcNow();
        Person csm, model;
        await using (var db = portal.ForSystem())
        {
            csm = await db.Users.SingleAsync(person => person.Email == "csm@northwind.example");
            model = await db.Users.SingleAsync(person => person.Email == "customer-admin@fabrikam.example");
            db.AddRange(Enumerable.Range(0, 9).Select(no =>
            {
                var person = Person.OfAccount(model.AccountId!.Value, $"follower-{no}@fabrikam.example", $"Follower {no}", PersonRole.CustomerMember, now);
                (person.PasswordHash, person.EmailConfirmed, person.SecurityStamp) = (model.PasswordHash, true, $"stamp{no}");
                (person.NormalizedEmail, person.NormalizedUserName) = (person.Email!.ToUpperInvariant(), person.UserName!.ToUpperInvariant());
                return person;
            }));
            await db.SaveChangesAsync();
        }

        var account = model.AccountId!.Value;
        await using (var db = portal.ForSystem(account))
        {
            var review = await db.Set<Reviews.Review>().Where(row => row.AccountId == account && row.PublishedAt != null).Select(row => row.Id).FirstAsync();
            List<Meeting> meetings = [.. Enumerable.Range(0, 22).Select(_ => new Meeting
            {
                AccountId = account, Id = Guid.CreateVersion7(now), ReviewId = review, Title = "Bench", State = MeetingState.Live, CalledAt = now, StartedAt = now, PresenterId = csm.Id, PresenterName = csm.Name,
            })];
            db.AddRange(meetings);
            await db.SaveChangesAsync();
            return (account, [.. meetings.Select(meeting => meeting.Id)], [.. Enumerable.Range(0, 9).Select(no => $"follower-{no}@fabrikam.example")]);
        }
    }

    private static async Task<HttpClient> SignInAsync(int port, string email)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan };
        while (true)
        {
            var token = Token().Match(await client.GetStringAsync("/account/login")).Groups[1].Value;
            using var answer = await client.PostAsync("/account/login", new FormUrlEncodedContent([new("_handler", "login"), new("__RequestVerificationToken", token), new("Email", email), new("Password", Password)]));
            if (answer.StatusCode is HttpStatusCode.Redirect)
            {
                return client;
            }

            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                throw new InvalidOperationException($"{email} cannot sign in: {(int)answer.StatusCode}.");
            }

            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5));
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("\"step\":(\\d+)")]
    private static partial Regex Step();
}
