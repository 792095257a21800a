using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ValuePortal.Milestones.Plans;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Meetings;
using ValuePortal.Reviews.Meetings.Live;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Reports;
using ValuePortal.Tests.FeatureRequests;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews.Meetings;

public sealed class MeetingTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private ReviewWorld world = null!;
    private Viewer admin = null!;
    private Viewer member = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Id => world.Account.AccountId;

    private Viewer Csm => world.Csm;

    public async ValueTask InitializeAsync()
    {
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam", "Asia/Kathmandu");
        var csm = await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await portal.GiveCareAsync(account.AccountId, csm.Id);
        world = new ReviewWorld(portal.Services, account, TestPortal.ViewerOf(csm, account.AccountId));
        admin = TestPortal.ViewerOf(await portal.AddCustomerAsync(account.AccountId, "admin@fabrikam.example")) with { SeesMoney = true };
        member = TestPortal.ViewerOf(await portal.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember));
        await world.FillAsync(member, await portal.ProductManagerAsync());
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task What_was_agreed_stands_in_the_plan_the_minutes_and_every_inbox()
    {
        var review = await world.PublishedAsync();
        var id = await LiveAsync(review);
        var driver = (await ReadAsync(admin)).Drivers.Single();
        var figure = Done(await portal.Get<ReadFigure>().RunAsync(admin, Id, driver.Key, Ct));
        await SayAsync(member, id, "Decision", "We start in March.");
        await SayAsync(admin, id, "Action", "Name the people", owner: Csm.PersonId.ToString(), due: "2026-07-31");
        await SayAsync(Csm, id, "Action", "Clean the list", owner: SayInMeeting.Customer, due: "2026-08-15");
        var question = await SayAsync(member, id, "Question", "What about June?");
        Done(await portal.Get<ChangeEntry>().AnswerAsync(Csm, id, question, true, Ct));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Done(await portal.Get<SignInMeeting>().RunAsync(admin, id, driver.Key.ToString(), new() { Kind = "Confirmed", Seen = figure.Seen.ToString(CultureInfo.InvariantCulture), Fingerprint = figure.Fingerprint }, Ct));

        Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<SayInMeeting>().RunAsync(Csm, id, new() { Kind = "Note", Text = "That is USD 4,000 a year" }, Ct)));
        portal.Clock.Advance(TimeSpan.FromMinutes(42));
        Done(await portal.Get<EndMeeting>().RunAsync(Csm, id, Ct));

        // The same signature as on the page of the figure.
        var signed = Done(await portal.Get<ReadFigure>().RunAsync(admin, Id, driver.Key, Ct));
        Assert.Equal(admin.PersonId, signed.Standing.Decision!.PersonId);
        Assert.True(signed.Standing.IsConfirmed);

        await using var db = portal.Factory.ForSystem(Id);
        var tasks = await db.Set<PlanTask>().Where(task => task.AccountId == Id).OrderBy(task => task.DueOn).ToListAsync(Ct);
        Assert.Equal([("Name the people", Side.Vendor, (Guid?)Csm.PersonId, false), ("Clean the list", Side.Customer, null, false)],
            tasks.Select(task => (task.Title, task.Side, task.PersonId, task.IsInternal)));
        var told = await db.Set<Notice>().Where(notice => notice.Kind == "meeting-minutes").Select(notice => notice.PersonId).ToListAsync(Ct);
        Assert.Equal([.. new[] { admin.PersonId, member.PersonId }.Order()], told.Order());

        var minutes = Done(await portal.Get<ReadMeeting>().RunAsync(member, id, Ct));
        Assert.Equal(["Decision", "Action", "Action", "Question", "Confirmed"], minutes.Entries.Select(entry => entry.Kind.ToString()));
        Assert.Equal(42, (int)(minutes.Meeting.EndedAt - minutes.Meeting.StartedAt)!.Value.TotalMinutes);

        // Nothing comes in any more, from either side.
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<SayInMeeting>().RunAsync(Csm, id, new() { Kind = "Note", Text = "Too late" }, Ct)));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<ChangeEntry>().RemoveAsync(member, id, question, Ct)));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<MoveInMeeting>().GoAsync(Csm, id, At("usage", 0.5), Ct)));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<EndMeeting>().RunAsync(Csm, id, Ct)));
    }

    [Fact]
    public async Task Only_people_of_the_account_and_who_has_it_in_care_are_there()
    {
        var id = await LiveAsync(await world.PublishedAsync());
        var other = await portal.OpenAccountAsync("tailspin", "Tailspin");
        foreach (var stranger in new[] { TestPortal.AdminOf(other.AccountId), TestPortal.Csm(other.AccountId), TestPortal.ProductManager() })
        {
            Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ReadMeeting>().RunAsync(stranger, id, Ct)));
            Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<SayInMeeting>().RunAsync(stranger, id, new() { Kind = "Note", Text = "x" }, Ct)));
            Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<MoveInMeeting>().FollowAsync(stranger, id, true, Ct)));
            Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<NoteForStaff>().WriteAsync(stranger, id, "x", Ct)));
            Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<MoveInMeeting>().GoAsync(stranger, id, At("usage", 0), Ct)));
        }

        foreach (var customer in new[] { admin, member })
        {
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<EndMeeting>().RunAsync(customer, id, Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<NoteForStaff>().ReadAsync(customer, id, Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<LeadMeeting>().HandAsync(customer, id, customer.PersonId, Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<CallMeeting>().RunAsync(customer, Id, id, Ct)));
            Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<MoveInMeeting>().GoAsync(customer, id, At("usage", 0), Ct)));
        }

        // A member signs nothing, in the meeting as elsewhere.
        var driver = (await ReadAsync(admin)).Drivers.Single();
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<SignInMeeting>().RunAsync(member, id, driver.Key.ToString(), new() { Kind = "Confirmed" }, Ct)));
    }

    [Fact]
    public async Task The_lead_goes_to_who_is_there_and_comes_back()
    {
        var id = await LiveAsync(await world.PublishedAsync());
        Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<LeadMeeting>().HandAsync(Csm, id, member.PersonId, Ct)));

        await portal.Get<ComeToMeeting>().ComeAsync(member, Id, id, Ct);
        Done(await portal.Get<LeadMeeting>().HandAsync(Csm, id, member.PersonId, Ct));
        Done(await portal.Get<MoveInMeeting>().GoAsync(member, id, At("value", 0.25), Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<MoveInMeeting>().GoAsync(Csm, id, At("usage", 0), Ct)));

        Done(await portal.Get<LeadMeeting>().HandAsync(Csm, id, Csm.PersonId, Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<MoveInMeeting>().GoAsync(member, id, At("usage", 0), Ct)));
        var meeting = Done(await portal.Get<ReadMeeting>().RunAsync(admin, id, Ct)).Meeting;
        Assert.Equal((Csm.PersonId, """{"anchor":"value","part":0.25,"open":[]}"""), (meeting.PresenterId, meeting.Place));
    }

    [Fact]
    public async Task A_draft_is_shown_as_it_was_when_the_meeting_began_in_the_edition_of_each_reader()
    {
        var id = await LiveAsync(await world.DraftAsync());
        var meeting = Done(await portal.Get<ReadMeeting>().RunAsync(admin, id, Ct)).Meeting;
        var before = Done(await portal.Get<ReadMeeting>().ShownAsync(admin, meeting, Ct))!;

        await world.UseMoreAsync();

        var after = Done(await portal.Get<ReadMeeting>().ShownAsync(Csm, meeting, Ct))!;
        Assert.Equal(before.Usage.Tiles.Select(tile => tile.Figure), after.Usage.Tiles.Select(tile => tile.Figure));
        var plain = Done(await portal.Get<ReadMeeting>().ShownAsync(member, meeting, Ct))!;
        Assert.Equal((true, false, null), (before.WithMoney, plain.WithMoney, plain.Currency));

        // Elsewhere the draft stays what it is: not there for customers.
        Assert.IsType<Refusal.NotFound>(Refused(await world.ReadAsync(admin, meeting.ReviewId)));
    }

    [Fact]
    public async Task A_page_on_another_node_is_told_of_what_this_one_writes()
    {
        var id = await LiveAsync(await world.PublishedAsync());
        using var node = new WatchMeetings(portal.Factory, TimeProvider.System, NullLogger<WatchMeetings>.Instance);
        await node.StartAsync(Ct);
        var page = node.Begin(Id, id);
        await UntilAsync(page, told => told.State is not null);

        Done(await portal.Get<MoveInMeeting>().GoAsync(Csm, id, At("usage-0", 0.5), Ct));
        await UntilAsync(page, told => told.Place?.Contains("usage-0", StringComparison.Ordinal) == true);
        await SayAsync(member, id, "Note", "Heard over there");
        await UntilAsync(page, told => told.State!.Contains("\"revision\":2", StringComparison.Ordinal));
        Assert.DoesNotContain("Heard over there", page.Now().State, StringComparison.Ordinal);

        node.End(page);
        await node.StopAsync(Ct);
    }

    [Fact]
    public async Task Of_many_who_write_at_once_every_line_is_there_and_counted()
    {
        var id = await LiveAsync(await world.PublishedAsync());
        var before = Done(await portal.Get<ReadMeeting>().RunAsync(Csm, id, Ct)).Meeting.Revision;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async no =>
        {
            await using var scope = portal.Services.CreateAsyncScope();
            Done(await scope.ServiceProvider.GetRequiredService<SayInMeeting>().RunAsync(no % 2 == 0 ? member : admin, id, new() { Kind = "Note", Text = $"Line {no}" }, Ct));
        }));

        var reading = Done(await portal.Get<ReadMeeting>().RunAsync(Csm, id, Ct));
        Assert.Equal((20, before + 20), (reading.Entries.Count, reading.Meeting.Revision));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"anchor":"x","part":0.5}""")]
    [InlineData("""{"anchor":"x","part":1.5,"open":[]}""")]
    [InlineData("""{"anchor":"x\"><script>","part":0,"open":[]}""")]
    [InlineData("""{"anchor":"x","part":0,"open":["</script>"]}""")]
    [InlineData("""{"anchor":"x","part":0,"open":[],"pointed":{"within":"x","kind":"other","index":0}}""")]
    [InlineData("""{"anchor":"x","part":0,"open":[],"pointed":{"within":"x","kind":"figure","index":-1}}""")]
    [InlineData("""{"anchor":"x","part":0,"open":[],"more":1}""")]
    [InlineData("""{"anchor":"x","part":0,"part":1,"open":[]}""")]
    public void A_place_that_is_none_is_refused(string sent) => Assert.Null(Place.Read(sent));

    [Fact]
    public void A_place_is_written_in_one_form_whoever_sent_it() => Assert.Equal(
        """{"anchor":"value","part":0.3333,"open":["usage-0"],"pointed":{"within":"drivers","kind":"figure","index":3,"metric":"roi.benefit"}}""",
        Place.Read(""" { "part": 0.33333333, "open": [ "usage-0" ], "anchor": "value", "pointed": { "kind": "figure", "within": "drivers", "index": 3, "metric": "roi.benefit" } } """)!.Write());

    private static T Done<T>(Outcome<T> outcome) => ReviewWorld.Done(outcome);

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(_ => throw new InvalidOperationException("It was not refused."), refusal => refusal);

    private static string At(string anchor, double part) => FormattableString.Invariant($$"""{"anchor":"{{anchor}}","part":{{part}},"open":[]}""");

    private static async Task UntilAsync(Watched page, Func<(string? State, string? Place), bool> told)
    {
        while (page.Now() is var now && !told((now.State, now.Place)))
        {
            await now.News.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        }
    }

    private async Task<Guid> LiveAsync(Guid review)
    {
        var id = Done(await portal.Get<CallMeeting>().RunAsync(Csm, Id, review, Ct));
        Assert.Equal(id, Done(await portal.Get<CallMeeting>().RunAsync(Csm, Id, review, Ct)));
        await portal.Get<ComeToMeeting>().ComeAsync(Csm, Id, id, Ct);
        return Done(await portal.Get<StartMeeting>().RunAsync(Csm, id, Ct));
    }

    private async Task<Guid> SayAsync(Viewer viewer, Guid id, string kind, string text, string? owner = null, string? due = null)
    {
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        return Done(await portal.Get<SayInMeeting>().RunAsync(viewer, id, new() { Kind = kind, Text = text, Owner = owner, DueOn = due }, Ct));
    }

    private async Task<ValueReport> ReadAsync(Viewer viewer) => Done(await portal.Get<ReadValue>().RunAsync(viewer, Id, ct: Ct))!;
}
