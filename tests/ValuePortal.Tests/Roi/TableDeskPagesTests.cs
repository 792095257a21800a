using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>Two success managers change one table, by forms as a browser without JavaScript sends them.</summary>
public sealed class TableDeskPagesTests(PortalServer server) : IClassFixture<PortalServer>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_change_one_table_and_the_second_sees_both_texts()
    {
        var account = await server.OpenAccountAsync();
        await using var scope = server.Services.CreateAsyncScope();
        Done(await scope.ServiceProvider.GetRequiredService<ImportValueModel>().RunAsync(TestPortal.Csm(account.AccountId), account.AccountId, new("""
            {"version":1,"start_month":"2026-01","years":2,"discount_rate":0.1,"tables":[{"id":"A","title":"Seats","kind":"benefit","rows":[
              {"id":"A1","label":"People","value":100},{"id":"A2","unit":"money","values":[20,30]},{"id":"At","unit":"money","formula":"A1*A2"}]}]}
            """u8.ToArray()), Ct));
        using var clara = await CsmAsync(account.AccountId, "clara");
        using var david = await CsmAsync(account.AccountId, "david");
        var address = $"/desk/accounts/{account.AccountId}/value/tables/A";
        Assert.NotNull((await ReadAsync(clara, $"/desk/accounts/{account.AccountId}/model")).QuerySelector($"a[href='{address[1..]}']"));
        var (hers, his) = (await ReadAsync(clara, address), await ReadAsync(david, address));

        using var saved = await clara.PostAsync(address, Form(hers, "value-table", ("Input.Rows[0].Numbers", "120")), Ct);
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);

        using var late = await david.PostAsync(address, Form(his, "value-table", ("Input.Rows[0].Numbers", "150"), ("Input.Rows[2].Round", "true")), Ct);
        var both = Parse(await late.Content.ReadAsStringAsync(Ct));
        Assert.Contains("clara", both.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["A1", "150", "120"], both.QuerySelector("form tbody tr")!.Children.Select(cell => cell.TextContent.Replace("People", "", StringComparison.Ordinal).Trim()));
        Assert.Equal("150", ((IHtmlInputElement)both.QuerySelector("[name='Input.Rows[0].Numbers']")!).Value);

        // What cannot be is told at its row, and saving once more is meant.
        using var wrong = await david.PostAsync(address, Form(both, "value-table"), Ct);
        var told = Parse(await wrong.Content.ReadAsStringAsync(Ct));
        var field = told.QuerySelector("#at-decimals, [name='Input.Rows[2].Decimals']")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        using var over = await david.PostAsync(address, Form(told, "value-table", ("Input.Rows[2].Decimals", "0")), Ct);
        Assert.Equal(HttpStatusCode.Found, over.StatusCode);

        var now = await ReadAsync(david, address);
        Assert.Equal("150", ((IHtmlInputElement)now.QuerySelector("[name='Input.Rows[0].Numbers']")!).Value);
        using var undone = await david.PostAsync(address, Form(now, "undo-table"), Ct);
        Assert.Equal(HttpStatusCode.Found, undone.StatusCode);
        Assert.Equal("120", ((IHtmlInputElement)(await ReadAsync(david, address)).QuerySelector("[name='Input.Rows[0].Numbers']")!).Value);

        var stranger = await server.OpenAccountAsync();
        foreach (var missing in new[] { address + "x", address.Replace(account.AccountId.ToString(), stranger.AccountId.ToString(), StringComparison.Ordinal) })
        {
            using var answer = await clara.GetAsync(missing, Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task<HttpClient> CsmAsync(Guid account, string name)
    {
        var csm = await server.AddStaffAsync($"{name}-{account:N}@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account, csm.Id, server.Clock.Now);
        return server.ClientOf(csm);
    }

    /// <summary>A form as it stands on the page, with some fields filled in otherwise.</summary>
    private static FormUrlEncodedContent Form(IHtmlDocument page, string handler, params (string Name, string Value)[] changed)
    {
        var fields = page.QuerySelector($"form:has(input[name='_handler'][value='{handler}'])")!.QuerySelectorAll("input").Cast<IHtmlInputElement>()
            .Where(field => field.Type != "checkbox" || field.IsChecked).ToDictionary(field => field.Name!, field => field.Type == "checkbox" ? "true" : field.Value);
        foreach (var (name, value) in changed)
        {
            fields[name] = value;
        }

        return new FormUrlEncodedContent(fields);
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static async Task<IHtmlDocument> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Parse(await answer.Content.ReadAsStringAsync(Ct));
    }
}
