using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Notifications;

/// <summary>What people are told. Today is Monday, 15 June 2026, nine o'clock in UTC.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private Guid account;
    private Guid other;
    private Person ann = null!;
    private Person bo = null!;
    private Person product = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        scope = server.Services.CreateAsyncScope();
        account = (await server.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        other = (await server.OpenAccountAsync("contoso", "Contoso", "Asia/Shanghai")).AccountId;
        ann = await server.AddCustomerAsync(account, "ann@fabrikam.example");
        bo = await server.AddCustomerAsync(other, "bo@contoso.example", PersonRole.CustomerMember);
        product = await server.AddStaffAsync("product@northwind.example", PersonRole.ProductManager);
        await using var db = server.Portal.ForSystem();
        (await db.Users.SingleAsync(person => person.Id == bo.Id, Ct)).Language = "zh-CN";
        await db.SaveChangesAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Everybody_who_wants_a_request_is_told_of_its_answer_once_and_reads_it_in_the_own_language()
    {
        var request = await AnsweredAsync();

        using var client = server.ClientOf(ann);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/inbox", Ct));
        Assert.Contains("“Export usage figures to a file” is now: Planned", page, StringComparison.Ordinal);
        Assert.Contains("data-inbox=\"1\"", page, StringComparison.Ordinal);
        using var chinese = server.ClientOf(bo);
        chinese.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        Assert.Contains("当前状态", WebUtility.HtmlDecode(await chinese.GetStringAsync("/inbox", Ct)), StringComparison.Ordinal);

        // Nothing new was said: nobody is told again.
        Assert.True((await Get<AnswerRequest>().RunAsync(TestPortal.ViewerOf(product), request, new(RequestStatus.Planned, "We build it.", 2), Ct)).Is(out _, out _));
        Assert.Equal(1, await Get<ReadInbox>().CountNewAsync(TestPortal.ViewerOf(ann), Ct));

        // Opening it leads there and is reading it; one of somebody else leads to the own inbox and stays new.
        var notice = Assert.Single((await Get<ReadInbox>().RunAsync(TestPortal.ViewerOf(ann), ct: Ct)).Rows).Id;
        using (var foreign = await chinese.GetAsync($"/inbox/open?notice={notice}", Ct))
        {
            Assert.Equal("/inbox", foreign.Headers.Location?.ToString());
        }

        Assert.Equal(1, await Get<ReadInbox>().CountNewAsync(TestPortal.ViewerOf(ann), Ct));
        using var opened = await client.GetAsync($"/inbox/open?notice={notice}", Ct);
        Assert.Equal($"/requests/{request}", opened.Headers.Location?.ToString());
        Assert.Equal(0, await Get<ReadInbox>().CountNewAsync(TestPortal.ViewerOf(ann), Ct));
    }

    [Fact]
    public async Task What_is_rolled_back_is_told_to_nobody()
    {
        var request = await AnsweredAsync();

        // A colleague was faster: the second answer is refused whole.
        Assert.False((await Get<AnswerRequest>().RunAsync(TestPortal.ViewerOf(product), request, new(RequestStatus.NotPlanned, "No.", 1), Ct)).Is(out _, out _));
        Assert.Equal(1, await Get<ReadInbox>().CountNewAsync(TestPortal.ViewerOf(ann), Ct));

        await using var db = server.Portal.ForSystem(account);
        await using (await db.Database.BeginTransactionAsync(Ct))
        {
            await Get<Tell>().StageAsync(db, [new Tell.News(ann.Id, "request-answered", "never", "/requests", "Never", "Never", "")], Ct);
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(1, await Get<ReadInbox>().CountNewAsync(TestPortal.ViewerOf(ann), Ct));
    }

    [Fact]
    public async Task Mail_waits_for_the_end_of_quiet_hours_of_the_persons_zone_goes_once_and_stops_by_its_link()
    {
        server.Clock.Now = new DateTimeOffset(2026, 6, 15, 14, 0, 0, TimeSpan.Zero); // 22:00 in Shanghai, 14:00 for Ann
        await AnsweredAsync();

        List<string> written = [];
        for (var hour = 0; hour < 24; hour++)
        {
            await Get<SendNotices>().RunAsync(Ct);
            await Get<SendNotices>().RunAsync(Ct);
            written.AddRange((await MailsAsync()).Skip(written.Count).Select(mail => $"{server.Clock.Now:HH} {mail.To} {mail.Subject}"));
            server.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["14 ann@fabrikam.example “Export usage figures to a file” is now: Planned", "23 bo@contoso.example “Export usage figures to a file”当前状态：已列入计划"], written);

        // The mail program stops it by itself; reading the address changes nothing. The inbox goes on.
        var link = (await MailsAsync())[0].Unsubscribe;
        using var stranger = server.Stranger();
        using (var read = await stranger.GetAsync(new Uri(link), Ct))
        {
            Assert.StartsWith("/mail/stop", read.Headers.Location?.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(NoticeWay.Mail, await WayAsync());
        using (var stopped = await stranger.PostAsync(new Uri(link), null, Ct))
        {
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        }

        Assert.Equal(NoticeWay.Inbox, await WayAsync());
        using var forged = await stranger.GetAsync("/mail/stop?token=forged", Ct);
        Assert.Equal(HttpStatusCode.Gone, forged.StatusCode);

        async Task<NoticeWay> WayAsync() => (await Get<ChooseNotices>().ReadAsync(TestPortal.ViewerOf(ann), Ct)).Rows.Single(row => row.Kind == "request-answered").Way;
    }

    [Fact]
    public async Task A_digest_is_one_mail_a_day_of_what_was_not_read_meanwhile_and_nothing_means_nothing()
    {
        using var client = server.ClientOf(ann);
        using var saved = await client.SubmitAsync(
            "/account/notices", "notices", ("way-request-answered", "Digest"), ("way-review-published", "Inbox"), ("way-milestone-reached", "None"), ("QuietFrom", "0"), ("QuietUntil", "0"), ("DigestHour", "17"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        await TellAsync(("request-answered", "a"), ("request-answered", "b"), ("request-answered", "c"), ("milestone-reached", "m"), ("review-published", "r"));
        var inbox = await Get<ReadInbox>().RunAsync(TestPortal.ViewerOf(ann), ct: Ct);
        Assert.Equal(4, inbox.New);
        await Get<MarkRead>().RunAsync(TestPortal.ViewerOf(ann), inbox.Rows.First(row => row.Sentence.Contains("“b”", StringComparison.Ordinal)).Id, Ct);

        server.Clock.Advance(TimeSpan.FromHours(7.9));
        Assert.Equal(0, await Get<SendNotices>().RunAsync(Ct));
        server.Clock.Advance(TimeSpan.FromHours(0.2));
        await Get<SendNotices>().RunAsync(Ct);
        var mail = Assert.Single(await MailsAsync());
        Assert.Equal("2 news for you", mail.Subject);
        Assert.Equal(["“a”", "“c”"], Regex.Matches(mail.Text, "“.”").Select(match => match.Value).Order());
    }

    [Fact]
    public async Task Pages_of_the_inbox_show_everything_once_new_first_and_old_news_is_dropped()
    {
        for (var i = 0; i < 45; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(i % 3 == 0 ? 1 : 0)); // three at the same moment
            await TellAsync(("review-published", $"{i:00}"));
        }

        var viewer = TestPortal.ViewerOf(ann);
        foreach (var row in (await Get<ReadInbox>().RunAsync(viewer, ct: Ct)).Rows.Where((_, i) => i % 2 == 0))
        {
            await Get<MarkRead>().RunAsync(viewer, row.Id, Ct);
        }

        List<ReadInbox.Row> all = [];
        string? after = null;
        do
        {
            var page = await Get<ReadInbox>().RunAsync(viewer, after, Ct);
            all.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(45, all.Select(row => row.Id).Distinct().Count());
        Assert.Equal(45, all.Count);
        Assert.Equal(all.OrderByDescending(row => row.IsNew).Select(row => row.Id), all.Select(row => row.Id));

        server.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(10, await Get<SweepNotices>().RunAsync(Ct));
        await Get<MarkRead>().RunAsync(viewer, null, Ct);
        Assert.Equal(0, await Get<ReadInbox>().CountNewAsync(viewer, Ct));
    }

    [Fact]
    public async Task The_inbox_stands_in_the_own_file_and_goes_with_the_person()
    {
        await AnsweredAsync();
        var viewer = TestPortal.ViewerOf(bo);
        using (var client = server.ClientOf(bo))
        {
            Assert.Contains("\"inbox\"", await client.GetStringAsync(OwnDataEndpoint.Path, Ct), StringComparison.OrdinalIgnoreCase);
        }

        var admin = TestPortal.ViewerOf(await server.AddCustomerAsync(other, "admin@contoso.example"));
        Assert.True((await Get<DeletePerson>().RunAsync(admin, bo.Id, Ct)).Is(out _, out var refusal), refusal?.Message);
        Assert.Empty((await Get<ReadInbox>().RunAsync(viewer, ct: Ct)).Rows);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-06-15T18:59Z", "2026-06-15T18:59Z")]
    [InlineData("Europe/Berlin", "2026-06-15T19:00Z", "2026-06-16T05:00Z")]
    [InlineData("Europe/Berlin", "2026-06-16T04:59Z", "2026-06-16T05:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T23:30Z", "2026-03-29T05:00Z")] // the night in which an hour is left out
    [InlineData("Asia/Kolkata", "2026-06-15T16:00Z", "2026-06-16T01:30Z")]
    public void No_mail_comes_from_nine_in_the_evening_to_seven(string zone, string now, string due) =>
        Assert.Equal(Moment(due), new NoticeTimes(zone, 21, 7, 8).DueAt(NoticeWay.Mail, Moment(now)));

    [Theory]
    [InlineData("Europe/Berlin", 8, "2026-06-15T06:00Z", "2026-06-16T06:00Z")]
    [InlineData("Europe/Berlin", 2, "2026-03-28T12:00Z", "2026-03-29T01:00Z")] // two o'clock is not there that day
    [InlineData("Europe/Berlin", 8, "2026-10-24T12:00Z", "2026-10-25T07:00Z")]
    public void A_digest_comes_at_its_hour(string zone, int hour, string now, string due) =>
        Assert.Equal(Moment(due), new NoticeTimes(zone, 21, 7, hour).DueAt(NoticeWay.Digest, Moment(now)));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>Ann asks, all see it, Bo votes, and the vendor answers.</summary>
    private async Task<Guid> AnsweredAsync()
    {
        var staff = TestPortal.ViewerOf(product);
        var asked = await Get<SubmitRequest>().RunAsync(TestPortal.ViewerOf(ann), new("Export usage figures to a file", "By hand every month.", Guid.CreateVersion7()), Ct);
        Assert.True(asked.Is(out var request, out var refusal), refusal?.Message);
        Assert.True((await Get<PublishRequest>().RunAsync(staff, request, toAll: true, Ct)).Is(out _, out _));
        Assert.True((await Get<CastVote>().RunAsync(TestPortal.ViewerOf(bo), request, wanted: true, Ct)).Is(out _, out _));
        Assert.True((await Get<AnswerRequest>().RunAsync(staff, request, new(RequestStatus.Planned, "We build it.", 1), Ct)).Is(out _, out _));
        return request;
    }

    private async Task TellAsync(params (string Kind, string Word)[] news)
    {
        await using var db = server.Portal.ForSystem(account);
        await Get<Tell>().StageAsync(db, [.. news.Select(one => new Tell.News(ann.Id, one.Kind, one.Word, "/reviews", one.Word, "x", ""))], Ct);
        await db.SaveChangesAsync(Ct);
    }

    private async Task<List<(string To, string Subject, string Text, string Unsubscribe)>> MailsAsync()
    {
        await using var db = server.Portal.ForSystem(account, other);
        var written = await db.Set<OutgoingMail>().CountAsync(Ct);
        string[] files;
        while ((files = Directory.Exists(server.Folder.Mail) ? Directory.GetFiles(server.Folder.Mail, "*.eml") : []).Length < written)
        {
            await Get<DeliverMails>().RunAsync(Ct); // or the server's own round has it in hand
        }

        List<(string, string, string, string)> mails = [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            using var message = await MimeMessage.LoadAsync(file, Ct);
            mails.Add((message.To.Mailboxes.Single().Address, message.Subject ?? "", message.TextBody ?? "", (message.Headers[HeaderId.ListUnsubscribe] ?? "").Trim('<', '>')));
        }

        return mails;
    }
}
