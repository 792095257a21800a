using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Desk;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.WhatIf;

/// <summary>The page as a browser without JavaScript has it.</summary>
public sealed class WhatIfPagesTests(PortalServer server) : IClassFixture<PortalServer>
{
    private const string Address = "/value/what-if";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_page_of_value_to_another_share_and_back()
    {
        var (account, admin) = await ModelAsync();
        using var client = server.ClientOf(admin);
        Assert.NotNull((await ReadAsync(client, "/value")).QuerySelector("a[href='value/what-if']"));
        var page = await ReadAsync(client, Address);
        Assert.NotNull(page.QuerySelector("#tornado svg[role=img]"));
        Assert.Contains("22.76%", page.QuerySelector("#break-even")!.TextContent, StringComparison.Ordinal);
        var share = page.QuerySelectorAll<IHtmlInputElement>("#assumptions input").First(field => field.Name!.StartsWith("share-", StringComparison.Ordinal) && field.Name.EndsWith(".Expected", StringComparison.Ordinal));
        Assert.Equal("50", share.Value);

        using var answer = await client.PostAsync(Address + "/change", Form(page, (share.Name!, "30")), Ct);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var changed = await ReadAsync(client, answer.Headers.Location!.ToString());

        Assert.Equal(["27437.64", "7294.14"], changed.QuerySelectorAll("[aria-labelledby=outcome] data[data-metric='roi.npv']").Select(figure => figure.GetAttribute("value")).Where((_, i) => i is 0 or 2));
        Assert.Equal("30", changed.QuerySelector<IHtmlInputElement>($"input[name='{share.Name}']")!.Value);
        Assert.NotNull(changed.QuerySelector(".actions a[href='value/what-if']"));
        Assert.Equal("27437.64", (await ReadAsync(client, "/value")).QuerySelector(".tiles data[data-metric='roi.npv']")!.GetAttribute("value"));

        // Nobody else has a way to it: staff are not let in, and who sees no amounts is told whom to ask.
        using var member = server.ClientOf(await server.AddCustomerAsync(account, $"member-{account:N}@fabrikam.example", PersonRole.CustomerMember));
        var refused = await ReadAsync(member, answer.Headers.Location!.ToString());
        Assert.NotNull(refused.QuerySelector("[role=alert]"));
        Assert.Null(refused.QuerySelector("main data"));
    }

    [Fact]
    public async Task A_wrong_number_stays_beside_what_is_wrong_with_it_in_both_languages()
    {
        var (_, admin) = await ModelAsync();
        using var client = server.ClientOf(admin);
        var page = await ReadAsync(client, Address);
        using var answer = await client.PostAsync(Address + "/change", Form(page, ("rate.Low", "many"), ("spread", "0")), Ct);
        var wrong = await ReadAsync(client, answer.Headers.Location!.ToString());

        var field = wrong.QuerySelector<IHtmlInputElement>("input[name='rate.Low']")!;
        Assert.Equal("many", field.GetAttribute("value"));
        Assert.Equal("Enter a number; use a point for decimals.", wrong.GetElementById(field.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.NotNull(wrong.QuerySelector("input[name='spread'][aria-invalid]"));
        Assert.Null(wrong.QuerySelector("#tornado"));

        client.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Dzh-CN%7Cuic%3Dzh-CN");
        Assert.Equal("假设分析", (await ReadAsync(client, Address)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_account_without_a_model_reads_that_there_is_nothing_to_change()
    {
        var account = await server.OpenAccountAsync();
        using var client = server.ClientOf(await server.AddCustomerAsync(account.AccountId, $"admin-{account.ExternalId}@fabrikam.example"));

        Assert.NotNull((await ReadAsync(client, Address)).QuerySelector(".empty"));
    }

    private async Task<(Guid Account, Person Admin)> ModelAsync()
    {
        var account = await server.OpenAccountAsync();
        var csm = TestPortal.Csm(account.AccountId);
        await using var scope = server.Services.CreateAsyncScope();
        var use = scope.ServiceProvider;
        Done(await use.GetRequiredService<SetTerms>().RunAsync(csm, account.AccountId, new SetTerms.Input { StartMonth = "2026-01", HorizonYears = "3", DiscountRate = "10" }, Ct));
        Done(await use.GetRequiredService<SaveDriver>().RunAsync(csm, account.AccountId, null, Tickets(), Ct));
        foreach (var (amount, rhythm) in new[] { ("8000", "Once"), ("6000", "Yearly") })
        {
            Done(await use.GetRequiredService<AddInvestment>().RunAsync(csm, account.AccountId, new AddInvestment.Input { Name = "Cost", Amount = amount, Rhythm = rhythm, FromMonth = "2026-01" }, Ct));
        }

        return (account.AccountId, await server.AddCustomerAsync(account.AccountId, $"admin-{account.ExternalId}@fabrikam.example"));
    }

    /// <summary>The form as it stands on the page, with some fields filled in otherwise.</summary>
    private static FormUrlEncodedContent Form(IHtmlDocument page, params (string Name, string Value)[] changed) => new(
        page.QuerySelectorAll<IHtmlInputElement>("#assumptions input").Select(field => KeyValuePair.Create(
            field.Name!, changed.FirstOrDefault(each => each.Name == field.Name).Value ?? field.GetAttribute("value") ?? "")));

    private static async Task<IHtmlDocument> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
    }
}
