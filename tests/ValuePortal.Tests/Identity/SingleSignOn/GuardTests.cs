using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Outward;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Where the portal connects to when somebody writes an address of a provider.</summary>
public sealed class GuardTests
{
    private const string Answer = "/account/sso/00000000-0000-7000-8000-00000000dead/callback?state=x&code=y";

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_what_is_reached_over_the_internet_is_asked(string address, bool open) => Assert.Equal(open, OutwardHttp.IsOpen(IPAddress.Parse(address), development: false));

    [Theory]
    [InlineData("Production", "https://login.example", true)]
    [InlineData("Production", "http://login.example", false)]
    [InlineData("Production", "http://127.0.0.1:8080", false)]
    [InlineData("Production", "https://user:word@login.example", false)]
    [InlineData("Production", "file:///etc/passwd", false)]
    [InlineData("Production", "//login.example", false)]
    [InlineData("Development", "http://127.0.0.1:8080", true)]
    [InlineData("Development", "http://login.example", false)]
    public void Only_https_is_asked(string environment, string address, bool allowed)
    {
        using var fetch = new SignOnFetch(new Named(environment));

        Assert.Equal(allowed, fetch.Allows(address));
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/")]
    [InlineData("https://localhost:9/")]
    [InlineData("https://[::1]:9/")]
    [InlineData("https://[::ffff:127.0.0.1]:9/")]
    [InlineData("https://2130706433:9/")]
    [InlineData("https://0x7f.1:9/")]
    [InlineData("https://0177.0.0.1:9/")]
    public async Task In_production_nothing_of_this_machine_is_asked_however_it_is_written(string address)
    {
        using var fetch = new SignOnFetch(new Named("Production"));

        var failure = await Assert.ThrowsAsync<SignOnFailure>(() => fetch.GetDocumentAsync(address, TestContext.Current.CancellationToken));

        Assert.Equal(SignOnFlaw.Private, failure.Flaw);
    }

    [Fact]
    public async Task An_answer_that_drips_is_given_up()
    {
        await using var provider = await HostileProvider.StartAsync();
        provider.Instead["discovery"] = async http =>
        {
            await http.Response.StartAsync(http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var fetch = new SignOnFetch(new Named("Development"), TimeSpan.FromMilliseconds(200));

        var failure = await Assert.ThrowsAsync<SignOnFailure>(() => fetch.GetDocumentAsync(provider.Issuer("a") + "/.well-known/openid-configuration", TestContext.Current.CancellationToken));

        Assert.Equal(SignOnFlaw.TooSlow, failure.Flaw);
    }

    [Fact]
    public async Task Answers_from_one_address_are_read_thirty_times_a_minute()
    {
        await using var server = new PortalServer();
        using var browser = server.Stranger();
        for (var i = 0; i < SignOnServices.AnswersPerAddressAndMinute; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Answer, TestContext.Current.CancellationToken)).StatusCode);
        }

        var answer = await browser.GetAsync(Answer, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private sealed class Named(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
