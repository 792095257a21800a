using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Bench;

/// <summary>
/// The whole page of usage, 90 days with their comparison, as the server gives it to a person signed in, with ten million events stored and
/// with a hundred thousand. What is shown must be alike for that: the same account on the same days, alone with the hundred thousand events
/// of the half-year that the page reads, and with the other half-year and 49 accounts like it. Beside them an account that has a hundredth of
/// the events on these days. Each is read again, and right after an event of the account, when every figure is worked out anew. Where the
/// peer's folder is named, DuckDB answers over the same rows what the page answers, and one question of it.
/// </summary>
internal static partial class UsageBench
{
    private const int Few = 100_000;
    private const int Accounts = 50;
    private const int Runs = 3;
    private const int Rounds = 60;
    private const int WarmUp = 10;
    private const int FirstWarmUp = 120;
    private const int AtOnce = 100_000;
    private const string Email = "bench@example.com";
    private const string Password = "a page is as fast as its roll-ups";
    private const string Page = "/usage?from=2025-10-01&to=2025-12-29&cmp=previous";

    // What the page reads of the days it shows and compares with, and twelve weeks.
    private static readonly DateTimeOffset s_shownSince = new(2025, 7, 3, 0, 0, 0, TimeSpan.Zero);

    /// <param name="Only">So many of the accounts.</param>
    /// <param name="Since">Events from then on.</param>
    private sealed record Seed(string Name, int Events, int Accounts, int Only, DateTimeOffset Since = default)
    {
        public IEnumerable<IncomingEvent> All => BenchPortal.EventsByAccount(Events, Accounts, Only).Where(call => call.At >= Since);

        public string Folder => $"{Name}-{Events}-{Accounts}";
    }

    /// <param name="many">So many events.</param>
    /// <param name="peer">Where DuckDB is installed; null without it.</param>
    /// <param name="keep">Where filled databases are kept for the next time; null: nowhere.</param>
    public static async Task RunAsync(int many, string? peer, string? keep)
    {
        Seed[] seeds =
        [
            new("alone", many, Accounts, 1, s_shownSince), new("many", many, Accounts, Accounts),
            new("thin", Few, Accounts, Accounts),
        ];
        var databases = keep is null ? Directory.CreateTempSubdirectory("valueportal-seeds-") : Directory.CreateDirectory(keep);
        List<Portal> portals = [];
        foreach (var seed in seeds)
        {
            await FillAsync(seed, databases);
            portals.Add(await OpenAsync(Path.Combine(databases.FullName, seed.Folder)));
        }

        if (keep is null)
        {
            databases.Delete(recursive: true);
        }

        foreach (var portal in portals)
        {
            await portal.Server.RestAsync();
        }

        await InTurnAsync(portals, afterEvent: true, FirstWarmUp, 1);
        for (var run = 1; run <= Runs; run++)
        {
            var again = await InTurnAsync(portals, afterEvent: false, WarmUp, Rounds);
            Print(many, $"run {run}, read again", again);
            var anew = await InTurnAsync(portals, afterEvent: true, WarmUp, Rounds);
            Print(many, $"run {run}, right after an event", anew);
            if (peer is not null)
            {
                await ScanAsync(peer, many, again[1], anew[1], run == 1 ? await FiguresAsync(portals[1].Pages) : null, (FirstWarmUp + 1) + (WarmUp + Rounds));
            }
        }

        foreach (var portal in portals)
        {
            await portal.DisposeAsync();
        }
    }

    private static async Task<Took[]> InTurnAsync(List<Portal> portals, bool afterEvent, int warmUp, int rounds)
    {
        var took = portals.ConvertAll(_ => new List<double>());
        var cpu = new TimeSpan[portals.Count];
        for (var round = 0; round < warmUp + rounds; round++)
        {
            for (var i = 0; i < portals.Count; i++)
            {
                if (afterEvent)
                {
                    await SendAsync(portals[i].Pages, portals[i].Key);
                }

                var before = portals[i].Server.Cpu();
                var milliseconds = await ReadAsync(portals[i].Pages);
                if (round >= warmUp)
                {
                    took[i].Add(milliseconds);
                    cpu[i] += portals[i].Server.Cpu() - before;
                }
            }
        }

        return [.. took.Select((all, i) => new Took(all, cpu[i].TotalMilliseconds / rounds))];
    }

    private static void Print(int many, string what, Took[] took)
    {
        var (alone, lots, thin) = (took[0], took[1], took[2]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {Rounds} pages in turn, the same account and days: {alone} at {Few:N0} events, {lots} at {many:N0}, ratio of neighbours {lots.To(alone):0.00}, of CPU {lots.Cpu / alone.Cpu:0.00}; an account with {Few:N0} spread over a year and {Accounts} accounts: {thin}, ratio {lots.To(thin):0.00}, of CPU {lots.Cpu / thin.Cpu:0.00}"));
    }

    private static async Task SendAsync(HttpClient client, string key)
    {
        using var content = new StringContent(
            $$$"""{"userId":"user-1","event":"Feature Used","messageId":"{{{Guid.CreateVersion7():N}}}","timestamp":"2025-12-20T12:00:00Z","properties":{"feature":"feature-7"},"context":{"groupId":"account-0"}}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    // Through the product's own intake, an account after the other, and counted anew afterwards.
    private static async Task FillAsync(Seed seed, DirectoryInfo databases)
    {
        var folder = new DirectoryInfo(Path.Combine(databases.FullName, seed.Folder));
        if (folder.Exists)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        var begun = Path.Combine(databases.FullName, $"{seed.Folder}.begun");
        await using (var portal = await BenchPortal.OpenAsync())
        {
            await portal.OpenAccountsAsync(seed.Only);
            await portal.StoreAsync(seed.All, AtOnce);
            var stored = watch.Elapsed.TotalSeconds;
            var verified = await portal.Services.GetRequiredService<VerifyUsage>().RunAsync();
            if (verified.Difference is { } difference)
            {
                throw new InvalidOperationException(difference);
            }

            await OpenDoorAsync(portal);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{seed.Folder}: {verified.Events:N0} events of {verified.Accounts:N0} accounts stored in {stored:0} s, {verified.Events / stored:N0} events/s, recounted in {watch.Elapsed.TotalSeconds - stored:0} s: the roll-ups agree"));
            await portal.LeaveAsync(begun);
        }

        Directory.Move(begun, folder.FullName);
    }

    private static async Task OpenDoorAsync(BenchPortal portal)
    {
        var viewer = await portal.MemberOfFirstAsync();
        await using var scope = portal.Services.CreateAsyncScope();
        var person = Person.OfAccount(viewer.AccountId!.Value, Email, "Bench", PersonRole.CustomerMember, TimeProvider.System.GetUtcNow());
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().CreateAsync(person, Password);
        if (!made.Succeeded)
        {
            throw new InvalidOperationException(made.ToString());
        }
    }

    private static async Task<Portal> OpenAsync(string folder)
    {
        var portal = await BenchPortal.OpenAsync(folder);
        var key = await portal.KeyAsync("bench", KeyScope.Ingest);
        var server = new ServerProcess(portal.Folder, "Development");
        await server.StartAsync();
        return new Portal(portal, server, await SignInAsync(server.Port, Email, Password), key);
    }

    /// <summary>A server on a filled database, and somebody signed in there.</summary>
    private sealed record Portal(BenchPortal Bench, ServerProcess Server, HttpClient Pages, string Key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Pages.Dispose();
            Server.Dispose();
            await Bench.DisposeAsync();
        }
    }

    /// <summary>Milliseconds of pages, and of the processor for one of them.</summary>
    private sealed record Took(List<double> All, double Cpu)
    {
        public double To(Took other) => All.Zip(other.All, (one, beside) => one / beside).Median();

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{All.Median():0.0} ms (quickest {All.Min():0.0}, CPU {Cpu:0.0})");
    }

    internal static async Task<HttpClient> SignInAsync(int port, string email, string password, bool follows = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = follows }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var page = await client.GetStringAsync("/account/login");
        var form = page[page.LastIndexOf("<form", page.IndexOf("name=\"Email\"", StringComparison.Ordinal), StringComparison.Ordinal)..];
        var fields = Hidden().Matches(form[..form.IndexOf("</form>", StringComparison.Ordinal)]).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        fields["Email"] = email;
        fields["Password"] = password;
        using var answer = await client.PostAsync("/account/login", new FormUrlEncodedContent(fields));
        return client;
    }

    private static async Task<double> ReadAsync(HttpClient client)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.GetAsync(Page);
        var body = await answer.Content.ReadAsStringAsync();
        var took = watch.Elapsed.TotalMilliseconds;
        return answer.StatusCode is HttpStatusCode.OK && body.Contains("<svg", StringComparison.Ordinal) && answer.RequestMessage?.RequestUri?.AbsolutePath is "/usage"
            ? took
            : throw new InvalidOperationException($"The page came as {answer.StatusCode} from {answer.RequestMessage?.RequestUri}.");
    }

    /// <param name="sent">So many events of the first account came in since it was filled.</param>
    private static async Task ScanAsync(string folder, int rows, Took again, Took anew, string? figures, int sent)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "duck.js");
        using var node = Process.Start(new ProcessStartInfo("node", [script, rows.ToString(CultureInfo.InvariantCulture)]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        using var printed = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync());
        var found = printed.RootElement;
        double Of(string name) => found.GetProperty(name).GetDouble();
        string Times(Took page) => string.Create(CultureInfo.InvariantCulture,
            $"{Of("page") / page.All.Median():0.0} times ({Of("page") / page.All.Min():0.0} the quickest, {Of("cpu") / page.Cpu:0.0} by CPU; one question {Of("single") / page.All.Median():0.0})");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"DuckDB over the same {rows:N0} events: {Of("page"):0.0} ms (CPU {Of("cpu"):0.0}) for what the page answers, {Of("single"):0.0} ms for one question; the page read again {Times(again)}, right after an event {Times(anew)}"));
        var same = string.Join(' ', new[] { "people", "events", "features", "days" }.Select(name => found.GetProperty(name).GetInt64() + (name == "events" ? sent : 0)));
        if (figures is not null)
        {
            Console.WriteLine(figures == same ? $"both say: {same} (people, events, features, days; {sent} events came in since)" : throw new InvalidOperationException($"The page says {figures}, DuckDB {same}."));
        }
    }

    private static async Task<string> FiguresAsync(HttpClient client) =>
        string.Join(' ', Tile().Matches(await client.GetStringAsync(Page)).Take(4).Select(tile => tile.Groups[1].Value));

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("""class="tile-value"><data value="(\d+)""", RegexOptions.None, 1000)]
    private static partial Regex Tile();
}
