using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;
using ValuePortal.Tests.Usage.Engagement;
using ValuePortal.Usage.Mailing;

namespace ValuePortal.Tests.Usage.Mailing;

/// <summary>Who gets which report when, read from the mails themselves.</summary>
public sealed class MailedReportTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Account account = null!;
    private Person person = null!;
    private Viewer viewer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail");
        person = await portal.AddCustomerAsync(account.AccountId, "anna@fabrikam.example");
        viewer = TestPortal.ViewerOf(person);

        // The clock stands on Monday, 15 June 2026, 09:00 UTC. Use in the week of the 1st, the 8th and the 15th.
        await portal.UseAsync(
            account,
            ("u-1", "2026-06-02T10:00:00Z", "orders"), ("u-1", "2026-06-09T10:00:00Z", "orders"), ("u-2", "2026-06-09T11:00:00Z", "orders"),
            ("u-2", "2026-06-10T10:00:00Z", "<b>reports</b>"), ("u-1", "2026-06-14T23:59:00Z", "orders"));
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task A_weekly_report_says_what_the_page_says_in_the_readers_language()
    {
        await SubscribeAsync();
        portal.Clock.Now = new(2026, 6, 15, 9, 59, 59, TimeSpan.Zero);
        Assert.Equal(0, await SendDueAsync());
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await SendDueAsync());

        var (mail, raw) = await OnlyMailAsync();
        Assert.Equal("Usage of Fabrikam Retail: 8 Jun – 14 Jun 2026", mail.GetProperty("subject").GetString());
        var text = mail.GetProperty("text").GetString()!;
        Assert.Contains("Active people: 2. Up 100%", text, StringComparison.Ordinal);
        Assert.Contains("Events: 4. Up 300%", text, StringComparison.Ordinal);
        Assert.Contains("Features used: 2.", text, StringComparison.Ordinal);
        Assert.Contains("- orders: 3 events, 2 people", text, StringComparison.Ordinal);
        Assert.Contains("/usage?from=2026-06-08&to=2026-06-14", text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;reports&lt;/b&gt;", raw, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<img|<script|<link|<style", raw);

        await ReadAsChineseAsync();
        portal.Clock.Now = new(2026, 6, 22, 10, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(account, ("u-1", "2026-06-16T10:00:00Z", "orders"));
        Assert.Equal(1, await SendDueAsync());
        Assert.Equal("Fabrikam Retail 使用情况：2026年6月15日至6月21日", (await OnlyMailAsync()).Mail.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task No_period_is_sent_twice_and_after_a_standstill_only_the_last()
    {
        await SubscribeAsync();
        portal.Clock.Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await SendDueAsync());
        Assert.Equal(0, await SendDueAsync());
        await OnlyMailAsync();

        await portal.UseAsync(account, ("u-1", "2026-06-17T10:00:00Z", "orders"), ("u-1", "2026-06-24T10:00:00Z", "orders"), ("u-1", "2026-07-01T10:00:00Z", "orders"));
        portal.Clock.Now = new(2026, 7, 7, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await SendDueAsync());
        Assert.Contains("29 Jun – 5 Jul 2026", (await OnlyMailAsync()).Mail.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await SendDueAsync());
        Assert.Equal(new DateTimeOffset(2026, 7, 13, 10, 0, 0, TimeSpan.Zero), Assert.Single((await portal.Get<ListMailedReports>().RunAsync(viewer, Ct))!.Rows).Next);
    }

    [Fact]
    public async Task Two_nodes_write_one_mail()
    {
        await SubscribeAsync();
        portal.Clock.Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

        await using var one = portal.Services.CreateAsyncScope();
        await using var other = portal.Services.CreateAsyncScope();
        var written = await Task.WhenAll(
            one.ServiceProvider.GetRequiredService<SendDueReports>().RunAsync(Ct), other.ServiceProvider.GetRequiredService<SendDueReports>().RunAsync(Ct));

        Assert.Equal(1, written.Sum());
        await OnlyMailAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_week_in_which_nothing_happened_is_left_out_or_gets_a_line_as_the_reader_wishes(bool evenWhenEmpty)
    {
        await SubscribeAsync(evenWhenEmpty: evenWhenEmpty);
        portal.Clock.Now = new(2026, 6, 22, 10, 0, 0, TimeSpan.Zero);

        Assert.Equal(evenWhenEmpty ? 1 : 0, await SendDueAsync());

        var row = Assert.Single((await portal.Get<ListMailedReports>().RunAsync(viewer, Ct))!.Rows);
        Assert.Equal(evenWhenEmpty ? null : new DateOnly(2026, 6, 15), row.Skipped?.From);
        if (evenWhenEmpty)
        {
            Assert.Contains("Nobody at Fabrikam Retail used the product", (await OnlyMailAsync()).Mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_deactivated_gets_nothing_and_later_no_heap_of_old_reports()
    {
        await SubscribeAsync();
        await DeactivateAsync(true);
        portal.Clock.Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await SendDueAsync());

        await DeactivateAsync(false);
        Assert.Equal(0, await SendDueAsync());
        Assert.False(Directory.Exists(portal.Folder.Mail));
    }

    [Fact]
    public async Task Paused_it_sends_nothing_and_resumed_only_what_comes()
    {
        var id = await SubscribeAsync();
        await ChangeAsync(id, MailedReportChange.Pause);
        portal.Clock.Now = new(2026, 6, 16, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await SendDueAsync());

        await ChangeAsync(id, MailedReportChange.Resume);
        Assert.Equal(0, await SendDueAsync());
        Assert.Equal(new DateTimeOffset(2026, 6, 22, 10, 0, 0, TimeSpan.Zero), Assert.Single((await portal.Get<ListMailedReports>().RunAsync(viewer, Ct))!.Rows).Next);
    }

    [Fact]
    public async Task Sent_at_once_it_is_the_last_whole_week_and_the_schedule_stays()
    {
        var id = await SubscribeAsync();

        Assert.True((await portal.Get<SendReportNow>().RunAsync(viewer, id, Ct)).Is(out _, out _));
        await portal.Get<DeliverMails>().RunAsync(Ct);
        Assert.Contains("8 Jun – 14 Jun 2026", (await OnlyMailAsync()).Mail.GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.IsType<Refusal.Conflict>(RefusalOf(await portal.Get<SendReportNow>().RunAsync(viewer, id, Ct)));

        portal.Clock.Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await SendDueAsync());
    }

    [Fact]
    public async Task Another_persons_report_is_a_missing_one()
    {
        var id = await SubscribeAsync();
        var colleague = TestPortal.ViewerOf(await portal.AddCustomerAsync(account.AccountId, "ben@fabrikam.example"));
        var contoso = await portal.OpenAccountAsync("contoso");
        var stranger = TestPortal.ViewerOf(await portal.AddCustomerAsync(contoso.AccountId, "eve@contoso.example"));

        foreach (var other in (Viewer[])[colleague, stranger])
        {
            Assert.Empty((await portal.Get<ListMailedReports>().RunAsync(other, Ct))!.Rows);
            var missing = RefusalOf(await portal.Get<ChangeMailedReport>().RunAsync(other, Guid.CreateVersion7(portal.Clock.Now), MailedReportChange.Remove, Ct));
            Assert.Equal(missing, RefusalOf(await portal.Get<ChangeMailedReport>().RunAsync(other, id, MailedReportChange.Remove, Ct)));
            Assert.Equal(missing, RefusalOf(await portal.Get<SendReportNow>().RunAsync(other, id, Ct)));
        }

        Assert.Single((await portal.Get<ListMailedReports>().RunAsync(viewer, Ct))!.Rows);
    }

    [Fact]
    public async Task The_same_wish_twice_is_one_and_there_are_five_at_most()
    {
        Assert.Equal(await SubscribeAsync(), await SubscribeAsync());
        for (var hour = 11; hour < 15; hour++)
        {
            await SubscribeAsync(hour: hour);
        }

        Assert.IsType<Refusal.Conflict>(RefusalOf(await portal.Get<SubscribeToReport>().RunAsync(viewer, new("Monthly", null, "8", "UTC"), Ct)));
    }

    [Theory]
    [InlineData("Daily", "Monday", "8", "UTC", "Rhythm")]
    [InlineData("Weekly", "Someday", "8", "UTC", "Weekday")]
    [InlineData("Weekly", "9", "8", "UTC", "Weekday")]
    [InlineData("Weekly", "Monday", "24", "UTC", "Hour")]
    [InlineData("Weekly", "Monday", "8", "Mars/Base", "Zone")]
    public async Task What_cannot_be_chosen_is_refused_at_its_field(string rhythm, string weekday, string hour, string zone, string field)
    {
        var refusal = Assert.IsType<Refusal.Invalid>(RefusalOf(await portal.Get<SubscribeToReport>().RunAsync(viewer, new(rhythm, weekday, hour, zone), Ct)));

        Assert.Equal([field], refusal.Errors.Keys);
    }

    [Fact]
    public async Task Other_times_count_from_now_on_and_what_was_sent_is_not_sent_again()
    {
        var id = await SubscribeAsync();
        portal.Clock.Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await SendDueAsync());
        await OnlyMailAsync();

        await EditAsync(id, "Weekly", "Wednesday");
        Assert.Equal(new DateTimeOffset(2026, 6, 24, 10, 0, 0, TimeSpan.Zero), await NextAsync());
        await EditAsync(id, "Monthly", "Monday");
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero), await NextAsync());

        await ChangeAsync(id, MailedReportChange.Pause);
        await EditAsync(id, "Weekly", "Friday");
        Assert.Null(await NextAsync());
        await ChangeAsync(id, MailedReportChange.Resume);
        Assert.Equal(DayOfWeek.Friday, (await NextAsync())!.Value.DayOfWeek);
    }

    [Fact]
    public async Task Two_of_the_same_times_and_the_report_of_somebody_else_are_refused()
    {
        var id = await SubscribeAsync(hour: 10);
        var second = await SubscribeAsync(hour: 11);
        var other = TestPortal.ViewerOf(await portal.AddCustomerAsync(account.AccountId, "ben@fabrikam.example"));
        var edit = portal.Get<EditMailedReport>();

        Assert.IsType<Refusal.Conflict>(RefusalOf(await edit.RunAsync(viewer, second, new("Weekly", "Monday", "10", "UTC"), Ct)));
        Assert.IsType<Refusal.NotFound>(RefusalOf(await edit.RunAsync(other, id, new("Weekly", "Monday", "12", "UTC"), Ct)));
        Assert.IsType<Refusal.Invalid>(RefusalOf(await edit.RunAsync(viewer, id, new("Weekly", "Monday", "24", "UTC"), Ct)));
    }

    [Fact]
    public async Task A_success_manager_gets_the_report_of_an_account_for_as_long_as_it_is_in_care()
    {
        person = await portal.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        await portal.Factory.GiveCareAsync(account.AccountId, person.Id, portal.Clock.Now);
        viewer = TestPortal.ViewerOf(person, account.AccountId);
        await SubscribeAsync();
        portal.Clock.Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await SendDueAsync());

        var text = (await OnlyMailAsync()).Mail.GetProperty("text").GetString()!;
        Assert.Contains("Events: 4. Up 300%", text, StringComparison.Ordinal);
        var desk = $"/desk/accounts/{account.AccountId}/usage";
        Assert.Contains(desk, text, StringComparison.Ordinal);
        Assert.DoesNotContain("/usage", text.Replace(desk, "", StringComparison.Ordinal), StringComparison.Ordinal);

        await using var db = portal.Factory.ForSystem(account.AccountId);
        await db.Set<Care>().Where(care => care.AccountId == account.AccountId && care.PersonId == person.Id).ExecuteDeleteAsync(Ct);
        await portal.UseAsync(account, ("u-1", "2026-06-16T10:00:00Z", "orders"));
        portal.Clock.Now = new(2026, 6, 22, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await SendDueAsync());
    }

    [Fact]
    public async Task Who_works_for_several_accounts_says_for_which()
    {
        var several = TestPortal.Csm(account.AccountId, (await portal.OpenAccountAsync("contoso", "Contoso")).AccountId);

        Assert.IsType<Refusal.NotAllowed>(RefusalOf(await portal.Get<SubscribeToReport>().RunAsync(several, new("Weekly", "Monday", "8", "UTC"), Ct)));
    }

    private async Task EditAsync(Guid id, string rhythm, string weekday) =>
        Assert.True((await portal.Get<EditMailedReport>().RunAsync(viewer, id, new(rhythm, weekday, "10", "UTC"), Ct)).Is(out _, out _));

    private async Task<DateTimeOffset?> NextAsync() => Assert.Single((await portal.Get<ListMailedReports>().RunAsync(viewer, Ct))!.Rows).Next;

    private async Task<Guid> SubscribeAsync(int hour = 10, bool evenWhenEmpty = false)
    {
        var outcome = await portal.Get<SubscribeToReport>().RunAsync(viewer, new("Weekly", "Monday", hour.ToString(CultureInfo.InvariantCulture), "UTC", evenWhenEmpty), Ct);
        Assert.True(outcome.Is(out var id, out var refusal), refusal?.Message);
        return id;
    }

    private Task<int> SendDueAsync() => portal.Get<SendDueReports>().RunAsync(Ct);

    private async Task ChangeAsync(Guid id, MailedReportChange change) =>
        Assert.True((await portal.Get<ChangeMailedReport>().RunAsync(viewer, id, change, Ct)).Is(out _, out _));

    private static Refusal? RefusalOf<T>(Outcome<T> outcome)
    {
        outcome.Is(out _, out var refusal);
        return refusal;
    }

    private async Task ReadAsChineseAsync()
    {
        await using var db = portal.Factory.ForSystem();
        await db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Language, "zh-CN"), Ct);
    }

    private async Task DeactivateAsync(bool deactivated)
    {
        await using var db = portal.Factory.ForSystem();
        await db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DeactivatedAt, deactivated ? portal.Clock.Now : null), Ct);
    }

    /// <summary>Delivers what waits; the one mail there is, as an independent parser reads it. It is taken away.</summary>
    private async Task<(JsonElement Mail, string Raw)> OnlyMailAsync()
    {
        await portal.Get<DeliverMails>().RunAsync(Ct);
        var file = Assert.Single(Directory.GetFiles(portal.Folder.Mail));
        var raw = await File.ReadAllTextAsync(file, Ct);
        var read = JsonSerializer.Deserialize<JsonElement>(await NodeClients.RunAsync("read-mail.mjs", file));
        File.Delete(file);
        return (read, raw);
    }
}
