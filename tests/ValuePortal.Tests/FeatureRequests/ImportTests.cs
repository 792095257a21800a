using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Channels;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class ImportTests : IDisposable
{
    private readonly TestPortal portal = new();
    private readonly string file = Path.GetTempFileName();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        File.Delete(file);
        portal.Dispose();
    }

    /// <summary>The figures of the files were counted by another program (rows and sums by Python).</summary>
    [Theory]
    [InlineData("cudf_feature_requests.csv", "title=title,key=request,votes=votes_up,raised=created_at,status=state", 497, 78)]
    [InlineData("scitools_voted_issues.csv", "title=title,key=request,votes=votes_last,raised=first_listed", 232, 572)]
    public async Task Real_files_come_out_with_counts_equal_to_the_files(string name, string map, int requests, int votes)
    {
        var account = await portal.OpenAccountAsync("board", "Board");
        var product = await portal.ProductManagerAsync();
        var input = new ImportRequests.Input(TestData.PathOf("requests", name), name, Map(map), "board", ToAll: true, DryRun: true);

        Assert.True((await portal.Get<ImportRequests>().RunAsync(product, input, Ct)).Is(out var tried, out _));
        Assert.Empty((await portal.Get<ListForDesk>().RunAsync(product, new(), Ct)).Rows);
        Assert.True((await portal.Get<ImportRequests>().RunAsync(product, input with { DryRun = false }, Ct)).Is(out var done, out _));
        Assert.True((await portal.Get<ImportRequests>().RunAsync(product, input with { DryRun = false }, Ct)).Is(out var again, out _));

        Assert.Equal((requests, requests, 0, (long)votes), (tried.Rows, tried.Made, tried.Refused, tried.Votes));
        Assert.Equal((requests, 0, requests), (done.Made, again.Made, again.Again));
        await using var db = portal.Factory.ForSystem(account.AccountId);
        Assert.Equal((requests, votes), (await db.Set<FeatureRequest>().CountAsync(Ct), await db.Set<FeatureRequest>().SumAsync(r => r.ImportedVotes, Ct)));
        Assert.Equal(0, await db.Set<FeatureRequest>().SumAsync(r => r.VoteCount, Ct)); // a file makes no person vote

        // A vote keeps its request; all others go, and the file can be taken in again.
        var one = await db.Set<FeatureRequest>().Select(r => r.Id).FirstAsync(Ct);
        await portal.Get<CastVote>().RunAsync(await portal.MemberAsync(account.AccountId), one, true, Ct);
        Assert.True((await portal.Get<UndoRequestImport>().RunAsync(product, done.Id!.Value, Ct)).Is(out var undone, out _));
        Assert.Equal((requests - 1, 1), (undone.Removed, undone.Kept));
        Assert.False((await portal.Get<UndoRequestImport>().RunAsync(product, done.Id!.Value, Ct)).Is(out _, out _));
        Assert.Equal(1, await db.Set<FeatureRequest>().CountAsync(Ct));
    }

    [Fact]
    public async Task A_file_that_was_tried_is_kept_for_its_person_alone_and_imported_once()
    {
        await portal.OpenAccountAsync("board", "Board");
        var (product, other) = (await portal.ProductManagerAsync(), TestPortal.VendorAdmin());
        await File.WriteAllTextAsync(file, "Subject,Text\nExport to a spreadsheet,Please\nExport to a document,Please\n", Encoding.UTF8, Ct);
        var (uploads, input) = (portal.Get<TryImport>(), new ImportRequests.Input(file, "board.csv", Map("title=Subject,need=Text"), "board", ToAll: true, DryRun: true));

        Assert.False((await uploads.RunAsync(product, input with { Account = "nobody" }, Ct)).Is(out _, out _));
        Assert.Null(await uploads.FindAsync(product, Ct)); // what was refused is not kept
        Assert.True((await uploads.RunAsync(product, input, Ct)).Is(out var tried, out _));
        await File.WriteAllTextAsync(file, "gone", Ct);
        var first = (await uploads.FindAsync(product, Ct))!;
        Assert.Equal((2, "board.csv", "board"), (tried.Made, first.FileName, first.Account));
        Assert.Null(await uploads.FindAsync(other, Ct));
        Assert.False((await uploads.ImportAsync(other, first.Id, Ct)).Is(out _, out _));

        // Two clicks at once import it once, although its rows have no key by which they would be known again.
        var clicks = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => ActivatorUtilities.CreateInstance<TryImport>(portal.Services).ImportAsync(product, first.Id, Ct), Ct)));
        Assert.Single(clicks, click => click.Is(out var done, out _) && done.Made == 2);
        Assert.Null(await uploads.FindAsync(product, Ct));
        Assert.Equal(2, (await portal.Get<ListForDesk>().RunAsync(product, new(), Ct)).Rows.Count);

        // A day is all it gets, and another try takes its place.
        await File.WriteAllTextAsync(file, "Subject\nExport to a picture\n", Encoding.UTF8, Ct);
        await uploads.RunAsync(product, input with { Map = Map("title=Subject") }, Ct);
        var second = (await uploads.FindAsync(product, Ct))!;
        await uploads.RunAsync(product, input with { Map = Map("title=Subject") }, Ct);
        Assert.False((await uploads.ImportAsync(product, second.Id, Ct)).Is(out _, out _));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await uploads.FindAsync(product, Ct));
        Assert.Equal(1, await uploads.SweepAsync(Ct));
    }

    [Theory]
    [InlineData("fider", "number,title,description,created_at,created_by,votes_count,comments_count,status,responded_by,responded_at,response,original_number,original_title,tags\n7,Export to a spreadsheet,Please,2020-05-04T10:00:00Z,Ann,12,1,completed,Bob,2021-01-02T00:00:00Z,It is there.,,,\"a, b\"\n8,Gone,x,2020-05-04T10:00:00Z,Ann,1,0,deleted,,,,,,\n", RequestStatus.Released, 12, 1)]
    [InlineData("quackback", "title,content,status,tags,board,author_name,author_email,email_verified,vote_count,created_at,source_id\nExport to a spreadsheet,Please,In Progress,,Main,Bob,bob@customer.example,true,3,2020-05-04T10:00:00Z,q1\n", RequestStatus.InProgress, 3, 0)]
    [InlineData("uservoice", "Idea ID,Idea Title,Idea Description,Idea Creator Email Address,Voters Count,Public Status Name,Created Timestamp,User Email Address\n4,Export to a spreadsheet,Please,,2,already exists,2020-05-04 10:00:00,a@x.example\n4,Export to a spreadsheet,Please,,2,already exists,2020-05-04 10:00:00,b@x.example\n", RequestStatus.AlreadyAvailable, 2, 0)]
    public async Task Files_of_known_boards_need_no_mapping(string layout, string content, RequestStatus status, int votes, int refused)
    {
        var account = await portal.OpenAccountAsync("board", "Board");
        var known = await portal.AddCustomerAsync((await portal.OpenAccountAsync("other", "Other")).AccountId, "bob@customer.example");
        await File.WriteAllTextAsync(file, content, Encoding.UTF8, Ct);

        Assert.True((await portal.Get<ImportRequests>().RunAsync(await portal.ProductManagerAsync(), new(file, "x.csv", null, "board", false, false), Ct)).Is(out var done, out var refusal), refusal?.Message);

        Assert.Equal((layout, 1, refused, (long)votes), (done.Layout, done.Made, done.Refused, done.Votes));
        await using var db = portal.Factory.ForSystem(account.AccountId, known.AccountId!.Value);
        var request = await db.Set<FeatureRequest>().SingleAsync(Ct);
        Assert.Equal(("Export to a spreadsheet", "Please", status, votes, 2020), (request.Title, request.Need, request.Status, request.ImportedVotes, request.RaisedAt.Year));
        Assert.Equal(layout == "quackback" ? known.AccountId : account.AccountId, request.RaisedByAccountId);
        Assert.Equal(status.IsLast, request.Answer is not null);
        Assert.Null(request.AnswerDueOn);
    }

    [Fact]
    public async Task A_file_without_a_title_and_a_row_without_sense_say_so()
    {
        await portal.OpenAccountAsync("board", "Board");
        var product = await portal.ProductManagerAsync();
        await File.WriteAllTextAsync(file, "a,b\n1,2\n", Ct);
        Assert.False((await portal.Get<ImportRequests>().RunAsync(product, new(file, "x.csv", null, "board", false, false), Ct)).Is(out _, out var refusal));
        Assert.Equal(["File"], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
        Assert.False((await portal.Get<ImportRequests>().RunAsync(product, new(file, "x.csv", null, "nobody", false, false), Ct)).Is(out _, out var nobody));
        Assert.Equal(["Account"], Assert.IsType<Refusal.Invalid>(nobody).Errors.Keys);
        Assert.False((await portal.Get<ImportRequests>().RunAsync(TestPortal.Csm(), new(file, "x.csv", null, "board", false, false), Ct)).Is(out _, out _));

        await File.WriteAllTextAsync(file, "title;votes\nA wish with many;many\n;3\nA wish of its own;4\n", Ct);
        Assert.True((await portal.Get<ImportRequests>().RunAsync(product, new(file, "x.csv", null, "board", false, true), Ct)).Is(out var done, out _));
        Assert.Equal((1, 2, 4L), (done.Made, done.Refused, done.Votes));
        Assert.Equal([2L, 3L], done.Reasons.Select(reason => reason.Row));
    }

    [Fact]
    public async Task A_program_brings_a_request_once_however_often_it_sends_it()
    {
        await using var server = new PortalServer();
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        await server.AddCustomerAsync(account.AccountId, "ann@fabrikam.example");
        var other = await server.OpenAccountAsync("contoso", "Contoso");
        await server.AddCustomerAsync(other.AccountId, "bob@contoso.example");
        await using var scope = server.Services.CreateAsyncScope();
        var make = scope.ServiceProvider.GetRequiredService<MakeKey>();
        Assert.True((await make.RunAsync(TestPortal.VendorAdmin(account.AccountId), new("helpdesk", KeyScope.Requests, account.AccountId), Ct)).Is(out var key, out _));
        Assert.True((await make.RunAsync(TestPortal.VendorAdmin(account.AccountId), new("reader", KeyScope.Read, account.AccountId), Ct)).Is(out var reader, out _));
        using var client = server.Stranger();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(client, key.Text, "T-1", Body("fabrikam", "ann@fabrikam.example", Asking.Title))));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.OK }));
        var ids = await Task.WhenAll(answers.Select(async answer => (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["id"]));
        Assert.Single(ids.Distinct());
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(client, key.Text, "T-1", Body("fabrikam", "ann@fabrikam.example", "Quite another wish"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, key.Text, null, Body("fabrikam", "ann@fabrikam.example", Asking.Title))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, key.Text, "T-2", Body("contoso", "bob@contoso.example", Asking.Title))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, key.Text, "T-3", Body("fabrikam", "ann@fabrikam.example", "Short"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(client, reader.Text, "T-4", Body("fabrikam", "ann@fabrikam.example", Asking.Title))).StatusCode);
        await using var db = server.Portal.ForSystem(account.AccountId, other.AccountId);
        var request = await db.Set<FeatureRequest>().SingleAsync(Ct);
        Assert.Equal((ids[0], RequestSource.Api, "T-1", 1, HowOften.Daily), (request.Id.ToString(), request.Source, request.SourceReference, request.VoteCount, request.HowOften));
    }

    private static JsonObject Body(string account, string person, string title) => new() { ["account"] = account, ["person"] = person, ["title"] = title, ["need"] = Asking.Need, ["how_often"] = "daily", ["reference"] = "T-1" };

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string key, string? idempotency, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", key);
        if (idempotency is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotency);
        }

        return await client.SendAsync(request, Ct);
    }

    private static Dictionary<string, string> Map(string text) => text.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
}
