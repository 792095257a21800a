using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Platform.Access;

namespace ValuePortal.Bench;

/// <summary>
/// The whole page of usage, 90 days with their comparison, as the server gives it to a person signed in: at a hundred thousand events
/// and at many more, in turn: many more from as many accounts, and many more because there are more accounts like it. Beside it, where the peer's folder is named, DuckDB that scans as many rows for one account's 90 days.
/// </summary>
internal static partial class UsageBench
{
    private const int Few = 100_000;
    private const int Accounts = 50;
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
        List<double> few = [], lots = [], dense = [], among = [], alike = [];
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var (a, b, c) = (await ReadAsync(fromFew), await ReadAsync(fromMany), await ReadAsync(amongMany));
            if (round >= WarmUp)
            {
                few.Add(a);
                lots.Add(b);
                dense.Add(b / a);
                among.Add(c);
                alike.Add(c / a);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median of {Rounds} pages in turn: {few.Median():0.0} ms at {Few:N0} events; an account as busy among {many:N0}: {among.Median():0.0} ms, ratio of neighbours {alike.Median():0.00}; an account {many / Few} times as busy: {lots.Median():0.0} ms, ratio {dense.Median():0.00}"));
        if (peer is not null && await ScanAsync(peer, many) is { } scan)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DuckDB, one account's 90 days: {scan:0.0} ms; {scan / lots.Median():0.0} times the page"));
        }
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

    internal static async Task<HttpClient> SignInAsync(int port, string email, string password)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
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

    private static async Task<double?> ScanAsync(string folder, int rows)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["duck.js", rows.ToString(CultureInfo.InvariantCulture)]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var printed = await node.StandardOutput.ReadToEndAsync();
        return Scan().Match(printed) is { Success: true } found ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("""one tenant last 90 days: ([0-9.]+) ms""", RegexOptions.None, 1000)]
    private static partial Regex Scan();
}
