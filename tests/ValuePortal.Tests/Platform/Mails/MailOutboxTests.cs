using System.Text;
using ValuePortal.Platform.Mail;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Mails;

public sealed class MailOutboxTests : IDisposable
{
    private readonly TestPortal portal = new();

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task A_mail_is_a_file_that_any_mail_program_reads()
    {
        var path = await portal.Get<MailOutbox>().WriteAsync(
            new Mail("ann@fabrikam.example", "安娜", "邀请您使用价值门户，请在二十四小时内设置密码，逾期请联系管理员重新获取", "你好\nhttps://localhost/x\n"), TestContext.Current.CancellationToken);

        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.EndsWith(".eml", path, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n你好\r\nhttps://localhost/x\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Date: Mon, 15 Jun 2026 09:00:00 +0000\r\n", text, StringComparison.Ordinal);
        Assert.Equal("邀请您使用价值门户，请在二十四小时内设置密码，逾期请联系管理员重新获取", Decode(Header(text, "Subject")));
        Assert.Equal("安娜 <ann@fabrikam.example>", Decode(Header(text, "To")));
        Assert.All(text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n"), line => Assert.True(line.Length <= 78 && line.All(char.IsAscii), line));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("ann@fabrikam.example\r\nBcc: all@evil.example", "Ann", "Hello")]
    [InlineData("ann@fabrikam.example", "Ann\r\nBcc: all@evil.example", "Hello")]
    [InlineData("ann@fabrikam.example", "Ann", "Hello\nBcc: all@evil.example")]
    [InlineData("ann@fabrikam.example, all@evil.example", "Ann", "Hello")]
    [InlineData("Eve <all@evil.example>", "Ann", "Hello")]
    public async Task A_second_header_or_receiver_is_refused(string to, string name, string subject)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => portal.Get<MailOutbox>().WriteAsync(new Mail(to, name, subject, ""), TestContext.Current.CancellationToken));

        Assert.False(Directory.Exists(portal.Folder.Mail) && Directory.EnumerateFiles(portal.Folder.Mail).Any());
    }

    private static string Header(string mail, string name)
    {
        var rest = mail[(mail.IndexOf($"\r\n{name}: ", StringComparison.Ordinal) + name.Length + 4)..];
        return string.Concat(rest.Split("\r\n").TakeWhile((line, i) => i == 0 || line.StartsWith(' ')));
    }

    private static string Decode(string header) => string.Concat(header.Split("=?utf-8?B?").SelectMany((part, i) => i == 0
        ? [part.Trim()]
        : part.Split("?=", 2) is [var encoded, var rest] ? new[] { Encoding.UTF8.GetString(Convert.FromBase64String(encoded)), rest.Trim().Length == 0 ? "" : rest } : [part]));
}
