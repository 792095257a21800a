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

namespace ValuePortal.Bench;

/// <summary>
/// The whole page of usage, 90 days with their comparison, as the server gives it to a person signed in: at a hundred thousand events
/// and at many more, in turn: many more from as many accounts, and many more because there are more accounts like it. Each of them as it
/// is read again, and as it is read right after an event of its account, when every figure is worked out anew. Beside it, where the
/// peer's folder is named, DuckDB that answers over the same rows what the page answers, and one question of it.
/// </summary>
internal static partial class UsageBench
{
    private const int Few = 100_000;
    private const int Accounts = 50;
    private const int Runs = 3;
    private const int Rounds = 60;
    private const int WarmUp = 20;
    private const string Email = "bench@example.com";
    private const string Password = "a page is as fast as its roll-ups";
    private const string Page = "/usage?from=2025-10-01&to=2025-12-29&cmp=previous";

    public static async Task RunAsync(int many, string? peer)
    {
        await using var small = await SeedAsync(Few, Accounts);
        await using var large = await SeedAsync(many, Accounts);
        await using var wide = await SeedAsync(many, Accounts * (many / Few));
        using var smallServer = new ServerProcess(small.Folder, "Development");
        using var largeServer = new ServerProcess(large.Folder, "Development");
        using var wideServer = new ServerProcess(wide.Folder, "Development");
        await smallServer.StartAsync();
        await largeServer.StartAsync();
        await wideServer.StartAsync();
        using var fromFew = await SignInAsync(smallServer.Port, Email, Password);
        using var fromMany = await SignInAsync(largeServer.Port, Email, Password);
        using var amongMany = await SignInAsync(wideServer.Port, Email, Password);

        await Task.WhenAll(smallServer.RestAsync(), largeServer.RestAsync(), wideServer.RestAsync());
        (HttpClient Pages, string Key)[] portals =
        [
            (fromFew, await small.KeyAsync("bench", KeyScope.Ingest)), (fromMany, await large.KeyAsync("bench", KeyScope.Ingest)), (amongMany, await wide.KeyAsync("bench", KeyScope.Ingest)),
        ];
        for (var run = 1; run <= Runs; run++)
        {
            var again = await InTurnAsync(many, portals, afterEvent: false, $"run {run}, read again");
            if (peer is not null)
            {
                await ScanAsync(peer, many, again, run == 1 ? await FiguresAsync(fromMany) : null);
            }

            await InTurnAsync(many, portals, afterEvent: true, $"run {run}, right after an event");
        }
    }

    /// <returns>The median of the account with most events.</returns>
    private static async Task<double> InTurnAsync(int many, (HttpClient Pages, string Key)[] portals, bool afterEvent, string what)
    {
        List<double> few = [], lots = [], dense = [], among = [], alike = [];
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var took = new double[portals.Length];
            for (var i = 0; i < took.Length; i++)
            {
                if (afterEvent)
                {
                    await SendAsync(portals[i].Pages, portals[i].Key);
                }

                took[i] = await ReadAsync(portals[i].Pages);
            }

            if (round >= WarmUp)
            {
                few.Add(took[0]);
                lots.Add(took[1]);
                dense.Add(took[1] / took[0]);
                among.Add(took[2]);
                alike.Add(took[2] / took[0]);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: median of {Rounds} pages in turn: {few.Median():0.0} ms at {Few:N0} events (quickest {few.Min():0.0}); an account as busy among {many:N0}: {among.Median():0.0} ms, ratio of neighbours {alike.Median():0.00}; an account {many / Few} times as busy: {lots.Median():0.0} ms (quickest {lots.Min():0.0}), ratio {dense.Median():0.00}"));
        return lots.Median();
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

    private static async Task<BenchPortal> SeedAsync(int events, int accounts)
    {
        var portal = await BenchPortal.OpenAsync();
        await portal.OpenAccountsAsync(accounts);
        var took = await Watch.MillisecondsAsync(() => portal.StoreAsync(BenchPortal.Events(events, accounts), 4000));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{events:N0} events stored in {took / 1000:0.0} s, {events / took * 1000:N0} events/s, {new FileInfo(portal.DatabaseFile).Length >> 20} MiB"));
        var viewer = await portal.MemberOfFirstAsync();
        await using var scope = portal.Services.CreateAsyncScope();
        var person = Person.OfAccount(viewer.AccountId!.Value, Email, "Bench", PersonRole.CustomerMember, TimeProvider.System.GetUtcNow());
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().CreateAsync(person, Password);
        return made.Succeeded ? portal : throw new InvalidOperationException(made.ToString());
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

    private static async Task ScanAsync(string folder, int rows, double page, string? figures)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "duck.js");
        using var node = Process.Start(new ProcessStartInfo("node", [script, rows.ToString(CultureInfo.InvariantCulture)]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        using var printed = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync());
        var found = printed.RootElement;
        var (whole, single) = (found.GetProperty("page").GetDouble(), found.GetProperty("single").GetDouble());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"DuckDB over the same {rows:N0} events: {whole:0.0} ms for what the page answers, {whole / page:0.0} times the page over HTTP; {single:0.0} ms for one question, {single / page:0.0} times"));
        var same = string.Join(' ', new[] { "people", "events", "features", "days" }.Select(name => found.GetProperty(name).GetInt64()));
        if (figures is not null)
        {
            Console.WriteLine(figures == same ? $"both say: {same} (people, events, features, days)" : throw new InvalidOperationException($"The page says {figures}, DuckDB {same}."));
        }
    }

    private static async Task<string> FiguresAsync(HttpClient client) =>
        string.Join(' ', Tile().Matches(await client.GetStringAsync(Page)).Take(4).Select(tile => tile.Groups[1].Value));

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("""class="tile-value"><data value="(\d+)""", RegexOptions.None, 1000)]
    private static partial Regex Tile();
}
