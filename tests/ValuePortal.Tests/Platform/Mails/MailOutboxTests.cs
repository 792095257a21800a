using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Mails;

public sealed class MailOutboxTests : IDisposable
{
    private const string Chinese = "邀请您使用价值门户，请在二十四小时内设置密码，逾期请联系管理员重新获取";

    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Without_a_server_a_mail_is_a_file_that_any_mail_program_reads()
    {
        await portal.Get<MailOutbox>().WriteAsync(new Mail("ann@fabrikam.example", "安娜", Chinese, "你好\nhttps://localhost/x\n"), Ct);

        var path = Assert.Single(Directory.GetFiles(portal.Folder.Mail));
        var text = await File.ReadAllTextAsync(path, Ct);
        Assert.EndsWith(".eml", path, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n你好\r\nhttps://localhost/x\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Date: Mon, 15 Jun 2026 09:00:00 +0000\r\n", text, StringComparison.Ordinal);
        Assert.All(text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n"), line => Assert.True(line.Length <= 998 && line.All(char.IsAscii), line));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        var read = JsonSerializer.Deserialize<JsonElement>(await NodeClients.RunAsync("read-mail.mjs", path));
        Assert.Equal(Chinese, read.GetProperty("subject").GetString());
        Assert.Equal(("ann@fabrikam.example", "安娜"), (read.GetProperty("to")[0].GetProperty("address").GetString(), read.GetProperty("to")[0].GetProperty("name").GetString()));
        Assert.Equal("你好\nhttps://localhost/x\n", read.GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_caused_a_mail_and_was_not_saved_sends_nothing()
    {
        await using (var db = portal.Factory.ForSystem(Guid.Empty))
        {
            portal.Get<MailOutbox>().Put(db, new Mail("ann@fabrikam.example", "Ann", "Hello", "Hello"));
        }

        Assert.Equal(0, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);

        await using (var db = portal.Factory.ForSystem(Guid.Empty))
        {
            portal.Get<MailOutbox>().Put(db, new Mail("ann@fabrikam.example", "Ann", "Hello", "Hello"));
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(1, (await portal.Get<DeliverMails>().RunAsync(Ct)).Delivered);
        Assert.Single(Directory.GetFiles(portal.Folder.Mail));
    }

    [Fact]
    public async Task The_text_of_a_mail_is_closed_while_it_waits_and_gone_when_it_is_delivered()
    {
        await using var db = portal.Factory.ForSystem(Guid.Empty);
        portal.Get<MailOutbox>().Put(db, new Mail("ann@fabrikam.example", "Ann", "Your link", "https://localhost/secret-link"));
        await db.SaveChangesAsync(Ct);

        var waiting = await db.OutgoingMails.AsNoTracking().SingleAsync(mail => mail.AccountId == Guid.Empty, Ct);
        Assert.DoesNotContain("secret-link", System.Text.Encoding.Latin1.GetString(waiting.Content!), StringComparison.Ordinal);
        await portal.Get<DeliverMails>().RunAsync(Ct);

        var done = await db.OutgoingMails.AsNoTracking().SingleAsync(mail => mail.AccountId == Guid.Empty, Ct);
        Assert.Equal((MailState.Delivered, null, null), (done.State, done.Content, done.DueAt));
        Assert.Equal(("ann@fabrikam.example", "Your link", portal.Clock.Now), (done.To, done.Subject, done.EndedAt));
    }

    [Fact]
    public async Task Who_when_and_what_became_of_it_are_kept_for_thirty_days()
    {
        await portal.Get<MailOutbox>().WriteAsync(new Mail("ann@fabrikam.example", "Ann", "Hello", "Hello"), Ct);

        portal.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await portal.Get<DeliverMails>().DropOldAsync(Ct));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await portal.Get<DeliverMails>().DropOldAsync(Ct));
    }

    [Theory]
    [InlineData("ann@fabrikam.example\r\nBcc: all@evil.example", "Ann", "Hello")]
    [InlineData("ann@fabrikam.example", "Ann\r\nBcc: all@evil.example", "Hello")]
    [InlineData("ann@fabrikam.example", "Ann", "Hello\nBcc: all@evil.example")]
    [InlineData("ann@fabrikam.example, all@evil.example", "Ann", "Hello")]
    [InlineData("Eve <all@evil.example>", "Ann", "Hello")]
    [InlineData("friends: all@evil.example;", "Ann", "Hello")]
    public async Task A_second_header_or_receiver_is_refused(string to, string name, string subject)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => portal.Get<MailOutbox>().WriteAsync(new Mail(to, name, subject, ""), Ct));

        Assert.False(Directory.Exists(portal.Folder.Mail) && Directory.EnumerateFiles(portal.Folder.Mail).Any());
    }
}
