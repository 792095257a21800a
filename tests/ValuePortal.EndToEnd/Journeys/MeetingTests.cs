using System.Globalization;
using ValuePortal.Accounts;
using ValuePortal.EndToEnd.Accessibility;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews;
using ValuePortal.Roi.Desk;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>A success manager and two people of a real company walk through its year together, from the lobby to the minutes.</summary>
public sealed class MeetingTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private const string Company = "ibm.com";
    private const string Password = "four slow green boats";
    private const string Driver = "Reviews read faster";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_people_walk_a_review_of_real_usage_to_signed_figures_and_minutes()
    {
        await portal.CommandAsync("import", "usage", TestData.PathOf("usage", "usage_nova.ndjson.gz"), "--source", "nova", "--create-accounts");
        var (account, csmLink, review) = await PrepareAsync();
        await using var vendor = await portal.OpenAsync(width: 1440, height: 900);
        await vendor.SetPasswordAsync(csmLink, Password);
        await using var admin = await portal.OpenAsync();
        await admin.SetPasswordAsync(await portal.InviteAdminOfAsync(Company, "ada@ibm.example"), Password);
        using var proxy = new TcpProxy { Target = new Uri(portal.Address).Port };
        await using var phone = await portal.OpenAsync("zh-CN", width: 390, height: 800);
        await phone.SetPasswordAsync(await portal.InviteAdminOfAsync(Company, "bo@ibm.example", "zh-CN"), Password);

        // The lobby, by the ways people have: the review's page, the list of reviews, a link.
        await vendor.Page.GotoAsync($"desk/accounts/{account}/reviews/{review}");
        await vendor.Page.GetByRole(AriaRole.Button, new() { Name = "Open the meeting room" }).ClickAsync();
        await Assertions.Expect(vendor.Page.GetByText("Everybody who joins waits here")).ToBeVisibleAsync();
        var id = vendor.Page.Url.Split('/')[^1];
        await admin.Page.GotoAsync("reviews");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Join the meeting" }).ClickAsync();
        await phone.Page.GotoAsync($"{proxy.Address}/meetings/{id}");
        await Assertions.Expect(admin.Page.GetByText("The meeting starts in a moment")).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.GetByText("会议即将开始")).ToBeVisibleAsync();
        await Assertions.Expect(vendor.Page.Locator("[data-people] li")).ToHaveCountAsync(3);

        await vendor.Page.GetByRole(AriaRole.Button, new() { Name = "Start the meeting" }).ClickAsync();
        await Assertions.Expect(vendor.Page.Locator("[data-leads]")).ToHaveTextAsync("You are presenting. 2 of 2 follow you.");
        await Assertions.Expect(admin.Page.Locator("[data-leads]")).ToHaveTextAsync("You follow Clara Summers.");

        List<string> problems = [];
        foreach (var person in new[] { vendor, admin, phone })
        {
            problems.AddRange(await PageCheck.ProblemsAsync(person.Page, "a meeting"));
        }

        Assert.Empty(problems);

        // Everybody sees what is pointed at: the same figure, whatever the screen and the language of the page around it.
        var figure = vendor.Page.Locator("[data-shown] data[data-metric='usage.events']:visible").First;
        await figure.ClickAsync();
        var value = await figure.GetAttributeAsync("value");
        Assert.Equal(await EventsAsync(), decimal.Parse(value!, CultureInfo.InvariantCulture));
        foreach (var follower in new[] { admin, phone })
        {
            await Assertions.Expect(follower.Page.Locator("[data-shown] .pointed")).ToHaveAttributeAsync("value", value!);
            await Assertions.Expect(follower.Page.Locator("[data-shown] .pointed")).ToBeInViewportAsync();
        }

        // An opened table opens for all.
        await vendor.Page.Locator("figure#usage-0 summary").ClickAsync();
        await Assertions.Expect(admin.Page.Locator("figure#usage-0 details")).ToHaveAttributeAsync("open", "");

        // An own move breaks away, one click comes back to where the presenter is by then.
        await admin.Page.Mouse.MoveAsync(300, 500);
        await admin.Page.Mouse.WheelAsync(0, 400);
        await Assertions.Expect(vendor.Page.Locator("[data-leads]")).ToHaveTextAsync("You are presenting. 1 of 2 follow you.");
        await vendor.Page.Locator("#value").EvaluateAsync("heading => heading.scrollIntoView()");
        await Assertions.Expect(phone.Page.Locator("#value")).ToBeInViewportAsync();
        await Assertions.Expect(admin.Page.Locator("#value")).Not.ToBeInViewportAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Follow again" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("#value")).ToBeInViewportAsync();

        // A line that breaks says so, comes back by itself, and the page is where the presenter went meanwhile.
        proxy.Cut();
        await Assertions.Expect(phone.Page.Locator("[data-leads]")).ToHaveTextAsync("连接已断开，正在重试……");
        await Assertions.Expect(vendor.Page.Locator("[data-people] li")).ToHaveCountAsync(2);
        await vendor.Page.Locator("#milestones").EvaluateAsync("heading => heading.scrollIntoView()");
        proxy.Mend();
        await Assertions.Expect(phone.Page.Locator("[data-leads]")).ToHaveTextAsync("您正跟随 Clara Summers。");
        await Assertions.Expect(phone.Page.Locator("#milestones")).ToBeInViewportAsync();
        await Assertions.Expect(vendor.Page.Locator("[data-people] li")).ToHaveCountAsync(3);

        // The presenter's page is loaded anew and goes on; a late page begins where the others are.
        await vendor.Page.ReloadAsync();
        await Assertions.Expect(vendor.Page.Locator("[data-leads]")).ToHaveTextAsync("You are presenting. 2 of 2 follow you.");
        await Assertions.Expect(vendor.Page.Locator("#milestones")).ToBeInViewportAsync();

        // What somebody writes comes to all, and not over what another is typing.
        await PartAsync(admin, "Notes");
        await admin.Page.GetByLabel("In one line").FillAsync("Half a thought");
        await PartAsync(vendor, "Notes");
        await vendor.Page.GetByLabel("Write down a").SelectOptionAsync("Action");
        await vendor.Page.GetByLabel("In one line").FillAsync("Train the second team");
        await vendor.Page.GetByLabel("Who does it").SelectOptionAsync(new SelectOptionValue { Label = "Clara Summers" });
        await vendor.Page.GetByRole(AriaRole.Button, new() { Name = "Write down" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-live='entries']")).ToContainTextAsync("Train the second team");
        await Assertions.Expect(admin.Page.GetByLabel("In one line")).ToHaveValueAsync("Half a thought");

        // The admin signs a figure; everybody reads that.
        await PartAsync(admin, "Figures");
        await admin.Page.Locator("[data-panel]").GetByRole(AriaRole.Link, new() { Name = Driver }).ClickAsync();
        await admin.Page.Locator("[data-panel]").GetByRole(AriaRole.Button, new() { Name = "Agree to" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("[data-panel]")).ToContainTextAsync("Confirmed by Ada Reader");
        await Assertions.Expect(vendor.Page.Locator("[data-live='entries']")).ToContainTextAsync(Driver);

        await PartAsync(vendor, "Agenda");
        await vendor.Page.Locator("summary", new() { HasText = "End the meeting" }).ClickAsync();
        await vendor.Page.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        foreach (var person in new[] { vendor, admin, phone })
        {
            await Assertions.Expect(person.Page.Locator("#actions ~ .table-scroll")).ToContainTextAsync("Train the second team");
            await Assertions.Expect(person.Page.Locator("#figures ~ .table-scroll")).ToContainTextAsync("Ada Reader");
        }

        await admin.KeepPictureAsync("minutes");
        var pdf = await (await admin.Context.APIRequest.GetAsync(portal.Address + $"meetings/{id}/minutes.pdf")).BodyAsync();
        await PdfTools.AssertValidAsync(pdf);
        var paper = await PdfTools.ReadTextAsync(pdf);
        Assert.All(new[] { "Train the second team", Driver, "Ada Reader", "Clara Summers" }, words => Assert.Contains(words, paper, StringComparison.Ordinal));
        await PdfTools.AssertValidAsync(await (await admin.Context.APIRequest.GetAsync(portal.Address + $"reviews/{review}.pdf")).BodyAsync());
        await admin.Page.GotoAsync("milestones");
        await Assertions.Expect(admin.Page.Locator("main")).ToContainTextAsync("Train the second team");
    }

    private static async Task<decimal> EventsAsync() => (await File.ReadAllLinesAsync(TestData.PathOf("usage", "truth", "account_month_utc.csv"), Ct))
        .Select(line => line.Split(',')).Where(row => row[0] == Company && row[1].StartsWith("2014-", StringComparison.Ordinal)).Sum(row => decimal.Parse(row[2], CultureInfo.InvariantCulture));

    private static Task PartAsync(Visit person, string name) => person.Page.Locator("[data-panel] .tabs").GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();

    private async Task<(Guid Account, string CsmLink, Guid Review)> PrepareAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var account = (await services.GetRequiredService<AccountDirectory>().FindAsync([Company], Ct)).Single().AccountId;
        var now = TimeProvider.System.GetUtcNow();
        var csm = await services.GetRequiredService<PortalDbFactory>().AddPersonAsync(Person.OfVendor("csm@northwind.example", "Clara Summers", PersonRole.Csm, now));
        await services.GetRequiredService<PortalDbFactory>().GiveCareAsync(account, csm.Id, now);
        var vendor = new Viewer(Guid.Empty, "test", PersonRole.VendorAdmin, AccountScope.Only(account), SeesMoney: true);
        var link = await services.GetRequiredService<Identity.Links.MakeInvitationLink>().RunAsync(vendor, csm.Id, Ct);
        await DoneAsync(services.GetRequiredService<SetTerms>().RunAsync(vendor, account, new SetTerms.Input { StartMonth = "2014-01", HorizonYears = "3", DiscountRate = "10" }, Ct));
        await DoneAsync(services.GetRequiredService<SaveDriver>().RunAsync(vendor, account, null, new SaveDriver.Input
        {
            Name = Driver,
            Kind = "TimeSaved",
            Unit = "minutes per review",
            Time = "Minutes",
            Baseline = "30",
            Target = "20",
            UnitValue = "60",
            Source = "Usage",
            Measure = "Events",
        }, Ct));
        var review = await DoneAsync(services.GetRequiredService<ComposeReview>().RunAsync(vendor, account, new DraftText.Input { From = "2014-01-01", To = "2014-12-31", Language = "en", Title = "The year 2014", Summary = "A year of work, counted." }, Ct));
        await DoneAsync(services.GetRequiredService<PublishReview>().RunAsync(vendor, account, review, 0, Ct));
        return (account, new Uri(link.Match(made => made.Address, refusal => throw new InvalidOperationException(refusal.Message))).PathAndQuery.TrimStart('/'), review);
    }

    private static async Task<T> DoneAsync<T>(Task<Platform.Outcome<T>> work) => (await work).Match(value => value, refusal => throw new InvalidOperationException(refusal.ToString()));
}
