using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Desk;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Features;

namespace ValuePortal.Tests.Usage.Adoption;

/// <summary>The pages as a browser without JavaScript gets them. Today is Monday, 15 June 2026.</summary>
public sealed class AdoptionPageTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Guid account;
    private Person admin = null!;
    private Person member = null!;
    private Person csm = null!;
    private Person product = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = (await server.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        admin = await server.AddCustomerAsync(account, "admin@fabrikam.example");
        member = await server.AddCustomerAsync(account, "member@fabrikam.example", PersonRole.CustomerMember);
        csm = await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        product = await server.AddStaffAsync("product@northwind.example", PersonRole.ProductManager);
        await server.Portal.GiveCareAsync(account, csm.Id, server.Clock.Now);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Without_data_every_page_says_what_will_stand_there()
    {
        foreach (var page in new[] { "/usage/adoption", "/usage/seats" })
        {
            Assert.Contains("Nothing has arrived yet", await PageAsync(member, page), StringComparison.Ordinal);
            Assert.Contains("暂时还没有数据", await PageAsync(member, page, "zh-CN"), StringComparison.Ordinal);
        }

        Assert.Contains("Your company does not take part", await PageAsync(member, "/usage/peers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feature_nobody_uses_says_why_it_would_help_and_the_table_is_ordered_by_the_address()
    {
        await NameAsync();
        await Use.StoreAsync(server.Services, "fabrikam",
            ("2026-06-02T10:00:00", "ann", "orders"), ("2026-06-02T11:00:00", "ann", "orders"), ("2026-06-03T10:00:00", "ben", "nova/tests"));

        var page = await PageAsync(member, "/usage/adoption");
        Assert.Contains("<data value=\"0.5\" data-metric=\"adoption.breadth\">50.0%</data>", page, StringComparison.Ordinal);
        Assert.Contains("Shows what is left before you order.", page, StringComparison.Ordinal);
        Assert.Contains("https://northwind.example/guides/budgets", page, StringComparison.Ordinal);
        Assert.Equal(
            ["Feature,Why it would help,Guide", "Budgets,Shows what is left before you order.,https://northwind.example/guides/budgets"],
            await LinesAsync(member, "/usage/never-used.csv"));
        Assert.True(Place(page, ">Orders</a>") < Place(page, ">nova/tests</a>"));

        var least = await PageAsync(member, "/usage/adoption?dir=asc&list=used");
        Assert.True(Place(least, ">nova/tests</a>") < Place(least, ">Orders</a>"));
        Assert.Contains("aria-sort=\"ascending\"", least, StringComparison.Ordinal);

        var chinese = await PageAsync(member, "/usage/adoption", "zh-CN");
        Assert.Contains("下单前先看余额。", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("Shows what is left", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feature_has_its_page_by_key_and_a_missing_one_has_none()
    {
        await NameAsync();
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"), ("2026-06-03T10:00:00", "ben", "nova/tests"));

        Assert.Contains("Used by your company since 2 Jun 2026", await PageAsync(member, "/usage/adoption/orders"), StringComparison.Ordinal);
        Assert.Contains("<h1>nova/tests</h1>", await PageAsync(member, "/usage/adoption/nova/tests"), StringComparison.Ordinal);
        Assert.Contains("Nobody in your company has used it yet.", await PageAsync(member, "/usage/adoption/budgets"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(member, "/usage/adoption/nothing"));
    }

    [Fact]
    public async Task Money_of_seats_is_on_the_page_of_who_sees_money_only()
    {
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"));
        using var desk = server.ClientOf(csm);
        using var answer = await desk.SubmitAsync($"/desk/accounts/{account}/contract", "seats", ("ValidFrom", "2026-01-01"), ("Seats", "11"), ("YearlyPrice", "99.5"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        Assert.Contains("data-metric=\"seats.unused_money\">USD\u00a0995<", await PageAsync(admin, "/usage/seats"), StringComparison.Ordinal);
        var page = await PageAsync(member, "/usage/seats");
        Assert.Contains("<data value=\"11\" data-metric=\"seats.bought\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unused_money", page, StringComparison.Ordinal);
        Assert.DoesNotContain("99.5", page, StringComparison.Ordinal);

        Assert.Contains("href=\"usage/seat-summary.csv\"", page, StringComparison.Ordinal);
        Assert.Equal("Cost of free seats,995.0,USD,", Assert.Single(await LinesAsync(admin, "/usage/seat-summary.csv"), line => line.Contains("USD", StringComparison.Ordinal)));
        var lines = await LinesAsync(member, "/usage/seat-summary.csv");
        Assert.Equal(6, lines.Count);
        Assert.DoesNotContain(lines, line => line.Contains("995", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_staff_write_on_the_time_line_stands_on_the_chart_and_below_it()
    {
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"), ("2026-06-10T10:00:00", "ann", "orders"));
        using var desk = server.ClientOf(csm);
        using var answer = await desk.SubmitAsync($"/desk/accounts/{account}/usage", "annotate", ("Note.Kind", "Incident"), ("Note.Day", "2026-06-05"), ("Note.Text", "Out of reach"), ("Note.ChineseText", "无法访问"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var wrong = await desk.SubmitAsync($"/desk/accounts/{account}/usage", "annotate", ("Note.Kind", "Incident"), ("Note.Day", ""), ("Note.Text", "Kept"));
        var kept = await wrong.TextAsync();
        Assert.Contains("Enter a day from 2000 to 2100.", kept, StringComparison.Ordinal);
        Assert.Contains("value=\"Kept\"", kept, StringComparison.Ordinal);

        var page = await PageAsync(member, "/usage");
        Assert.Contains("Out of reach", page, StringComparison.Ordinal);
        Assert.Contains("text-anchor=\"middle\">1</text>", page, StringComparison.Ordinal);
        Assert.Contains("Too few days to compare", page, StringComparison.Ordinal);
        Assert.Contains("无法访问", await PageAsync(member, "/usage", "zh-CN"), StringComparison.Ordinal);

        Assert.Contains("href=\"usage/annotations.xlsx\"", page, StringComparison.Ordinal);
        Assert.Equal(["Day,Kind,What happened,Before,After", "2026-06-05,Incident,Out of reach,,"], await LinesAsync(member, "/usage/annotations.csv"));
    }

    [Fact]
    public async Task What_changed_leaves_the_page_in_the_same_sentences()
    {
        await NameAsync();
        var days = Enumerable.Range(0, 75).Select(day => new DateOnly(2026, 4, 1).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await Use.StoreAsync(server.Services, "fabrikam", [.. days.Select(day => (day + "T10:00:00", "ann", (string?)"orders")), ("2026-06-09T10:00:00", "ann", "budgets")]);

        var page = await PageAsync(member, "/usage");
        var lines = await LinesAsync(member, "/usage/changes.csv");

        Assert.Equal("From,To,What changed,Outside the usual range by,Feature", lines[0]);
        var change = Assert.Single(lines.Skip(1)).Split(',');
        Assert.Equal(("2026-06-09", "2026-06-09", "", "Budgets"), (change[0], change[1], change[3], change[4]));
        Assert.Contains(change[2], page, StringComparison.Ordinal);
        Assert.Contains("href=\"usage/changes.csv?from=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_milestone_that_both_sides_signed_off_stands_on_the_time_line()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var viewer = TestPortal.ViewerOf(csm, account);
        await scope.ServiceProvider.GetRequiredService<ApplyTemplate>().RunAsync(viewer, account, new(BuiltInTemplates.FirstThirtyDays, new(2026, 6, 1), null, null), Ct);
        await using var db = server.Portal.ForSystem(account);
        var milestone = (await db.Set<Milestone>().Where(row => row.AccountId == account).ToListAsync(Ct)).First(row => row.Criterion is null);
        var sign = scope.ServiceProvider.GetRequiredService<SignOffMilestone>();

        await sign.RunAsync(viewer, account, milestone.Id, new(true, new(2026, 6, 3)), Ct);
        Assert.Empty(await db.Set<Annotation>().AsNoTracking().Where(row => row.AccountId == account).ToListAsync(Ct));
        await sign.RunAsync(TestPortal.AdminOf(account), account, milestone.Id, new(true, new(2026, 6, 3)), Ct);

        var written = Assert.Single(await db.Set<Annotation>().AsNoTracking().Where(row => row.AccountId == account).ToListAsync(Ct));
        Assert.Equal((AnnotationKind.Milestone, new DateOnly(2026, 6, 3), milestone.Title), (written.Kind, written.Day, written.Text));
    }

    [Fact]
    public async Task A_product_manager_describes_features_and_others_get_in_nowhere()
    {
        await NameAsync();
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"));
        using var desk = server.ClientOf(product);
        using var answer = await desk.SubmitAsync("/desk/features/new", "feature", ("Feature.Key", "alerts"), ("Feature.EnglishName", "Alerts"), ("Feature.EnglishWhy", "Tells you in time."));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var wrong = await desk.SubmitAsync("/desk/features/new", "feature", ("Feature.Key", "x"), ("Feature.GuideLink", "ftp://northwind.example"));
        Assert.Contains("Enter an address that begins with https://.", await wrong.TextAsync(), StringComparison.Ordinal);

        Assert.Contains("Alerts", await PageAsync(product, "/desk/features"), StringComparison.Ordinal);
        Assert.Contains("Tells you in time.", await PageAsync(member, "/usage/adoption/alerts"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(product, "/desk/features/99999"));
        foreach (var stranger in new[] { admin, csm })
        {
            Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(stranger, "/desk/features"));
            Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(stranger, "/desk/annotations"));
        }
    }

    [Fact]
    public async Task An_admin_joins_the_comparison_by_a_form_that_a_member_does_not_have()
    {
        Assert.DoesNotContain("name=\"Part\"", await PageAsync(member, "/usage/peers"), StringComparison.Ordinal);
        using var customer = server.ClientOf(admin);
        using var answer = await customer.SubmitAsync("/usage/peers", "peers", ("Part", "on"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        Assert.Contains("Your group is not set yet", await PageAsync(member, "/usage/peers"), StringComparison.Ordinal);
        Assert.Contains("尚未确定对比分组", await PageAsync(member, "/usage/peers", "zh-CN"), StringComparison.Ordinal);
    }

    private static int Place(string page, string text)
    {
        var place = page.IndexOf(text, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{text} is not there.");
        return place;
    }

    private async Task NameAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NameFeatures>().RunAsync(TestPortal.VendorAdmin(account),
        [
            new("orders", "Orders", "订单", Core: true),
            new("budgets", "Budgets", "预算", Core: true, "Shows what is left before you order.", "下单前先看余额。", "https://northwind.example/guides/budgets"),
        ], Ct);
    }

    private async Task<string> PageAsync(Person person, string address, string language = "en")
    {
        using var client = server.ClientOf(person);
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var answer = await client.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.TextAsync();
    }

    private async Task<IReadOnlyList<string>> LinesAsync(Person person, string address) =>
        (await PageAsync(person, address)).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private async Task<HttpStatusCode> StatusAsync(Person person, string address)
    {
        using var client = server.ClientOf(person);
        using var answer = await client.GetAsync(address, Ct);
        return answer.StatusCode;
    }
}
