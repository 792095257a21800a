using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Reminders;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Milestones;

/// <summary>Mails about tasks, the links in them, and the calendar. Today is Monday, 15 June 2026, nine o'clock in UTC.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private Guid account;
    private Person anna = null!;
    private Person csm = null!;
    private Viewer staff = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        scope = server.Services.CreateAsyncScope();
        account = (await server.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        anna = await server.AddCustomerAsync(account, "anna@fabrikam.example");
        csm = await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account, csm.Id, server.Clock.Now);
        staff = TestPortal.ViewerOf(csm, account);
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Each_open_task_is_reminded_of_once_before_its_day_and_once_after_it()
    {
        await AddAsync("Name the key users", "2026-06-18", anna.Id);
        await AddAsync("Far away", "2026-06-30", anna.Id);
        await AddAsync("Nobody's", "2026-06-15", null);
        var done = await AddAsync("Done already", "2026-06-15", anna.Id);
        Done(await Get<CompleteTask>().RunAsync(staff, account, done, true, Ct));
        var first = await AddAsync("First", "2026-06-29", csm.Id);
        await AddAsync("Waits for the first", "2026-06-15", anna.Id, after: first);

        List<string> written = [];
        for (var hour = 0; hour < 7 * 24; hour++)
        {
            await Get<SendReminders>().RunAsync(Ct);
            await Get<SendReminders>().RunAsync(Ct);
            written.AddRange((await MailsAsync()).Skip(written.Count).Select(mail => $"{server.Clock.Now:MM-dd HH} {mail.To} {mail.Subject}"));
            server.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["06-16 08 anna@fabrikam.example Due in 2 days: Name the key users", "06-19 08 anna@fabrikam.example 1 day late: Name the key users"], written);
    }

    [Fact]
    public async Task A_person_is_reminded_at_the_own_hour_of_the_own_zone_in_the_own_language_or_not_at_all()
    {
        await AddAsync("Name the key users", "2026-06-16", anna.Id);
        var viewer = TestPortal.ViewerOf(anna);
        Done(await Get<ChooseReminders>().RunAsync(viewer, new(true, "18", "Asia/Shanghai"), Ct)); // 10:00 in UTC
        await using (var db = server.Portal.ForSystem())
        {
            (await db.Users.SingleAsync(person => person.Id == anna.Id, Ct)).Language = "zh-CN";
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(0, await Get<SendReminders>().RunAsync(Ct));
        server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await Get<SendReminders>().RunAsync(Ct));
        var mail = Assert.Single(await MailsAsync());
        Assert.Contains("Name the key users", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("您好", mail.Text, StringComparison.Ordinal);

        // The mail program stops it by itself, and the page it leads to changes nothing when it is only opened.
        using var stranger = server.Stranger();
        var stop = new Uri(mail.Unsubscribe);
        using (var opened = await stranger.GetAsync(stop, Ct))
        {
            Assert.StartsWith("/tasks/stop", opened.Headers.Location?.ToString(), StringComparison.Ordinal);
        }

        Assert.True((await Get<ChooseReminders>().ReadAsync(viewer, Ct)).On);
        using (var stopped = await stranger.PostAsync(stop, null, Ct))
        {
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        }

        Assert.False((await Get<ChooseReminders>().ReadAsync(viewer, Ct)).On);
        server.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await Get<SendReminders>().RunAsync(Ct));
    }

    [Fact]
    public async Task The_link_shows_a_button_and_sets_this_task_done_for_two_weeks()
    {
        var task = await AddAsync("Name the key users", "2026-06-16", anna.Id);
        await Get<SendReminders>().RunAsync(Ct);
        var link = Regex.Match(Assert.Single(await MailsAsync()).Text, "https://localhost(?<page>/tasks/done\\?token=\\S+)").Groups["page"].Value;
        using var stranger = server.Stranger();

        for (var i = 0; i < 2; i++)
        {
            using var opened = await stranger.GetAsync(link, Ct);
            Assert.Contains("Name the key users", await opened.TextAsync(), StringComparison.Ordinal);
            Assert.True(opened.Headers.CacheControl?.NoStore);
            Assert.Null(await DoneOnAsync(task));
        }

        // A link of one kind does not stand for the other, and one that was changed for none.
        foreach (var wrong in new[] { link.Replace("/done", "/stop", StringComparison.Ordinal), link[..^3] + "abc", "/tasks/done" })
        {
            using var gone = await stranger.GetAsync(wrong, Ct);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        }

        using var sent = await stranger.SubmitAsync(link, "task-done");
        Assert.Contains("Marked as done.", await sent.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 6, 15), await DoneOnAsync(task));
        await using var db = server.Portal.ForSystem(account);
        Assert.Contains(await db.Set<AuditEntry>().Where(line => line.AccountId == account).ToListAsync(Ct), line => line.PersonId == anna.Id && line.Actor.EndsWith("(link in a mail)", StringComparison.Ordinal));

        server.Clock.Advance(TimeSpan.FromDays(15));
        using var late = await stranger.GetAsync(link, Ct);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact]
    public async Task A_link_ends_with_the_persons_access()
    {
        var task = await AddAsync("Check the contract", "2026-06-16", csm.Id, shared: false);
        await Get<SendReminders>().RunAsync(Ct);
        var token = Regex.Match(Assert.Single(await MailsAsync()).Text, "tasks/done\\?token=(?<token>\\S+)").Groups["token"].Value;
        Assert.NotNull(await Get<CompleteByLink>().ReadAsync(token, Ct));

        await using (var db = server.Portal.ForSystem())
        {
            (await db.Users.SingleAsync(person => person.Id == csm.Id, Ct)).DeactivatedAt = server.Clock.Now;
            await db.SaveChangesAsync(Ct);
        }

        Assert.Null(await Get<CompleteByLink>().ReadAsync(token, Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await Get<CompleteByLink>().RunAsync(token, Ct)));
        Assert.Null(await DoneOnAsync(task));
    }

    [Fact]
    public async Task A_calendar_program_reads_the_persons_days_until_the_address_is_revoked()
    {
        var milestone = Done(await Get<AddMilestone>().RunAsync(
            staff, account, new("Training held; Munich, Cologne \\ 东京 and everywhere else where people of the company work with the product", new(2026, 7, 31)), Ct));
        var task = await AddAsync("Name the key users", "2026-06-16", anna.Id);
        await AddAsync("Check the contract", "2026-06-20", csm.Id, shared: false);
        using var client = server.ClientOf(anna);
        using var made = await client.SubmitAsync("/account/reminders", "calendar", ("Feed", "make"));
        var address = Regex.Match(await made.TextAsync(), "https://localhost(?<page>/calendar/[\\w-]+\\.ics)").Groups["page"].Value;
        using var stranger = server.Stranger();
        using var answer = await stranger.GetAsync(address, Ct);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        var file = Path.Combine(server.Folder.Path, "plan.ics");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync(Ct), Ct);

        Assert.All((await File.ReadAllTextAsync(file, Ct)).Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Equal(
            [
                "Success plan",
                $"true 2026-07-31/2026-08-01 Milestone due: Training held; Munich, Cologne \\ 东京 and everywhere else where people of the company work with the product {milestone}@valueportal https://localhost/milestones/{milestone}",
                $"true 2026-06-16/2026-06-17 Task due: Name the key users {task}@valueportal https://localhost/milestones#tasks",
            ],
            (await NodeClients.RunAsync("read-calendar.mjs", file)).Trim().Split('\n'));

        using var again = await client.SubmitAsync("/account/reminders", "calendar", ("Feed", "revoke"));
        using var gone = await stranger.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    private async Task<Guid> AddAsync(string title, string due, Guid? person, bool shared = true, Guid? after = null) => Done(await Get<AddTask>().RunAsync(
        staff, account, new(title, DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), person == csm.Id ? Side.Vendor : Side.Customer, null, null, person, shared, after), Ct));

    private async Task<DateOnly?> DoneOnAsync(Guid task)
    {
        await using var db = server.Portal.ForSystem(account);
        return (await db.Set<PlanTask>().SingleAsync(row => row.AccountId == account && row.Id == task, Ct)).DoneOn;
    }

    /// <summary>The mails so far as they are written into the folder, in their order.</summary>
    private async Task<List<(string To, string Subject, string Text, string Unsubscribe)>> MailsAsync()
    {
        await using var db = server.Portal.ForSystem(account);
        var written = await db.Set<OutgoingMail>().CountAsync(mail => mail.AccountId == account, Ct);
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

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Granted: {done}"), refusal => refusal);
}
