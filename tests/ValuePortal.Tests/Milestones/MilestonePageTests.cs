using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Roi.Desk;
using ValuePortal.Tests.Roi;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Milestones;

/// <summary>The pages as a browser without JavaScript gets them. Today is Monday, 15 June 2026.</summary>
public sealed partial class MilestonePageTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Guid account;
    private Person admin = null!;
    private Person csm = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string DeskPage => $"/desk/accounts/{account}/plan";

    public async ValueTask InitializeAsync()
    {
        account = (await server.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        admin = await server.AddCustomerAsync(account, "admin@fabrikam.example");
        csm = await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account, csm.Id, server.Clock.Now);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_customer_without_a_plan_reads_what_will_stand_here()
    {
        Assert.Contains("No success plan yet", await PageAsync(admin, "/milestones"), StringComparison.Ordinal);
        Assert.Contains("还没有成功计划", await PageAsync(admin, "/milestones", "zh-CN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_manager_makes_the_plan_and_the_customer_reads_it_and_sets_its_task()
    {
        using var desk = server.ClientOf(csm);
        await SentAsync(desk.SubmitAsync(DeskPage, "apply-template", ("Template", BuiltInTemplates.FirstThirtyDays), ("StartsOn", "2026-06-01"), ("CustomerOwner", "Mei Lin")));
        await SentAsync(desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "Two people export"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"),
            ("F.Measure", "ActiveUsers"), ("F.Target", "2"), ("F.CountsFrom", "2026-06-01")));
        await SentAsync(desk.SubmitAsync(DeskPage, "add-task", ("TaskTitle", "Name the key users"), ("TaskDueOn", "2026-06-20"), ("TaskOwner", "Customer"), ("TaskShared", "on")));
        await SentAsync(desk.SubmitAsync(DeskPage, "add-task", ("TaskTitle", "Prepare the training"), ("TaskDueOn", "2026-06-22"), ("TaskOwner", "Vendor"), ("TaskShared", "on")));
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", null), ("2026-06-05T10:00:00", "ben", null));
        var kickOff = await MilestoneAsync("Kick-off held, goals agreed");
        await SentAsync(desk.SubmitAsync(DeskPage, $"sign-{kickOff:N}", ("Sign", "on"), ("ReachedOn", "2026-06-03")));
        using var signing = server.ClientOf(admin);
        using var signed = await signing.SubmitAsync($"/milestones/{kickOff}", $"sign-{kickOff:N}", ("Sign", "on"), ("ReachedOn", "2026-06-03"));
        Assert.EndsWith($"/milestones/{kickOff}", signed.Headers.Location?.ToString(), StringComparison.Ordinal);

        var page = await PageAsync(admin, "/milestones");
        Assert.Contains("<data value=\"2\" data-metric=\"milestones.done\">2</data>", page, StringComparison.Ordinal);
        Assert.Contains("<data value=\"2\" data-metric=\"milestones.due\">2</data>", page, StringComparison.Ordinal);
        Assert.Contains("data-metric=\"milestones.progress\">66.6", page, StringComparison.Ordinal);
        Assert.Contains("Reached on 3 Jun 2026", page, StringComparison.Ordinal);
        Assert.Contains("Reached on 5 Jun 2026", page, StringComparison.Ordinal);
        Assert.Contains("2 of 3 active people", page, StringComparison.Ordinal);
        Assert.Contains("Data until 5 Jun 2026", page, StringComparison.Ordinal);
        Assert.Contains("Name the key users", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "aria-current=\"step\""));
        Assert.Single(TaskForm().Matches(page)); // the customer's own task only
        Assert.Contains("A task nobody on your team has taken yet", page, StringComparison.Ordinal);
        Assert.Contains("A task nobody on your team has taken yet", await PageAsync(admin, "/"), StringComparison.Ordinal);

        using var customer = server.ClientOf(admin);
        var form = TaskForm().Match(page);
        using var answer = await customer.PostFieldsAsync("/" + form.Groups["action"].Value, ("__RequestVerificationToken", await TokenAsync(customer, "/milestones")), ("done", "on"));
        Assert.Equal("/milestones#tasks", answer.Headers.Location?.ToString());
        Assert.Contains("Done on 15 Jun 2026", await PageAsync(admin, "/milestones"), StringComparison.Ordinal);

        var own = await PageAsync(admin, $"/milestones/{kickOff}");
        Assert.Contains("admin@fabrikam.example, signed on 15 Jun 2026", own, StringComparison.Ordinal);
        Assert.DoesNotContain($"sign-{kickOff:N}", own, StringComparison.Ordinal); // what both signed stands
        Assert.Contains("服务商一方的人员与客户一方的管理员", await PageAsync(csm, $"/desk/accounts/{account}/milestones/{kickOff}", "zh-CN"), StringComparison.Ordinal);

        var chinese = await PageAsync(admin, "/milestones", "zh-CN");
        Assert.Contains("2026年6月3日达成", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("Reached", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_says_so_beside_the_field_and_keeps_what_was_written()
    {
        using var desk = server.ClientOf(csm);

        using var answer = await desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "Two people export"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"),
            ("F.Measure", "ActiveUsers"), ("F.Target", "many"));
        var page = await answer.TextAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("id=\"milestone-target-error\">Enter a whole number from 1 to 1,000,000,000.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Two people export\"", page, StringComparison.Ordinal);

        using var noStart = await desk.SubmitAsync(DeskPage, "apply-template", ("Template", BuiltInTemplates.FirstThirtyDays), ("StartsOn", ""));
        Assert.Contains("No go-live day is known for this account.", await noStart.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_manager_copies_a_template_adapts_it_and_tries_it()
    {
        using var desk = server.ClientOf(csm);
        var list = await PageAsync(csm, "/desk/templates");
        Assert.Contains("30/60/90-day plan", list, StringComparison.Ordinal);
        Assert.Contains("value=\"10 active days\"", await PageAsync(csm, "/desk/templates/new?from=first-30-days"), StringComparison.Ordinal);

        using var wrong = await desk.SubmitAsync("/desk/templates/new", "template", ("F.Version", "0"), ("F.EnglishName", "Stores"), ("F.Steps[0].EnglishTitle", ""), ("F.Steps[1].EnglishTitle", "Two stores"),
            ("F.Steps[1].DueAfterDays", "9"), ("F.Steps[1].OwnerSide", "Customer"), ("F.Steps[1].Measure", "ActiveUsers"), ("F.Steps[1].Target", "none"));
        Assert.Contains("id=\"line-0-target-error\"", await wrong.TextAsync(), StringComparison.Ordinal);
        using var saved = await desk.SubmitAsync("/desk/templates/new", "template", ("F.Version", "0"), ("F.EnglishName", "Stores"), ("F.Steps[0].EnglishTitle", "Two stores"),
            ("F.Steps[0].DueAfterDays", "9"), ("F.Steps[0].OwnerSide", "Customer"), ("F.Steps[0].Measure", "ActiveUsers"), ("F.Steps[0].Target", "2"));
        Assert.EndsWith("/desk/templates", saved.Headers.Location?.ToString(), StringComparison.Ordinal);

        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", null), ("2026-06-05T10:00:00", "ben", null));
        var key = Regex.Match(await PageAsync(csm, "/desk/templates"), "href=\"desk/templates/(?<key>own-[^\"]+)\"").Groups["key"].Value;
        using var tried = await desk.SubmitAsync(DeskPage, "apply-template", ("Template", key), ("StartsOn", "2026-06-01"), ("TemplateDo", "preview"));
        Assert.Contains("Would have been reached on 5 Jun 2026, in time", await tried.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(csm, "/desk/templates/no-such"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(admin, "/desk/templates"));
    }

    [Fact]
    public async Task An_expected_value_is_shown_to_those_who_may_see_amounts_only()
    {
        using var desk = server.ClientOf(csm);
        await SentAsync(desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "Two people export"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"), ("F.ExpectedValue", "12345.5")));
        var page = "/milestones/" + await MilestoneAsync("Two people export");
        var member = await server.AddCustomerAsync(account, "member@fabrikam.example", PersonRole.CustomerMember);

        Assert.Contains("<data value=\"12345.5\" data-metric=\"milestones.expected_value\"", await PageAsync(admin, page), StringComparison.Ordinal);
        Assert.DoesNotContain("12345", await PageAsync(member, page), StringComparison.Ordinal);
        Assert.DoesNotContain("expected_value", await PageAsync(member, page), StringComparison.Ordinal);
        using var wrong = await desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "x"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"), ("F.ExpectedValue", "-5"));
        Assert.Contains("id=\"milestone-expected-error\"", await wrong.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_of_the_named_driver_since_it_was_reached_stands_beside_what_was_expected()
    {
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-02-05T10:00:00", "ann", null), ("2026-06-10T10:00:00", "ann", null));
        Guid driver;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var viewer = TestPortal.Csm(account);
            await scope.ServiceProvider.GetRequiredService<SetTerms>().RunAsync(viewer, account, new() { StartMonth = "2026-01", HorizonYears = "3", DiscountRate = "10" }, Ct);
            driver = ValueWorld.Done(await scope.ServiceProvider.GetRequiredService<SaveDriver>().RunAsync(viewer, account, null, ValueWorld.Tickets(), Ct));
        }

        using var desk = server.ClientOf(csm);
        await SentAsync(desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "Tickets by the portal"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"),
            ("F.Measure", "ActiveUsers"), ("F.Target", "1"), ("F.CountsFrom", "2026-02-01"), ("F.ExpectedValue", "20000"), ("F.DriverId", driver.ToString())));
        var id = await MilestoneAsync("Tickets by the portal");
        var member = await server.AddCustomerAsync(account, "member@fabrikam.example", PersonRole.CustomerMember);

        // March, April and May, each 1,000 tickets of 5 minutes at 45 an hour, half of it, less 10 %.
        foreach (var page in new[] { await PageAsync(admin, $"/milestones/{id}"), await PageAsync(csm, $"/desk/accounts/{account}/milestones/{id}") })
        {
            Assert.Contains("Came in the 3 whole months since", page, StringComparison.Ordinal);
            Assert.Contains("<data value=\"5062.50\" data-metric=\"roi.benefit\"", page, StringComparison.Ordinal);
            Assert.Matches("<data value=\"250(\\.0+)?\" data-metric=\"roi.hours_saved\"", page);
        }

        var without = await PageAsync(member, $"/milestones/{id}");
        Assert.Contains("data-metric=\"roi.hours_saved\"", without, StringComparison.Ordinal);
        Assert.DoesNotContain("roi.benefit", without, StringComparison.Ordinal);
        using var foreign = await desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "Two people"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"), ("F.DriverId", Guid.CreateVersion7().ToString()));
        Assert.Contains("id=\"milestone-driver-error\"", await foreign.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reached_milestone_is_celebrated_and_shared_after_the_admin_confirmed_what_others_see()
    {
        using var desk = server.ClientOf(csm);
        await SentAsync(desk.SubmitAsync(DeskPage, "add-milestone", ("F.Title", "Two people export"), ("F.DueOn", "2026-06-30"), ("F.OwnerSide", "Customer"),
            ("F.Measure", "ActiveUsers"), ("F.Target", "2"), ("F.CountsFrom", "2026-06-01"), ("F.ExpectedValue", "12345")));
        var page = "/milestones/" + await MilestoneAsync("Two people export");
        var member = await server.AddCustomerAsync(account, "member@fabrikam.example", PersonRole.CustomerMember);
        Assert.DoesNotContain("A milestone reached", await PageAsync(admin, "/milestones"), StringComparison.Ordinal);
        Assert.DoesNotContain("Share this milestone", await PageAsync(admin, page), StringComparison.Ordinal);
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", null), ("2026-06-05T10:00:00", "ben", null));

        Assert.Contains("A milestone reached", await PageAsync(admin, "/milestones"), StringComparison.Ordinal);
        Assert.DoesNotContain("Share this milestone", await PageAsync(member, page), StringComparison.Ordinal);
        using var customer = server.ClientOf(admin);
        using var shared = await customer.SubmitAsync(page, "share", ("Shared", "on"));
        var address = Regex.Match(await PageAsync(admin, page), "https://localhost(?<page>/shared/milestone\\?token=[\\w-]+)").Groups["page"].Value;
        using var stranger = server.Stranger();
        using var seen = await stranger.GetAsync(address, Ct);
        var text = await seen.TextAsync();
        Assert.Contains("Two people export", text, StringComparison.Ordinal);
        Assert.Contains("Reached on 5 Jun 2026", text, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", text, StringComparison.Ordinal);
        Assert.Equal("noindex", seen.Headers.GetValues("X-Robots-Tag").Single());

        // Taken back and shared anew it has another address: the old one stays closed.
        using var closed = await customer.SubmitAsync(page, "share", ("Shared", "off"));
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync(address, Ct)).StatusCode);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await customer.SubmitAsync(page, "share", ("Shared", "on"));
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync(address, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync("/shared/milestone?token=guess", Ct)).StatusCode);

        server.Clock.Advance(TimeSpan.FromDays(14));
        Assert.DoesNotContain("A milestone reached", await PageAsync(admin, "/milestones"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_see_the_plan_as_the_customer_does_without_its_buttons_and_that_is_noted()
    {
        using var desk = server.ClientOf(csm);
        await SentAsync(desk.SubmitAsync(DeskPage, "apply-template", ("Template", BuiltInTemplates.FirstThirtyDays), ("StartsOn", "2026-06-01")));
        await SentAsync(desk.SubmitAsync(DeskPage, "add-task", ("TaskTitle", "Name the key users"), ("TaskDueOn", "2026-06-20"), ("TaskOwner", "Customer"), ("TaskShared", "on")));
        var before = await ReadsAsync();
        server.Clock.Advance(TimeSpan.FromHours(1)); // a page is noted once an hour

        var page = await PageAsync(csm, $"/desk/accounts/{account}/milestones");

        Assert.Contains("This is what people at Fabrikam Retail see.", page, StringComparison.Ordinal);
        Assert.Contains("First 3 people active", page, StringComparison.Ordinal);
        Assert.Contains("Name the key users", page, StringComparison.Ordinal);
        Assert.Empty(TaskForm().Matches(page));
        Assert.Equal(before + 1, await ReadsAsync());
    }

    [Fact]
    public async Task Who_has_no_business_here_gets_in_nowhere()
    {
        var stranger = await server.AddStaffAsync("other@northwind.example", PersonRole.Csm);
        var product = await server.AddStaffAsync("product@northwind.example", PersonRole.ProductManager);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, $"/desk/accounts/{account}/milestones"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(csm, $"/desk/accounts/{Guid.CreateVersion7()}/milestones"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(csm, $"/desk/accounts/{account}/milestones/{Guid.CreateVersion7()}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, $"/milestones/{Guid.CreateVersion7()}"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(product, $"/desk/accounts/{account}/milestones"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(admin, $"/desk/accounts/{account}/milestones"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(product, "/milestones"));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(csm, "/milestones"));
        using var customer = server.ClientOf(admin);
        using var answer = await customer.PostFieldsAsync($"/milestones/tasks/{Guid.CreateVersion7()}", ("__RequestVerificationToken", await TokenAsync(customer, "/milestones")), ("done", "on"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task SentAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.Headers.Location is not null, await answer.TextAsync());
        Assert.EndsWith("/plan", answer.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(Person person, string page, string language = "en")
    {
        using var client = server.ClientOf(person);
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var answer = await client.GetAsync(page, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.TextAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(Person person, string page)
    {
        using var client = server.ClientOf(person);
        using var answer = await client.GetAsync(page, Ct);
        return answer.StatusCode;
    }

    private static async Task<string> TokenAsync(HttpClient client, string page) =>
        Regex.Match(await client.GetStringAsync(page, Ct), "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"").Groups["token"].Value;

    private async Task<Guid> MilestoneAsync(string title)
    {
        await using var db = server.Portal.ForSystem(account);
        return (await db.Set<Milestone>().SingleAsync(milestone => milestone.AccountId == account && milestone.Title == title, Ct)).Id;
    }

    private async Task<int> ReadsAsync()
    {
        await using var db = server.Portal.ForSystem(account);
        return await db.Set<AuditEntry>().CountAsync(line => line.AccountId == account && line.Action == AuditAction.StaffRead, Ct);
    }

    [GeneratedRegex("action=\"(?<action>milestones/tasks/[^\"]+)\"")]
    private static partial Regex TaskForm();
}
