using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Jobs;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;
using Stream = ValuePortal.Tests.Usage.Intake.Stream;

namespace ValuePortal.Tests.Usage.Import;

/// <summary>Tables of usage on the desk: uploaded, looked at, tried, imported, undone.</summary>
public sealed partial class ImportDeskTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Account acme = null!;
    private Person admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        acme = await server.OpenAccountAsync("acme", "Acme");
        admin = await server.AddStaffAsync("admin@northwind.example");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_table_is_looked_at_tried_imported_and_undone_on_the_pages()
    {
        using var client = server.ClientOf(admin);
        var upload = await UploadAsync(client, "March.csv", "Customer;Date;Module;Uses;Note\r\nacme;13.03.2024;orders;4;=1+1\r\nacme;14.03.2024;orders;-1;=1+1\r\nacme;15.03.2024;bills;2;\r\n");

        var look = await client.GetStringAsync(upload, Ct);
        Assert.Matches("name=\"Chosen.Account\".*?<option value=\"Customer\" selected", Flat(look));
        Assert.Contains("<option value=\"dd.MM.yyyy\" selected", look, StringComparison.Ordinal);
        Assert.Contains("no whole number", look, StringComparison.Ordinal);

        await SubmitAsync(client, upload, "choices", [.. s_columns, ("Wish", "Try")]);
        var tried = await ReadyAsync(client, upload);
        Assert.Contains("nothing is stored yet", tried, StringComparison.Ordinal);
        Assert.Contains("data-metric=\"import.counted\">2<", Flat(tried), StringComparison.Ordinal);
        Assert.Contains("data-metric=\"import.refused\">1<", Flat(tried), StringComparison.Ordinal);
        Assert.Empty(await Stream.RollUpsAsync(server.Portal, [acme]));

        await SubmitAsync(client, upload, "import");
        Assert.Contains("What the import did", await ReadyAsync(client, upload), StringComparison.Ordinal);
        Assert.Contains("acme 2024-03-13 orders: 4 by ", await Stream.RollUpsAsync(server.Portal, [acme]));
        Assert.Equal(
            "row,reason,Customer,Date,Module,Uses,Note\r\n3,\"\"\"-1\"\" is no whole number from 0 to 1000000000\",acme,14.03.2024,orders,'-1,'=1+1\r\n",
            await client.GetStringAsync(upload + "/refused.csv", Ct));

        var list = await client.GetStringAsync("/desk/import?undo=1", Ct);
        Assert.Contains("March.csv", list, StringComparison.Ordinal);
        Assert.Contains("Undo import 1?", list, StringComparison.Ordinal);
        await SubmitAsync(client, "/desk/import?undo=1", "undo");
        Assert.Empty(await Stream.RollUpsAsync(server.Portal, [acme]));
        await using var db = server.Portal.ForSystem(AccountScope.NoAccount);
        Assert.Equal(
            ["import-undone", AuditAction.Imported, "table-uploaded"],
            await db.Set<AuditEntry>().Where(entry => entry.PersonId == admin.Id).Select(entry => entry.Action).OrderBy(action => action).ToListAsync(Ct));
    }

    [Fact]
    public async Task A_success_manager_brings_rows_of_accounts_in_care_and_no_others()
    {
        var other = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(acme.AccountId, csm.Id, server.Clock.Now);
        using var client = server.ClientOf(csm);
        var upload = await UploadAsync(client, "a.csv", "Customer;Date;Module;Uses\nacme;13.03.2024;orders;4\nfabrikam;13.03.2024;orders;4\nnobody;13.03.2024;orders;4\n");
        await SubmitAsync(client, upload, "choices", [.. s_columns, ("Wish", "Try"), ("Chosen.CreateAccounts", "true")]);
        await ReadyAsync(client, upload);
        await SubmitAsync(client, upload, "import");

        Assert.Contains("is not in your care, or is not known", await ReadyAsync(client, upload), StringComparison.Ordinal);
        Assert.NotEmpty(await Stream.RollUpsAsync(server.Portal, [acme]));
        Assert.Empty(await Stream.RollUpsAsync(server.Portal, [other]));
        Assert.Empty(await server.Services.GetRequiredService<AccountDirectory>().FindAsync(["nobody"], Ct));

        using var stranger = server.ClientOf(await server.AddStaffAsync("other@northwind.example", PersonRole.Csm));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(upload, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(upload + "/refused.csv", Ct)).StatusCode);
        Assert.DoesNotContain("a.csv", await stranger.GetStringAsync("/desk/import", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK\u0003\u0004", "Save the sheet as CSV first")]
    [InlineData("", "Choose a file that is not empty")]
    public async Task A_file_that_is_no_table_is_refused_in_words(string content, string words)
    {
        using var client = server.ClientOf(admin);

        var answer = await SendAsync(client, "no.csv", content);

        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(26, HttpStatusCode.OK, "25 MB at most")]
    [InlineData(56, HttpStatusCode.RequestEntityTooLarge, "That file is too large")]
    public async Task A_file_that_is_too_large_is_refused_in_words_and_nothing_of_it_is_kept(int megabytes, HttpStatusCode status, string words)
    {
        await using var listening = new PortalServer
        {
            EnvironmentName = Microsoft.Extensions.Hosting.Environments.Development,
            Settings = { ["no-demo"] = "true", ["ValuePortal:PublicUrl"] = "http://localhost" },
        };
        listening.UseKestrel(0);
        listening.StartServer();
        using var client = listening.ClientOf(await listening.AddStaffAsync("admin@northwind.example"));
        client.BaseAddress = listening.ClientOptions.BaseAddress;
        client.DefaultRequestHeaders.ExpectContinue = true;

        var answer = await SendAsync(client, "large.csv", new string('x', megabytes * 1_000_000));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        var imports = Path.Combine(listening.Folder.Path, "imports");
        Assert.True(!Directory.Exists(imports) || Directory.GetFiles(imports).Length == 0);
        await using var db = listening.Portal.ForSystem();
        Assert.Empty(await db.Set<TableUpload>().ToListAsync(Ct));
    }

    [Theory]
    [InlineData("Customer;Date;Module;Uses\n\"acme;13.03.2024;orders;4\n", "a quote is never closed")]
    [InlineData("Customer;Date;Module;Uses\n", "has no rows under its heading")]
    [InlineData("Customer;Date;Module;Uses\nacme;03.04.2024;orders;4\n", "Only you know which is meant")]
    public async Task A_table_that_cannot_be_read_yet_says_why(string content, string words)
    {
        using var client = server.ClientOf(admin);
        var upload = await UploadAsync(client, "../../etc/x.csv", content);

        Assert.Contains(words, WebUtility.HtmlDecode(await client.GetStringAsync(upload, Ct)), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Path.Combine(server.Folder.Path, "imports")), file => Assert.Matches("^[0-9a-f]{32}\\.csv$", Path.GetFileName(file)));
    }

    [Theory]
    [InlineData("iso")]
    [InlineData("ddmmyyyy_bom_crlf")]
    public async Task Both_editions_of_a_vendors_export_come_in_by_the_desk_with_their_dirt_told(string edition)
    {
        await using var portal = new TestPortal();
        var person = await portal.AddStaffAsync("admin@northwind.example");
        var viewer = TestPortal.ViewerOf(person);
        await using var table = File.OpenRead(TestData.PathOf("ravenstack", edition, "ravenstack_feature_usage.csv"));
        await using var second = File.OpenRead(TestData.PathOf("ravenstack", edition, "ravenstack_subscriptions.csv"));
        Assert.True((await portal.Get<UploadTable>().RunAsync(viewer, new(new("usage.csv", table.Length, table), new("subscriptions.csv", second.Length, second)), Ct)).Is(out var id, out _));
        Assert.True((await portal.Get<LookAtTable>().RunAsync(viewer, id, Ct)).Is(out var found, out _));
        var guessed = found.Look!.Choices;
        Assert.Equal(("account_id", "usage_date", "feature_name", "usage_count", "usage_id", "subscription_id"), (guessed.Account, guessed.Day, guessed.Feature, guessed.Count, guessed.Row, guessed.On));
        Assert.All(found.Look.Rows, row => Assert.NotNull(row.Understood));

        var tried = await RunAsync(AskForTable.Wish.Try, guessed with { CreateAccounts = true });
        var imported = await RunAsync(AskForTable.Wish.Import, null);

        Assert.Equal((25000, 24998, 250525, 2, 0, 500, 21), Figures(tried));
        Assert.Equal(Figures(tried), Figures(imported));
        await UsageTableTests.AssertTruthAsync(portal);

        (long Rows, long Counted, long Uses, long Zero, long Refused, int Opened, long Repeated) Figures(ImportUsageTable.Result result) =>
            (result.Rows, result.Counted, result.Uses, result.Zero, result.Refused, result.AccountsOpened, result.RepeatedKeys);

        async Task<ImportUsageTable.Result> RunAsync(AskForTable.Wish wish, TableChoices? choices)
        {
            Assert.True((await portal.Get<AskForTable>().RunAsync(viewer, new(id, wish, choices), Ct)).Is(out _, out _));
            Assert.True(await portal.Get<WorkOnJobs>().RunNextAsync(Ct));
            Assert.True((await portal.Get<LookAtTable>().RunAsync(viewer, id, Ct)).Is(out var after, out _));
            return after.Upload.ReadReport()!.Result!;
        }
    }

    [Fact]
    public async Task The_second_of_two_tables_waits_for_the_first()
    {
        await using var portal = new TestPortal();
        var viewer = TestPortal.ViewerOf(await portal.AddStaffAsync("admin@northwind.example"));
        List<Guid> ids = [];
        foreach (var name in new[] { "one.csv", "two.csv" })
        {
            await using var content = new MemoryStream("account,day,feature,count\nacme,2024-03-13,orders,4\n"u8.ToArray());
            Assert.True((await portal.Get<UploadTable>().RunAsync(viewer, new(new(name, content.Length, content), null), Ct)).Is(out var id, out _));
            Assert.True((await portal.Get<AskForTable>().RunAsync(viewer, new(id, AskForTable.Wish.Try, new() { Source = "nova", Account = "account", Day = "day", Feature = "feature", Count = "count", Dates = "iso" }), Ct)).Is(out _, out _));
            ids.Add(id);
            portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await portal.Get<WorkOnJobs>().RunNextAsync(Ct);

        var watch = portal.Get<WatchJob>();
        Assert.Equal([JobState.Done, JobState.Waiting], [(await watch.RunAsync(viewer, ids[0], Ct))!.State, (await watch.RunAsync(viewer, ids[1], Ct))!.State]);
        Assert.True((await portal.Get<AskForTable>().RunAsync(viewer, new(ids[1], AskForTable.Wish.Import, null), Ct)).Is(out _, out var refusal) is false && refusal is not null);
    }

    private static readonly (string, string)[] s_columns =
    [
        ("Chosen.Account", "Customer"), ("Chosen.Day", "Date"), ("Chosen.Feature", "Module"), ("Chosen.Count", "Uses"), ("Chosen.Dates", "dd.MM.yyyy"), ("Chosen.Source", "nova"),
    ];

    private static string Flat(string html) => Spaces().Replace(html, " ").Replace("> ", ">", StringComparison.Ordinal).Replace(" <", "<", StringComparison.Ordinal);

    private static async Task SubmitAsync(HttpClient client, string page, string form, params (string, string)[] fields)
    {
        var answer = await client.SubmitAsync(page, form, fields);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, await answer.TextAsync());
    }

    // The work goes on in the background: the page is read until it is done.
    private static async Task<string> ReadyAsync(HttpClient client, string page)
    {
        string text;
        do
        {
            text = WebUtility.HtmlDecode(await client.GetStringAsync(page, Ct));
        }
        while (text.Contains("You may leave this page", StringComparison.Ordinal) || text.Contains("waits for its turn", StringComparison.Ordinal));

        return text;
    }

    private static async Task<string> UploadAsync(HttpClient client, string name, string content)
    {
        var answer = await SendAsync(client, name, content);
        Assert.True(answer.Headers.Location is not null, await answer.TextAsync());
        return new Uri(new Uri("https://localhost"), answer.Headers.Location).AbsolutePath;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string name, string content)
    {
        var html = await client.GetStringAsync("/desk/import", Ct);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("upload"), "_handler" },
            { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" },
            { File(content), "Table", name },
        };
        return await client.PostAsync("/desk/import", form, Ct);

        static StringContent File(string content) => new(content, System.Text.Encoding.UTF8, new MediaTypeHeaderValue("application/pdf"));
    }

    [GeneratedRegex("name=\"_handler\" value=\"upload\" /><input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
