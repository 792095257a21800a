using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Import;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Accounts;

/// <summary>Accounts and people by file: tried, imported, undone, and what is wrong told by row.</summary>
public sealed partial class DirectoryImportTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Person admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Viewer Viewer => TestPortal.ViewerOf(admin);

    public async ValueTask InitializeAsync() => admin = await portal.AddStaffAsync("vera@northwind.example");

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData("iso")]
    [InlineData("ddmmyyyy_bom_crlf")]
    public async Task A_vendors_own_list_of_customers_comes_in_whole_and_again_changes_nothing(string edition)
    {
        var bytes = await File.ReadAllBytesAsync(TestData.PathOf("ravenstack", edition, "ravenstack_accounts.csv"), Ct);
        var lines = Encoding.UTF8.GetString(bytes).Trim('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split(',')).ToList();
        var id = await UploadAsync(DirectoryKind.Accounts, bytes);
        var guessed = (await LookAsync(id)).Look!.Choices;
        Assert.Equal(("account_id", "account_name", "signup_date"), (guessed.Of("external_id"), guessed.Of("name"), guessed.Of("go_live")));

        Assert.Equal((500, 500, 0, 0, 0), Figures(await TryAsync(id, guessed)));
        Assert.Empty(await AccountsAsync());
        Assert.Equal((500, 500, 0, 0, 0), Figures(await ImportAsync(id)));

        var accounts = await AccountsAsync();
        Assert.Equal(
            lines.Select(cells => (cells[0], cells[1])).Order(), accounts.Select(account => (account.ExternalId, account.Name)).Order());
        var iso = (await File.ReadAllLinesAsync(TestData.PathOf("ravenstack", "iso", "ravenstack_accounts.csv"), Ct)).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[4]);
        Assert.All(accounts, account => Assert.Equal(iso[account.ExternalId], account.GoLiveOn!.Value.ToString("yyyy-MM-dd", null)));
        var again = await UploadAsync(DirectoryKind.Accounts, bytes);
        Assert.Equal((500, 0, 0, 500, 0), Figures(await TryAsync(again, guessed)));
    }

    [Fact]
    public async Task An_undone_import_puts_back_what_it_changed_and_removes_what_nothing_hangs_on()
    {
        var known = await portal.OpenAccountAsync("known", "Known as before");
        var id = await UploadAsync(DirectoryKind.Accounts, "external_id,name,tier\nknown,Renamed,key\nfree,Free,\nused,Used,\nlater,Later,\n");
        Assert.Equal((4, 3, 1, 0, 0), Figures(await TryAsync(id)));
        await ImportAsync(id);
        var accounts = (await AccountsAsync()).ToDictionary(account => account.ExternalId);
        Assert.Equal(("Renamed", Tier.Key), (accounts["known"].Name, accounts["known"].Tier));
        await portal.AddCustomerAsync(accounts["used"].AccountId, "ann@used.example");
        var later = await UploadAsync(DirectoryKind.Accounts, "external_id,name\nlater,Later renamed\n");
        await TryAsync(later);
        await ImportAsync(later);

        var report = await UndoAsync(id);

        Assert.Equal(2, report.TakenBack);
        Assert.Equal([(4, "has people by now"), (5, "changed by a later import")], report.Kept.Select(left => (left.Row, left.Why)));
        Assert.Equal(["Known as before", "Later renamed", "Used"], (await AccountsAsync()).Select(account => account.Name).Order());
        Assert.Equal(Tier.Regular, (await AccountsAsync()).Single(account => account.AccountId == known.AccountId).Tier);
        Assert.False((await portal.Get<AskForDirectory>().RunAsync(Viewer, new(id, AskForDirectory.Wish.Undo), Ct)).Is(out _, out _));
    }

    [Fact]
    public async Task People_are_added_and_changed_and_an_address_of_another_company_is_refused_without_saying_whose()
    {
        var (acme, rival) = (await portal.OpenAccountAsync("acme"), await portal.OpenAccountAsync("rival"));
        var boss = await portal.AddCustomerAsync(acme.AccountId, "boss@acme.example");
        var spy = await portal.AddCustomerAsync(rival.AccountId, "spy@rival.example", PersonRole.CustomerMember);
        var rows = "Email;Name;Customer_ID;Role;May see money;User ID;Language\n"
            + "new@acme.example;李雷;acme;成员;是;u-7;zh\nBOSS@acme.example;The Boss;acme;member;no;;\nspy@rival.example;Spy;acme;admin;;;\n"
            + "vera@northwind.example;Vera;acme;;;;\nnobody@acme.example;Nobody;missing;;;;\nNEW@acme.example;Twice;acme;;;;\nno address;N;acme;;;;\n\"a@acme.example\r\nBcc: x@y.example\";N;acme;;;;\n"
            + "x@acme.example;=1+1;acme;boss;;;\n";
        var id = await UploadAsync(DirectoryKind.People, rows);

        var tried = await TryAsync(id);
        Assert.Equal((9, 1, 1, 0, 7), Figures(tried));
        Assert.Equal(["Elsewhere", "Email", "NoAccount", "Role", "Twice"], tried.Reasons.Select(reason => reason.First.Word).Order(StringComparer.Ordinal).OrderBy(word => word != "Elsewhere"));
        Assert.Equal([4, 5], tried.Reasons.Single(reason => reason.First.Word == "Elsewhere").Rows);
        var imported = await ImportAsync(id);

        Assert.Equal(Figures(tried), Figures(imported));
        var refused = await File.ReadAllTextAsync(ValuePortal.Platform.Tables.UploadedFiles.RefusedOf(portal.Folder, id), Ct);
        Assert.DoesNotContain("rival,", refused, StringComparison.Ordinal);
        Assert.Contains("'=1+1", refused, StringComparison.Ordinal);
        await using var db = portal.Factory.ForSystem(acme.AccountId);
        var people = await db.Users.AsNoTracking().Where(person => person.AccountId == acme.AccountId).ToDictionaryAsync(person => person.Email!, Ct);
        Assert.Equal(2, people.Count);
        var added = people["new@acme.example"];
        Assert.Equal(("李雷", PersonRole.CustomerMember, true, "u-7", "zh-CN"), (added.Name, added.Role, added.MaySeeMoney, added.ExternalUserId, added.Language));
        Assert.Equal(("The Boss", PersonRole.CustomerMember, false), (people["boss@acme.example"].Name, people["boss@acme.example"].Role, people["boss@acme.example"].MaySeeMoney));
        Assert.NotEqual(boss.SecurityStamp, people["boss@acme.example"].SecurityStamp);
        Assert.Equal(spy.SecurityStamp, (await db.Users.AsNoTracking().SingleAsync(person => person.Id == spy.Id, Ct)).SecurityStamp);
        Assert.Empty(await db.Set<OutgoingMail>().Where(mail => mail.AccountId == acme.AccountId).ToListAsync(Ct));

        var report = await UndoAsync(id);
        Assert.Equal((2, 0), (report.TakenBack, report.KeptInAll));
        Assert.Equal([("boss@acme.example", PersonRole.CustomerAdmin, true)], await db.Users.AsNoTracking().Where(person => person.AccountId == acme.AccountId).Select(person => ValueTuple.Create(person.Name, person.Role, person.MaySeeMoney)).ToListAsync(Ct));
    }

    [Fact]
    public async Task Invitations_go_out_when_they_are_wished_and_who_came_in_stays_after_an_undo()
    {
        var acme = await portal.OpenAccountAsync("acme");
        var id = await UploadAsync(DirectoryKind.People, "email,name,account\na@acme.example,Ann,acme\nb@acme.example,Bob,acme\n");
        await TryAsync(id, (await LookAsync(id)).Look!.Choices with { Invite = true });
        await ImportAsync(id);
        await using var db = portal.Factory.ForSystem(acme.AccountId);
        Assert.Equal(2, await db.Set<OutgoingMail>().CountAsync(mail => mail.AccountId == acme.AccountId, Ct));
        await db.Users.Where(person => person.Email == "a@acme.example").ExecuteUpdateAsync(set => set.SetProperty(person => person.PasswordHash, "set"), Ct);

        var report = await UndoAsync(id);

        Assert.Equal([(2, "has signed in or set a password")], report.Kept.Select(left => (left.Row, left.Why)));
        Assert.Equal(["Ann"], await db.Users.Where(person => person.AccountId == acme.AccountId).Select(person => person.Name).ToListAsync(Ct));
        Assert.Single(await db.Set<OutgoingMail>().Where(mail => mail.AccountId == acme.AccountId).ToListAsync(Ct));
    }

    [Fact]
    public async Task An_import_that_was_broken_off_goes_on_where_it_was()
    {
        var id = await UploadAsync(DirectoryKind.Accounts, "external_id,name\n" + string.Concat(Enumerable.Range(0, 250).Select(i => $"c-{i},Company {i}\n")));
        await TryAsync(id);
        Assert.True((await portal.Get<AskForDirectory>().RunAsync(Viewer, new(id, AskForDirectory.Wish.Import), Ct)).Is(out _, out _));
        using var stop = new CancellationTokenSource();
        var node = Task.Run(
            async () =>
            {
                while ((await AccountsAsync()).Count < 100)
                {
                }

                await stop.CancelAsync();
            },
            Ct);
        await portal.Get<WorkOnJobs>().RunNextAsync(stop.Token);
        await node;

        while (await portal.Get<WorkOnJobs>().RunNextAsync(Ct))
        {
        }

        Assert.Equal((250, 250, 0, 0, 0), Figures((await LookAsync(id)).Import.ReadReport()!));
        Assert.Equal(250, (await AccountsAsync()).Count);
        await using var db = portal.Factory.ForSystem([.. (await AccountsAsync()).Select(account => account.AccountId)]);
        Assert.Equal(250, await db.Set<DirectoryLine>().CountAsync(line => line.ImportId == id, Ct));
    }

    [Theory]
    [InlineData("gb18030", "external_id,name\na,阿里巴巴集团\n", "阿里巴巴集团")]
    [InlineData("utf-16", "external_id\tname\na\t阿里巴巴集团\n", "阿里巴巴集团")]
    [InlineData("windows-1252", "external_id;name\na;Müller GmbH\n", "Müller GmbH")]
    public async Task Other_encodings_are_read_when_they_are_named_and_refused_in_words_otherwise(string encoding, string text, string name)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding)?.GetBytes(text) ?? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)];
        var id = await UploadAsync(DirectoryKind.Accounts, bytes);
        var guessed = (await LookAsync(id)).Look!.Choices;
        if (encoding != "utf-16")
        {
            Assert.Equal("Encoding", Assert.Single((await TryAsync(id, guessed)).Reasons).First.Word);
        }

        await TryAsync(id, guessed with { Encoding = encoding == "utf-16" ? "" : encoding });
        await ImportAsync(id);

        Assert.Equal(name, Assert.Single(await AccountsAsync()).Name);
    }

    [Theory]
    [InlineData("external_id,name\na,A\n\"b,B\n", "a quote is never closed")]
    [InlineData("external_id,name\n", "no rows under its heading")]
    [InlineData("external_id,label\na,A\n", "Choose the column for “Name”")]
    [InlineData("external_id,name,go_live\na,A,03/04/2024\n", "can be read as dd/MM/yyyy or as MM/dd/yyyy")]
    public async Task A_file_that_cannot_be_read_yet_says_why(string content, string words)
    {
        var id = await UploadAsync(DirectoryKind.Accounts, content);

        Assert.Contains(words, (await LookAsync(id)).Unreadable!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_rows_are_named_by_their_numbers_and_ten_thousand_are_the_most()
    {
        await portal.OpenAccountAsync("euro");
        var id = await UploadAsync(
            DirectoryKind.Accounts,
            "external_id,name,tier,currency,time_zone,language,go_live\nok,\"Fine, Ltd\",Key,cny,Asia/Shanghai,zh-CN,2024-02-29\nok,Twice,,,,,\n,No id,,,,,\nx1,,,,,,\nx2,T,gold,,,,\nx3,T,,XXY,,,\n"
            + "x4,T,,,Mars/Base,,\nx5,T,,,,fr,\nx6,T,,,,,2023-02-29\nx7,\u202Eevil\u202C,,,,,\neuro,Euro,,EUR,,,\nx8,T\nx9," + new string('n', 201) + ",,,,,\n");
        var report = await TryAsync(id);

        Assert.Equal((13, 1, 0, 0, 12), Figures(report));
        Assert.Equal(
            ["Twice 3", "Empty_external_id 4", "Empty_name 5", "Tier 6", "Currency 7", "TimeZone 8", "Language 9", "Day 10", "Unseen 11", "Fixed_currency 12", "Cells 13", "TooLong 14"],
            report.Reasons.OrderBy(reason => reason.Rows[0]).Select(reason => $"{reason.First.Word} {reason.Rows.Single()}"));

        var large = await UploadAsync(DirectoryKind.Accounts, "external_id,name\n" + string.Concat(Enumerable.Range(0, 10_001).Select(i => $"{i},N\n")));
        Assert.Contains("more than 10000 rows", (await LookAsync(large)).Unreadable!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_vendors_admin_may_and_the_pages_lead_through_it()
    {
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<UploadDirectory>().RunAsync(TestPortal.Csm(), new(DirectoryKind.Accounts, "a.csv", 1, new MemoryStream([1])), Ct)));
        await using var server = new PortalServer();
        using var client = server.ClientOf(await server.AddStaffAsync("vera@northwind.example"));
        var page = await UploadByPageAsync(client, "Kunden.csv", "external_id,name\nacme,<b>Acme</b>\n,Nobody\n");
        Assert.Contains("&lt;b&gt;Acme&lt;/b&gt;", await client.GetStringAsync(page, Ct), StringComparison.Ordinal);
        await client.SubmitAsync(page, "choices", ("Column.external_id", "external_id"), ("Column.name", "name"), ("Wish", "Try"));
        Assert.Contains("nothing is stored yet", await ReadyAsync(client, page), StringComparison.Ordinal);
        await client.SubmitAsync(page, "import");
        Assert.Contains("What the import did", await ReadyAsync(client, page), StringComparison.Ordinal);
        Assert.Equal("row,reason,external_id,name\r\n3,The ID is missing,,Nobody\r\n", await client.GetStringAsync(page + "/refused.csv", Ct));
        await client.SubmitAsync(page, "undo");
        Assert.Contains("1 rows were taken back, 0 were kept", await ReadyAsync(client, page), StringComparison.Ordinal);
        Assert.Contains("Kunden.csv", await client.GetStringAsync("/desk/directory", Ct), StringComparison.Ordinal);
        await using var db = server.Portal.ForSystem(AccountScope.NoAccount);
        Assert.Equal(
            ["account-removed", "accounts-imported", "directory-uploaded", "import-undone"],
            await db.Set<AuditEntry>().Where(line => line.Actor.StartsWith("vera")).Select(line => line.Action).OrderBy(action => action).ToListAsync(Ct));
    }

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Is(out _, out var refusal) ? throw new InvalidOperationException("It was granted.") : refusal;

    private static (int Rows, int Added, int Changed, int Same, int Refused) Figures(DirectoryReport report)
    {
        Assert.Null(report.Refusal);
        return (report.Rows, report.Added, report.Changed, report.Same, report.Refused);
    }

    private Task<Guid> UploadAsync(DirectoryKind kind, string content) => UploadAsync(kind, Encoding.UTF8.GetBytes(content));

    private async Task<Guid> UploadAsync(DirectoryKind kind, byte[] content)
    {
        Assert.True((await portal.Get<UploadDirectory>().RunAsync(Viewer, new(kind, "../list.csv", content.Length, new MemoryStream(content)), Ct)).Is(out var id, out _));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        return id;
    }

    private async Task<LookAtDirectory.Result> LookAsync(Guid id)
    {
        Assert.True((await portal.Get<LookAtDirectory>().RunAsync(Viewer, id, Ct)).Is(out var found, out _));
        return found;
    }

    private async Task<DirectoryReport> TryAsync(Guid id, DirectoryChoices? choices = null) => await RunAsync(id, AskForDirectory.Wish.Try, choices ?? (await LookAsync(id)).Look!.Choices);

    private Task<DirectoryReport> ImportAsync(Guid id) => RunAsync(id, AskForDirectory.Wish.Import);

    private Task<DirectoryReport> UndoAsync(Guid id) => RunAsync(id, AskForDirectory.Wish.Undo);

    private async Task<DirectoryReport> RunAsync(Guid id, AskForDirectory.Wish wish, DirectoryChoices? choices = null)
    {
        Assert.True((await portal.Get<AskForDirectory>().RunAsync(Viewer, new(id, wish, choices), Ct)).Is(out _, out var refusal), refusal?.Message);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await portal.Get<WorkOnJobs>().RunNextAsync(Ct));
        return (await LookAsync(id)).Import.ReadReport()!;
    }

    private async Task<List<Account>> AccountsAsync()
    {
        await using var every = portal.Factory.ForSystem();
        return await every.Set<Account>().AsNoTracking().IgnoreQueryFilters([ValuePortal.Platform.Data.PortalDb.AccountFilter]).TagWith(EveryAccount.FindByExternalId).ToListAsync(Ct);
    }

    // The work goes on in the background: the page is read until it is done.
    private static async Task<string> ReadyAsync(HttpClient client, string page)
    {
        string text;
        do
        {
            text = WebUtility.HtmlDecode(await client.GetStringAsync(page, Ct));
        }
        while (text.Contains("You may leave this page", StringComparison.Ordinal));

        return text;
    }

    private static async Task<string> UploadByPageAsync(HttpClient client, string name, string content)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("upload"), "_handler" },
            { new StringContent(Token().Match(await client.GetStringAsync("/desk/directory", Ct)).Groups[1].Value), "__RequestVerificationToken" },
            { new StringContent("Accounts"), "Kind" },
            { new StringContent(content, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")), "Table", name },
        };
        var answer = await client.PostAsync("/desk/directory", form, Ct);
        Assert.True(answer.Headers.Location is not null, await answer.TextAsync());
        return new Uri(new Uri("https://localhost"), answer.Headers.Location).AbsolutePath;
    }

    [GeneratedRegex("name=\"_handler\" value=\"upload\" /><input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
