using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Announcements;
using ValuePortal.Announcements.Desk;
using ValuePortal.Announcements.Feed;
using ValuePortal.Announcements.Reach;
using ValuePortal.Announcements.Roadmap;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.FeatureRequests;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Announcements;

/// <summary>From the wish to its use. Today is Monday, 15 June 2026, nine o'clock in UTC.</summary>
public sealed class ReleaseTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Guid fabrikam;
    private Guid contoso;
    private Viewer ann = null!;
    private Viewer bo = null!;
    private Viewer product = null!;
    private Viewer csm = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        fabrikam = (await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        contoso = (await portal.OpenAccountAsync("contoso", "Contoso")).AccountId;
        ann = await portal.MemberAsync(fabrikam);
        bo = await portal.MemberAsync(contoso, "Bo");
        product = await portal.ProductManagerAsync();
        csm = TestPortal.ViewerOf(await portal.AddStaffAsync("csm@northwind.example", PersonRole.Csm), fabrikam, contoso);
        await using var db = portal.Factory.ForSystem();
        (await db.Users.SingleAsync(person => person.Id == bo.PersonId, Ct)).Language = "zh-CN";
        await db.SaveChangesAsync(Ct);
        Done(await portal.Get<NameFeatures>().RunAsync(TestPortal.VendorAdmin(), [new NameFeatures.Input("export", "Export", "导出")], Ct));
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Publishing_tells_everybody_who_wants_it_once_by_the_name_of_their_request()
    {
        var (wish, other) = (await AskAsync(ann), await AskAsync(bo, "Weekly summary by mail please"));
        Done(await portal.Get<CastVote>().RunAsync(bo, wish, wanted: true, Ct));
        var release = await SaveAsync(new() { Requests = [wish, other], EndsRequests = true });

        // A draft is nobody's news.
        Assert.Empty(await portal.Get<ReadReleases>().RunAsync(ann, Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ReadReleases>().OpenAsync(ann, release, Ct)));

        Done(await portal.Get<PublishRelease>().RunAsync(product, release, 1, Ct));
        Assert.Equal("What you asked for, “Export usage figures to a file”, is there: Excel export", Assert.Single(await InboxAsync(ann)).Sentence);
        var told = Assert.Single(await InChineseAsync(() => InboxAsync(bo)));
        Assert.Equal("您关注的“Weekly summary by mail please”已上线：导出 Excel", told.Sentence);
        Assert.Equal("不用再手工复制。", told.Detail);

        // The requests are released with an answer, of which nobody is told a second time.
        Done(await portal.Get<ReadRequest>().RunAsync(ann, wish, Ct));
        Assert.Equal(RequestStatus.Released, Done(await portal.Get<ReadRequest>().RunAsync(ann, wish, Ct)).Status);
        Assert.Contains("No more copying", Done(await portal.Get<ReadRequest>().RunAsync(ann, wish, Ct)).Answer, StringComparison.Ordinal);
        await portal.Get<FinishReleases>().RunAsync(Ct);
        Assert.Single(await InboxAsync(ann));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<PublishRelease>().RunAsync(product, release, 2, Ct)));

        var mark = Assert.Single(await portal.Get<ListAnnotations>().RunAsync(ann, new(new(2026, 6, 1), new(2026, 6, 30)), Ct));
        Assert.Equal((AnnotationKind.Release, "Excel export", $"/releases/{release}"), (mark.Kind, mark.Text, mark.Link));
    }

    [Fact]
    public async Task A_release_for_some_tiers_or_accounts_is_missing_for_all_others()
    {
        await using (var db = portal.Factory.ForSystem(contoso))
        {
            (await db.Set<Account>().SingleAsync(account => account.AccountId == contoso, Ct)).Tier = Tier.Key;
            await db.SaveChangesAsync(Ct);
        }

        var wish = await AskAsync(ann);
        Done(await portal.Get<CastVote>().RunAsync(bo, wish, wanted: true, Ct));
        var forKey = await PublishedAsync(new() { Audience = ReleaseAudience.Tiers, Tiers = ["Key"], Requests = [wish] });
        var forFabrikam = await PublishedAsync(new() { Audience = ReleaseAudience.Accounts, Accounts = [fabrikam] });

        Assert.Equal([forFabrikam], (await portal.Get<ReadReleases>().RunAsync(ann, Ct)).Select(row => row.Id));
        Assert.Equal([forKey], (await portal.Get<ReadReleases>().RunAsync(bo, Ct)).Select(row => row.Id));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ReadReleases>().OpenAsync(ann, forKey, Ct)));
        Assert.Empty(await InboxAsync(ann)); // wants it, and cannot read it
        Assert.Single(await InboxAsync(bo));
        Assert.Single(await portal.Get<ListAnnotations>().RunAsync(ann, new(new(2026, 6, 1), new(2026, 6, 30)), Ct));
    }

    [Fact]
    public async Task A_scheduled_release_publishes_itself_at_its_time_and_tells_nobody_before()
    {
        var wish = await AskAsync(ann);
        var release = await SaveAsync(new() { Requests = [wish] });
        Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<PublishRelease>().ScheduleAsync(product, release, 1, portal.Clock.Now, Ct)));
        Done(await portal.Get<PublishRelease>().ScheduleAsync(product, release, 1, portal.Clock.Now.AddHours(3), Ct));

        portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await portal.Get<PublishRelease>().PublishDueAsync(Ct));
        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await portal.Get<PublishRelease>().PublishDueAsync(Ct));
        Assert.Equal(0, await portal.Get<PublishRelease>().PublishDueAsync(Ct));
        Assert.Single(await InboxAsync(ann));
        Assert.Equal(RequestStatus.New, Done(await portal.Get<ReadRequest>().RunAsync(ann, wish, Ct)).Status); // nobody ticked that
    }

    [Fact]
    public async Task A_note_says_how_it_solves_the_problem_and_who_is_second_loses_no_text()
    {
        var wrong = Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<SaveRelease>().RunAsync(product, null, new() { EnglishTitle = "Excel export", GuideLink = "http://insecure.example" }, Ct)));
        Assert.Equal(["EnglishSolves", "GuideLink"], wrong.Errors.Keys.Order());
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<SaveRelease>().RunAsync(csm, null, Words(), Ct)));

        var release = await SaveAsync(new());
        var first = Words();
        (first.EnglishTitle, first.Edition) = ("Export to Excel", 1);
        Done(await portal.Get<SaveRelease>().RunAsync(product, release, first, Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<SaveRelease>().RunAsync(product, release, first, Ct)));
        Assert.Equal("Export to Excel", Done(await portal.Get<ReadReleaseForDesk>().RunAsync(product, release, Ct)).Text.Title);
    }

    [Fact]
    public async Task The_roadmap_shows_each_move_of_a_quarter_and_the_own_wishes_first()
    {
        var (mine, theirs) = (await AskAsync(ann), await AskAsync(bo, "Weekly summary by mail please"));
        foreach (var request in new[] { mine, theirs })
        {
            Done(await portal.Get<AnswerRequest>().RunAsync(product, request, new(RequestStatus.Planned, "Planned.", 1), Ct));
        }

        var set = portal.Get<SetTarget>();
        Done(await set.RunAsync(product, mine, new("2026-3", null, null, 0), Ct));
        Assert.IsType<Refusal.Invalid>(Refused(await set.RunAsync(product, mine, new("2026-4", " ", null, 1), Ct)));
        portal.Clock.Advance(TimeSpan.FromDays(2));
        Done(await set.RunAsync(product, mine, new("2026-4", "The file format took longer.", "文件格式耗时更长。", 1), Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await set.RunAsync(product, mine, new("2027-1", "Again.", null, 1), Ct)));

        var rows = await portal.Get<ReadRoadmap>().RunAsync(ann, Ct);
        Assert.Equal([(mine, true), (theirs, false)], rows.Select(row => (row.Id, row.IsOurs)));
        Assert.Equal("2026-4", rows[0].Target.ToString());
        var move = Assert.Single(rows[0].Moves);
        Assert.Equal(("2026-3", "2026-4", new DateOnly(2026, 6, 17), "The file format took longer."), (move.From.ToString(), move.To.ToString(), move.On, move.Why));
        Assert.Equal(theirs, (await portal.Get<ReadRoadmap>().RunAsync(bo, Ct))[0].Id);
    }

    [Fact]
    public async Task What_nobody_asked_for_stands_on_the_roadmap_after_the_own_wishes_and_says_so()
    {
        var wish = await AskAsync(ann);
        Done(await portal.Get<AnswerRequest>().RunAsync(product, wish, new(RequestStatus.Planned, "Planned.", 1), Ct));
        var area = Done(await portal.Get<StateAreas>().AddAsync(product, new("Search", "搜索", null), Ct));
        var plan = portal.Get<PlanItem>();
        var words = new PlanItem.Input("One search over everything", "Type it once.", "全局搜索", "只需输入一次。", area, RequestStatus.Planned, "2026-3", IsShown: false);

        Assert.Equal(["ChineseTitle", "ChineseWords"], Assert.IsType<Refusal.Invalid>(Refused(await plan.RunAsync(product, null, words with { ChineseTitle = " ", ChineseWords = "" }, Ct))).Errors.Keys.Order());
        Assert.IsType<Refusal.NotAllowed>(Refused(await plan.RunAsync(csm, null, words, Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await plan.RunAsync(ann, null, words, Ct)));
        var item = Done(await plan.RunAsync(product, null, words, Ct));
        Assert.Equal([wish], (await portal.Get<ReadRoadmap>().RunAsync(ann, Ct)).Select(row => row.Id)); // nobody else sees it yet

        Done(await plan.RunAsync(product, item, words with { IsShown = true, Edition = 1 }, Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await plan.RunAsync(product, item, words with { Edition = 1 }, Ct)));
        Done(await plan.RunAsync(product, item, words with { IsShown = true, Quarter = "2026-4", Edition = 2 }, Ct));

        var rows = await portal.Get<ReadRoadmap>().RunAsync(ann, Ct);
        Assert.Equal([(wish, false), (item, true)], rows.Select(row => (row.Id, row.Plan is not null)));
        Assert.Equal(("One search over everything", "Type it once.", "Search", "2026-4", "2026-3"), (rows[1].Title, rows[1].Plan!.Words, rows[1].Plan!.Area, rows[1].Target.ToString(), rows[1].Plan!.First.ToString()));
        Assert.Equal(("全局搜索", "搜索"), await InChineseAsync(async () => (await portal.Get<ReadRoadmap>().RunAsync(bo, Ct))[0] is { Plan: { } own } row ? (row.Title, own.Area) : default));

        // Released it stays for ninety days, as a request does.
        Done(await plan.RunAsync(product, item, words with { IsShown = true, Status = RequestStatus.Released, Edition = 3 }, Ct));
        portal.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal([wish], (await portal.Get<ReadRoadmap>().RunAsync(ann, Ct)).Select(row => row.Id));
        Done(await plan.RemoveAsync(product, item, Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await plan.RemoveAsync(product, item, Ct)));
    }

    [Fact]
    public async Task Told_and_used_is_measured_against_as_many_days_before()
    {
        // Before: one person in the last 7 days, two in the last 30. After: u1, u2 and u3 within 7 days, u4 on the eighth.
        await Use.StoreAsync(
            portal.Services, "fabrikam",
            ("2026-05-01T08:00:00", "u9", "orders"), ("2026-05-20T08:00:00", "u1", "export"), ("2026-06-10T08:00:00", "u2", "export"),
            ("2026-06-15T10:00:00", "u1", "export"), ("2026-06-16T08:00:00", "u2", "export"), ("2026-06-21T08:00:00", "u3", "export"), ("2026-06-22T08:00:00", "u4", "export"),
            ("2026-06-25T08:00:00", "u9", "orders"));
        var wish = await AskAsync(ann);
        var release = await PublishedAsync(new() { Feature = "export", Requests = [wish], EndsRequests = true });
        portal.Clock.Advance(TimeSpan.FromDays(10));

        var row = Done(await portal.Get<ReadReach>().OfReleaseAsync(csm, release, Ct)).Single(row => row.AccountId == fabrikam);
        Assert.Equal([(7, 1L, 3L), (30, 2L, null), (90, null, null)], row.Use!.Windows.Select(window => (window.Days, window.Before, window.After)));
        Assert.Equal(new DateOnly(2026, 6, 15), row.Use.FirstOn);
        Assert.Equal([Asking.Title], row.Wishes);

        // Nobody knows yet: who asked stands first. A call is worked off the list, and the customer's card says so.
        Assert.Equal([fabrikam, contoso], (await portal.Get<ReadReach>().UntoldAsync(csm, Ct)).Select(untold => untold.AccountId));
        Assert.Equal((1, 4), await StepsAsync());
        Done(await portal.Get<NoteCall>().RunAsync(csm, new(fabrikam, release, new(2026, 6, 24), "Anna will show it to the stores."), Ct));
        Assert.Equal([contoso], (await portal.Get<ReadReach>().UntoldAsync(csm, Ct)).Select(untold => untold.AccountId));
        Assert.Equal((1, 5), await StepsAsync());
        var card = Assert.Single((await portal.Get<ReadWishes>().RunAsync(ann, Ct)).Cards);
        Assert.Equal(
            ("2026-06-15", "2026-06-15", "2026-06-15", "2026-06-24", "2026-06-15"),
            (Day(card.Wish.RaisedOn), Day(card.Wish.AnsweredOn), Day(card.ShippedOn), Day(card.ToldOn), Day(card.UsedOn)));

        // Whose business it is not.
        Assert.Empty(await portal.Get<ReadReach>().UntoldAsync(product, Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<NoteCall>().RunAsync(csm with { Scope = AccountScope.Only(contoso) }, new(fabrikam, release, new(2026, 6, 24), ""), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ReadReach>().OfReleaseAsync(ann, release, Ct)));

        async Task<(int Cards, int Steps)> StepsAsync()
        {
            var cards = (await portal.Get<ReadWishes>().RunAsync(ann, Ct)).Cards;
            return (cards.Count, cards[0].Steps);
        }

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Opening_a_release_is_seen_once_and_votes_delivered_count_people()
    {
        var (wish, second) = (await AskAsync(ann), await AskAsync(ann, "Weekly summary by mail please"));
        var colleague = await portal.MemberAsync(fabrikam, "Carl");
        Done(await portal.Get<CastVote>().RunAsync(colleague, wish, wanted: true, Ct));
        Done(await portal.Get<CastVote>().RunAsync(bo, second, wanted: true, Ct));
        var release = await PublishedAsync(new() { Requests = [wish], EndsRequests = true });

        Assert.True(Done(await portal.Get<ReadReleases>().OpenAsync(ann, release, Ct)).IsNew);
        Assert.False(Done(await portal.Get<ReadReleases>().OpenAsync(ann, release, Ct)).IsNew);
        Assert.Equal(1, Done(await portal.Get<ReadReach>().OfReleaseAsync(csm, release, Ct)).Single(row => row.AccountId == fabrikam).SeenBy);

        var wanted = await portal.Get<ReadWanted>().RunAsync(ann, Ct);
        Assert.Equal((3, 2), (wanted.Votes, wanted.DeliveredVotes)); // two of three votes of its own people; Bo's is another company's
        Assert.Equal(0m, (await portal.Get<ReadWanted>().RunAsync(bo, Ct)).DeliveredShare);
    }

    [Fact]
    public async Task Feed_readers_read_the_releases_of_one_company_until_its_address_is_revoked()
    {
        var first = await PublishedAsync(new());
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await PublishedAsync(new() { Audience = ReleaseAudience.Accounts, Accounts = [contoso] });
        var admin = await portal.MemberAsync(fabrikam, "Adam", PersonRole.CustomerAdmin);
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<ReleaseFeeds>().ChangeAsync(ann, make: true, Ct)));
        var secret = Done(await portal.Get<ReleaseFeeds>().ChangeAsync(admin, make: true, Ct))!;
        var file = Path.Combine(portal.Folder.Path, "feed.atom");
        await File.WriteAllTextAsync(file, await portal.Get<ReleaseFeeds>().WriteAsync(secret, Ct), Ct);

        Assert.Equal(
            ["atom 1.0 ValuePortal: what’s new", $"urn:uuid:{first} | Excel export | No more copying by hand. | http://127.0.0.1:5080/releases/{first} | 2026-06-15T09:00:00.000Z"],
            (await NodeClients.RunAsync("read-feed.mjs", file)).Trim().Split('\n'));

        Done(await portal.Get<ReleaseFeeds>().ChangeAsync(admin, make: false, Ct));
        Assert.Null(await portal.Get<ReleaseFeeds>().WriteAsync(secret, Ct));
    }

    private static SaveRelease.Input Words() => new()
    {
        EnglishTitle = "Excel export",
        EnglishSolves = "No more copying by hand.",
        ChineseTitle = "导出 Excel",
        ChineseSolves = "不用再手工复制。",
    };

    private async Task<Guid> SaveAsync(SaveRelease.Input input)
    {
        var words = Words();
        (input.EnglishTitle, input.EnglishSolves, input.ChineseTitle, input.ChineseSolves) = (words.EnglishTitle, words.EnglishSolves, words.ChineseTitle, words.ChineseSolves);
        return Done(await portal.Get<SaveRelease>().RunAsync(product, null, input, Ct));
    }

    private async Task<Guid> PublishedAsync(SaveRelease.Input input) => Done(await portal.Get<PublishRelease>().RunAsync(product, await SaveAsync(input), 1, Ct));

    /// <summary>Asks, for all to see.</summary>
    private async Task<Guid> AskAsync(Viewer viewer, string title = Asking.Title)
    {
        var request = await portal.AskAsync(viewer, title);
        await portal.PublishAsync(product, request);
        return request;
    }

    private async Task<IReadOnlyList<ReadInbox.Row>> InboxAsync(Viewer viewer) =>
        [.. (await portal.Get<ReadInbox>().RunAsync(viewer, ct: Ct)).Rows];

    private static async Task<T> InChineseAsync<T>(Func<Task<T>> read)
    {
        var culture = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        try
        {
            return await read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(
        refusal.Message + (refusal is Refusal.Invalid invalid ? string.Join(' ', invalid.Errors.SelectMany(error => error.Value)) : "")));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Granted: {done}"), refusal => refusal);
}
