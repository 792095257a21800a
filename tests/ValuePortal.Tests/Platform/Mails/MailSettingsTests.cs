using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Verbs;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Mails;

public sealed class MailSettingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Smtp:Security", "ssl", "Write none, starttls or tls")]
    [InlineData("Smtp:Security", "1", "Write none, starttls or tls")]
    [InlineData("Smtp:Port", "70000", "from 1 to 65535")]
    [InlineData("Smtp:User", "portal", "go together")]
    [InlineData("Smtp:Password", "secret", "go together")]
    [InlineData("Smtp:TrustedCertificates", "/nowhere/ca.pem", "which is not there")]
    [InlineData("Smtp:Host", "", "Host is missing")]
    [InlineData("From", "portal@localhost", "From is missing")]
    public async Task What_cannot_be_right_is_refused_in_one_line_when_the_portal_starts(string key, string value, string why)
    {
        var (code, _, error) = await TestMailAsync(
        [
            .. new (string Key, string? Value)[] { ("From", "portal@northwind.example"), ("Smtp:Host", "mail.northwind.example"), ("Smtp:Port", "2525") }
                .Where(setting => setting.Key != key).Append((Key: key, Value: value))
                .Select(setting => ($"{MailOptions.Section}:{setting.Key}", setting.Value)),
        ]);

        Assert.Equal(1, code);
        Assert.Contains(why, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail.northwind.example", true)]
    [InlineData("127.0.0.1", false)]
    public void A_password_crosses_no_network_unencrypted(string host, bool refused)
    {
        var options = new MailOptions { From = "portal@northwind.example", Smtp = new() { Host = host, Security = "none", User = "portal", Password = "secret" } };

        Assert.Equal(refused, new MailOptionsCheck().Validate(null, options).Failed);
    }

    [Fact]
    public async Task Test_mail_says_step_by_step_what_happened()
    {
        await using var sink = await SmtpSink.StartAsync("--user", "portal", "--password", "right");
        var (code, output, error) = await TestMailAsync(sink.With(("User", "portal"), ("Password", "right")));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            [
                $"Connecting to 127.0.0.1, port {sink.Port} …",
                "Connected. The connection is not encrypted.",
                "Signed in as portal.",
            ],
            output.Split('\n')[..3]);
        Assert.StartsWith("Sent: the server took the mail for ann@fabrikam.example", output.Split('\n')[3], StringComparison.Ordinal);
        Assert.Equal("ann@fabrikam.example", (await sink.NextAsync()).GetProperty("toText").GetString());

        (code, _, error) = await TestMailAsync(sink.With(("User", "portal"), ("Password", "wrong")));
        Assert.Equal(1, code);
        Assert.StartsWith("Not sent. The server refuses the sign-in of portal", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_test_mail_says_where_the_file_is()
    {
        var (code, output, _) = await TestMailAsync([]);

        Assert.Equal(0, code);
        Assert.Contains(".eml", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1, "--to", "nobody")]
    [InlineData(1, "--to", "a@b.example, c@d.example")]
    public async Task Test_mail_wants_one_address(int code, params string[] arguments)
    {
        await using var portal = new TestPortal();
        await using var output = new StringWriter();
        await using var error = new StringWriter();

        Assert.Equal(code, await CommandLine.Parse(["test-mail", .. arguments]).RunAsync(portal.Services, output, error, Ct));
    }

    private static async Task<(int Code, string Output, string Error)> TestMailAsync((string, string?)[] settings)
    {
        await using var portal = new TestPortal(settings: settings);
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Parse(["test-mail", "--to", "ann@fabrikam.example"]).RunAsync(portal.Services, output, error, Ct);
        return (code, output.ToString(), error.ToString());
    }
}
