using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Roi;

/// <summary>A success manager fills in the forms as a browser without JavaScript sends them; the customer reads the page.</summary>
public sealed class ValuePagesTests(PortalServer server) : IClassFixture<PortalServer>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_first_driver_to_the_customers_page()
    {
        var (account, admin, csm) = await PeopleAsync();
        using var desk = server.ClientOf(csm);
        var address = $"/desk/accounts/{account.AccountId}/model";

        await PostAsync(desk, address, "value-terms", ("Terms.StartMonth", "2026-01"), ("Terms.HorizonYears", "3"), ("Terms.DiscountRate", "10"));
        await PostAsync(desk, address, "value-driver", Tickets());
        await PostAsync(desk, address, "value-investment", ("Investment.Name", "Set-up"), ("Investment.Rhythm", "Once"), ("Investment.Amount", "8000"), ("Investment.FromMonth", "2026-01"));
        await PostAsync(desk, address, "value-investment", ("Investment.Name", "Licence"), ("Investment.Rhythm", "Yearly"), ("Investment.Amount", "6000"), ("Investment.FromMonth", "2026-01"));
        var form = await ReadAsync(desk, address);
        var driver = form.QuerySelector("select[name='Entry.Driver'] option")!.GetAttribute("value")!;
        await PostAsync(desk, address, "value-month", ("Entry.Driver", driver), ("Entry.Month", "2026-05"), ("Entry.Level", "13"));

        using var customer = server.ClientOf(admin);
        var page = await ReadAsync(customer, "/value");
        Assert.Equal("27437.64", Figure(page, "roi.npv"));
        Assert.Equal("1.197047", Figure(page, "roi.roi"));
        Assert.Equal("6.7368", Figure(page, "roi.payback_months"));
        Assert.Equal("8437.50", Figure(page, "roi.benefit"));
        Assert.Contains("No value has been confirmed", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("USD\u00a01,688 measured and USD\u00a06,750 estimated", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1,000 × (18 − 13) ÷ 60 × USD\u00a045.00 × 50% × (1 − 10%) = USD\u00a01,687.50", page.QuerySelector("#how code")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#over-time svg[role=img]"));
        Assert.Contains("Partly measured", page.QuerySelector("tbody .chip")!.TextContent, StringComparison.Ordinal);

        // The desk sees the same, and the same without amounts.
        Assert.Equal("27437.64", Figure(await ReadAsync(desk, $"/desk/accounts/{account.AccountId}/value"), "roi.npv"));
        Assert.DoesNotContain("USD", (await ReadAsync(desk, $"/desk/accounts/{account.AccountId}/value?money=no")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Change and remove.
        var change = $"/desk/accounts/{account.AccountId}/value/drivers/{driver}";
        Assert.Equal("18", ((IHtmlInputElement)(await ReadAsync(desk, change)).QuerySelector("input[name='Driver.Baseline']")!).Value);
        await PostAsync(desk, change, "value-driver", [.. Tickets(), ("Driver.Version", "1"), ("Driver.Target", "12")]);
        Assert.Contains("12", (await ReadAsync(desk, address)).QuerySelector("#value table")!.TextContent, StringComparison.Ordinal);
        await PostAsync(desk, address, $"remove-driver-{Guid.Parse(driver):N}");
        Assert.Null((await ReadAsync(desk, address)).QuerySelector("#value table"));
    }

    [Fact]
    public async Task A_member_without_the_right_sees_hours_and_who_can_grant_it()
    {
        var (account, admin, csm) = await PeopleAsync();
        var member = await server.AddCustomerAsync(account.AccountId, $"member-{account.ExternalId}@fabrikam.example", PersonRole.CustomerMember);
        using var desk = server.ClientOf(csm);
        await PostAsync(desk, $"/desk/accounts/{account.AccountId}/model", "value-driver", Tickets());
        await PostAsync(desk, $"/desk/accounts/{account.AccountId}/model", "value-investment", ("Investment.Name", "Set-up"), ("Investment.Rhythm", "Once"), ("Investment.Amount", "7654"), ("Investment.FromMonth", "2026-06"));

        using var client = server.ClientOf(member);
        var main = (await ReadAsync(client, "/value")).QuerySelector("main")!;

        Assert.Contains(admin.Name, main.TextContent, StringComparison.Ordinal);
        Assert.NotNull(main.QuerySelector("data[data-metric='roi.hours_saved']"));
        Assert.DoesNotContain("USD", main.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("7,654", main.TextContent, StringComparison.Ordinal);
        string[] amounts = ["roi.benefit", "roi.npv", "roi.roi", "roi.cost", "roi.investment", "roi.payback_months", "roi.driver_benefit"];
        Assert.All(amounts, metric => Assert.Null(main.QuerySelector($"data[data-metric='{metric}']")));
    }

    [Fact]
    public async Task An_account_without_a_model_reads_what_will_stand_here_and_whom_to_ask()
    {
        var (_, admin, csm) = await PeopleAsync();
        using var client = server.ClientOf(admin);

        var empty = (await ReadAsync(client, "/value")).QuerySelector(".empty")!;

        Assert.Contains(csm.Name, empty.TextContent, StringComparison.Ordinal);
        Assert.Null(empty.ParentElement!.QuerySelector("svg[role=img]"));
    }

    [Fact]
    public async Task What_was_typed_stays_beside_what_is_wrong_with_it()
    {
        var (account, _, csm) = await PeopleAsync();
        using var desk = server.ClientOf(csm);
        (string, string)[] wrong = [.. Tickets().Where(field => field.Name != "Driver.Baseline"), ("Driver.Baseline", "many")];
        using var answer = await SendAsync(desk, $"/desk/accounts/{account.AccountId}/model", "value-driver", wrong);
        var page = Parse(await answer.Content.ReadAsStringAsync(Ct));

        var field = page.QuerySelector("input[name='Driver.Baseline']")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains(page.GetElementById(field.GetAttribute("aria-describedby")!.Split(' ')[^1])!.TextContent, "Enter a number; use a point for decimals.", StringComparison.Ordinal);
        Assert.Equal("Minutes saved per ticket", page.QuerySelector("input[name='Driver.Name']")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("input[name='Driver.Name']")!.Closest("details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task A_foreign_or_missing_account_or_driver_is_not_there()
    {
        var (account, admin, csm) = await PeopleAsync();
        var (foreign, _, _) = await PeopleAsync();
        using var desk = server.ClientOf(csm);
        foreach (var address in new[]
        {
            $"/desk/accounts/{foreign.AccountId}/value",
            $"/desk/accounts/{Guid.CreateVersion7(FixedClock.Monday)}/value",
            $"/desk/accounts/{foreign.AccountId}/value/drivers/{Guid.CreateVersion7(FixedClock.Monday)}",
            $"/desk/accounts/{account.AccountId}/value/drivers/{Guid.CreateVersion7(FixedClock.Monday)}",
        })
        {
            using var answer = await desk.GetAsync(address, Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var customer = server.ClientOf(admin);
        using var denied = await customer.GetAsync($"/desk/accounts/{account.AccountId}/value", Ct);
        Assert.NotEqual(HttpStatusCode.OK, denied.StatusCode);
    }

    [Fact]
    public async Task The_page_speaks_chinese_too()
    {
        var (account, admin, csm) = await PeopleAsync();
        using var desk = server.ClientOf(csm);
        await PostAsync(desk, $"/desk/accounts/{account.AccountId}/model", "value-driver", Tickets());
        using var customer = server.ClientOf(admin);
        customer.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Dzh-CN%7Cuic%3Dzh-CN");

        var page = await ReadAsync(customer, "/value");

        Assert.Equal("价值", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("累计净价值", page.QuerySelector(".tiles")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<(Account Account, Person Admin, Person Csm)> PeopleAsync()
    {
        var account = await server.OpenAccountAsync();
        var admin = await server.AddCustomerAsync(account.AccountId, $"admin-{account.ExternalId}@fabrikam.example");
        var csm = await server.AddStaffAsync($"csm-{account.ExternalId}@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        return (account, admin, csm);
    }

    private static (string Name, string Value)[] Tickets() =>
    [
        ("Driver.Name", "Minutes saved per ticket"), ("Driver.Kind", "TimeSaved"), ("Driver.Unit", "minutes per ticket"), ("Driver.Time", "Minutes"),
        ("Driver.Baseline", "18"), ("Driver.Target", "13"), ("Driver.UnitValue", "45"), ("Driver.Share", "50"), ("Driver.Risk", "10"),
        ("Driver.Source", "Agreed"), ("Driver.ExpectedPerMonth", "1000"),
    ];

    private static string? Figure(IDocument page, string metric) => page.QuerySelector($".tiles data[data-metric='{metric}']")?.GetAttribute("value");

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static async Task<IHtmlDocument> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Parse(await answer.Content.ReadAsStringAsync(Ct));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(client, address);
        var token = page.QuerySelector($"form:has(input[name='_handler'][value='{form}']) input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            fields.GroupBy(field => field.Name).Select(field => KeyValuePair.Create(field.Key, field.Last().Value))
                .Append(KeyValuePair.Create("_handler", form)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await client.PostAsync(address, content, Ct);
    }

    /// <summary>Sends a form and expects that it was granted: the answer leads back to the account.</summary>
    private static async Task PostAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await SendAsync(client, address, form, fields);
        var said = answer.StatusCode == HttpStatusCode.OK
            ? string.Join("; ", Parse(await answer.Content.ReadAsStringAsync(Ct)).QuerySelectorAll(".error, [role=alert]").Select(error => error.TextContent.Trim()))
            : "";
        Assert.True(answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther, $"{form} answered {(int)answer.StatusCode}: {said}");
    }
}
