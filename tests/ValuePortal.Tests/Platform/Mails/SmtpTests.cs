using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Links;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Mails;

/// <summary>Against a real SMTP server that nobody here wrote.</summary>
public sealed class SmtpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_delivered_once_in_either_language()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await portal.Get<MailOutbox>().WriteAsync(new Mail("ann@fabrikam.example", "Ann O'Neill", "Your password", "Hello Ann,\nhttps://localhost/a?b=c&d=e\n"), Ct);
        await portal.Get<MailOutbox>().WriteAsync(
            new Mail("chen@tailspin.example", "陈思远", "您的使用情况报告", "您好\n")
            {
                Html = "<p>您好 <b>一</b></p>",
                Attached = new("使用情况 2026-06.csv", "text/csv", "日期,次数\r\n2026-06-01,3\r\n"u8.ToArray()),
                Unsubscribe = "https://localhost/mail/unsubscribe/now?token=" + new string('a', 200),
            },
            Ct);

        Assert.Equal(2, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        var taken = new[] { await sink.NextAsync(), await sink.NextAsync() };
        var english = taken.Single(mail => mail.GetProperty("to")[0].GetString() == "ann@fabrikam.example");
        var chinese = taken.Single(mail => mail.GetProperty("to")[0].GetString() == "chen@tailspin.example");
        Assert.Equal(0, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        await sink.TellsNothingMoreAsync();

        Assert.Equal("portal@northwind.example", english.GetProperty("from").GetString());
        Assert.Equal(1, english.GetProperty("to").GetArrayLength());
        Assert.Equal("\"Northwind Cloud\" <portal@northwind.example>", english.GetProperty("fromText").GetString());
        Assert.Equal(("Your password", "Hello Ann,\nhttps://localhost/a?b=c&d=e\n"), (english.GetProperty("subject").GetString(), english.GetProperty("text").GetString()));
        Assert.Contains("Auto-Submitted: auto-generated", english.GetProperty("headers").EnumerateArray().Select(header => header.GetString()!));

        Assert.Equal(("您的使用情况报告", "您好\n"), (chinese.GetProperty("subject").GetString(), chinese.GetProperty("text").GetString()));
        Assert.Contains("<p>您好 <b>一</b></p>", chinese.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains("陈思远", chinese.GetProperty("toText").GetString(), StringComparison.Ordinal);
        var file = Assert.Single(chinese.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("使用情况 2026-06.csv", "text/csv"), (file.GetProperty("name").GetString(), file.GetProperty("type").GetString()));
        Assert.Equal("日期,次数\r\n2026-06-01,3\r\n", file.GetProperty("content").GetString());
        Assert.Equal("https://localhost/mail/unsubscribe/now?token=" + new string('a', 200), chinese.GetProperty("list").GetProperty("unsubscribe").GetProperty("url").GetString());
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", chinese.GetProperty("headers").EnumerateArray().Select(header => header.GetString()!));
    }

    [Fact]
    public async Task What_is_refused_for_now_comes_later_under_the_same_id()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync("refuse 451");
        var id = await WriteAsync(portal);

        await portal.Get<DeliverMails>().RunAsync(Ct);
        await sink.NextAsync();
        var waiting = await MailAsync(portal, id);
        Assert.Equal((MailState.Waiting, 1, portal.Clock.Now.AddMinutes(1)), (waiting.State, waiting.Attempts, waiting.DueAt));
        Assert.Contains("451", waiting.Reason, StringComparison.Ordinal);

        await sink.BehaveAsync("take");
        portal.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);

        Assert.Equal($"<{id:N}@northwind.example>", (await sink.NextAsync()).GetProperty("messageId").GetString());
        Assert.Equal(MailState.Delivered, (await MailAsync(portal, id)).State);
    }

    [Fact]
    public async Task A_mail_is_given_up_after_the_last_attempt_and_the_reason_is_kept()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync("refuse 452");
        var id = await WriteAsync(portal);

        foreach (var minutes in (int[])[1, 5, 30, 120, 360, 1440])
        {
            await portal.Get<DeliverMails>().RunAsync(Ct);
            await sink.NextAsync();
            Assert.Equal(portal.Clock.Now.AddMinutes(minutes), (await MailAsync(portal, id)).DueAt);
            portal.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        await portal.Get<DeliverMails>().RunAsync(Ct);
        await sink.NextAsync();
        var end = await MailAsync(portal, id);
        Assert.Equal((MailState.GivenUp, 7, null, null), (end.State, end.Attempts, end.DueAt, end.Content));
        Assert.Contains("452", end.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse-recipient 550")]
    [InlineData("refuse 554")]
    public async Task What_is_refused_for_good_is_given_up_at_once_and_stops_nobody_else(string manner)
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync(manner);
        var id = await WriteAsync(portal);

        var round = await portal.Get<DeliverMails>().RunAsync(Ct);

        var end = await MailAsync(portal, id);
        Assert.False(round.ServerIsOut);
        Assert.Equal((MailState.GivenUp, 1, null), (end.State, end.Attempts, end.Content));
        Assert.Contains(manner.Split(' ')[1], end.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse-sender 550", "From")]
    [InlineData("refuse-sender 530", "sender")]
    public async Task A_server_that_does_not_let_us_send_costs_no_mail(string manner, string why)
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync(manner);
        var first = await WriteAsync(portal);
        var second = await WriteAsync(portal);

        Assert.True((await portal.Get<DeliverMails>().RunAsync(Ct)).ServerIsOut);

        // One has met the refusal and waits for its next attempt; the other was not tried at all.
        OutgoingMail[] mails = [await MailAsync(portal, first), await MailAsync(portal, second)];
        Assert.All(mails, mail => Assert.Equal(MailState.Waiting, mail.State));
        Assert.Equal([0, 1], mails.Select(mail => mail.Attempts).Order());
        Assert.Contains(why, mails.Single(mail => mail.Attempts == 1).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_mails_until_it_is_right()
    {
        await using var sink = await SmtpSink.StartAsync("--user", "portal", "--password", "right");
        await using (var portal = new TestPortal(settings: sink.With(("User", "portal"), ("Password", "wrong"))))
        {
            var id = await WriteAsync(portal);
            Assert.True((await portal.Get<DeliverMails>().RunAsync(Ct)).ServerIsOut);
            var waiting = await MailAsync(portal, id);
            Assert.Equal(MailState.Waiting, waiting.State);
            Assert.Contains("refuses the sign-in of portal", waiting.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong", waiting.Reason, StringComparison.Ordinal);
        }

        await using var mended = new TestPortal(settings: sink.With(("User", "portal"), ("Password", "right")));
        await WriteAsync(mended);
        Assert.Equal(1, (await mended.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        Assert.Equal("portal", (await sink.NextAsync()).GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_certificate_counts_only_where_somebody_said_so(string security)
    {
        await using var portal = new TestPortal();
        var (key, certificate) = await SmtpSink.SelfSignedAsync(portal.Folder.Path, TimeProvider.System.GetUtcNow());
        await using var sink = await SmtpSink.StartAsync("--tls", security, "--key", key, "--cert", certificate);
        await using (var careful = new TestPortal(settings: sink.With(("Security", security))))
        {
            var id = await WriteAsync(careful);
            Assert.True((await careful.Get<DeliverMails>().RunAsync(Ct)).ServerIsOut);
            Assert.Contains("is not trusted", (await MailAsync(careful, id)).Reason, StringComparison.Ordinal);
        }

        await using var told = new TestPortal(settings: sink.With(("Security", security), ("TrustedCertificates", certificate)));
        await WriteAsync(told);
        Assert.Equal(1, (await told.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        Assert.True((await sink.NextAsync()).GetProperty("encrypted").GetBoolean());
    }

    [Fact]
    public async Task A_server_without_starttls_gets_nothing_when_starttls_is_wanted()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.With(("Security", "starttls")));
        var id = await WriteAsync(portal);

        Assert.True((await portal.Get<DeliverMails>().RunAsync(Ct)).ServerIsOut);

        Assert.Contains("offers no STARTTLS", (await MailAsync(portal, id)).Reason, StringComparison.Ordinal);
        await sink.TellsNothingMoreAsync();
    }

    [Fact]
    public async Task A_server_that_was_dead_gets_the_mail_when_it_lives_again()
    {
        var port = SmtpSink.FreePort().ToString(CultureInfo.InvariantCulture);
        await using var portal = new TestPortal(settings:
        [
            (MailOptions.Section + ":From", "portal@northwind.example"), (SmtpOptions.Section + ":Host", "127.0.0.1"),
            (SmtpOptions.Section + ":Port", port), (SmtpOptions.Section + ":Security", "none"),
        ]);
        var id = await WriteAsync(portal);
        Assert.True((await portal.Get<DeliverMails>().RunAsync(Ct)).ServerIsOut);
        Assert.Contains("cannot be reached", (await MailAsync(portal, id)).Reason, StringComparison.Ordinal);

        await using var sink = await SmtpSink.StartAsync("--port", port);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        Assert.Equal($"<{id:N}@northwind.example>", (await sink.NextAsync()).GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_mail_loses_nothing()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync("drop");
        var id = await WriteAsync(portal);

        Assert.True((await portal.Get<DeliverMails>().RunAsync(Ct)).ServerIsOut);
        Assert.True((await sink.NextAsync()).GetProperty("dropped").GetBoolean());
        Assert.Contains("broke off", (await MailAsync(portal, id)).Reason, StringComparison.Ordinal);

        await sink.BehaveAsync("take");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        Assert.Equal($"<{id:N}@northwind.example>", (await sink.NextAsync()).GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task Two_nodes_do_not_send_one_mail_twice()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync("slow 300");
        for (var i = 0; i < 4; i++)
        {
            await WriteAsync(portal);
        }

        var rounds = await Task.WhenAll(portal.Get<DeliverMails>().RunAsync(Ct), portal.Get<DeliverMails>().RunAsync(Ct));

        Assert.Equal(4, rounds.Sum(round => round.Delivered));
        var ids = new HashSet<string?>();
        for (var i = 0; i < 4; i++)
        {
            Assert.True(ids.Add((await sink.NextAsync()).GetProperty("messageId").GetString()));
        }

        await sink.TellsNothingMoreAsync();
    }

    [Fact]
    public async Task A_node_that_stops_in_the_middle_leaves_the_mail_to_be_sent_again()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync("hold");
        var id = await WriteAsync(portal);
        using (var stopping = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            var round = portal.Get<DeliverMails>().RunAsync(stopping.Token);
            Assert.True((await sink.NextAsync()).GetProperty("held").GetBoolean());
            await stopping.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
        }

        await sink.BehaveAsync("take");
        Assert.Equal(0, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        portal.Clock.Advance(DeliverMails.HeldFor);
        Assert.Equal(1, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        Assert.Equal($"<{id:N}@northwind.example>", (await sink.NextAsync()).GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task A_mail_survives_the_death_of_the_process_that_wrote_it()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = await PortalProcess.StartNewAsync(sink.Settings);
        portal.Kill();

        await portal.CommandAsync("create-admin", "--email", "vera@northwind.example");
        Assert.Contains("waiting", await portal.CommandAsync("list-mails"), StringComparison.Ordinal);
        await portal.StartAsync();

        var mail = await sink.NextAsync();
        Assert.Equal(["vera@northwind.example"], mail.GetProperty("to").EnumerateArray().Select(address => address.GetString()!));
        Assert.Contains("/account/set-password?person=", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_goes_to_a_person_who_was_deactivated_in_the_meantime()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        var account = await portal.OpenAccountAsync();
        var person = await portal.AddCustomerAsync(account.AccountId, "ann@fabrikam.example");
        var id = await portal.Get<MailOutbox>().WriteAsync(new Mail("ann@fabrikam.example", "Ann", "Hello", "Hello") { AccountId = account.AccountId, PersonId = person.Id }, Ct);
        await using (var db = portal.Factory.ForSystem())
        {
            await db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DeactivatedAt, portal.Clock.Now), Ct);
        }

        Assert.Equal(0, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);

        Assert.Equal(MailState.GivenUp, (await MailAsync(portal, id, account.AccountId)).State);
        await sink.TellsNothingMoreAsync();
    }

    [Fact]
    public async Task A_link_that_has_ended_is_not_delivered_any_more()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var portal = new TestPortal(settings: sink.Settings);
        await sink.BehaveAsync("refuse 451");
        var person = await portal.AddStaffAsync("vera@northwind.example");
        await portal.Get<RequestPasswordReset>().RunAsync(person.Email, Ct);
        foreach (var minutes in (int[])[1, 5, 30])
        {
            await portal.Get<DeliverMails>().RunAsync(Ct);
            await sink.NextAsync();
            portal.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }

        await sink.BehaveAsync("take");
        portal.Clock.Advance(TimeSpan.FromMinutes(25));
        Assert.Equal(0, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);

        await using var db = portal.Factory.ForSystem(AccountScope.NoAccount);
        Assert.Equal(MailState.GivenUp, (await db.OutgoingMails.AsNoTracking().SingleAsync(mail => mail.AccountId == AccountScope.NoAccount, Ct)).State);
        await sink.TellsNothingMoreAsync();
    }

    private static Task<Guid> WriteAsync(TestPortal portal) =>
        portal.Get<MailOutbox>().WriteAsync(new Mail("ann@fabrikam.example", "Ann", "Hello", "Hello"), Ct);

    private static async Task<OutgoingMail> MailAsync(TestPortal portal, Guid id, Guid? account = null)
    {
        var owner = account ?? AccountScope.NoAccount;
        await using var db = portal.Factory.ForSystem(owner);
        return await db.OutgoingMails.AsNoTracking().SingleAsync(mail => mail.AccountId == owner && mail.Id == id, Ct);
    }
}
