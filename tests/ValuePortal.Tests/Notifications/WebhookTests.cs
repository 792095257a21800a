using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Notifications;
using ValuePortal.Notifications.Webhooks;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Notifications;

/// <summary>Calls to the vendor's programs, verified by npm standardwebhooks. The signature holds for five minutes, so the clock shows the time of day.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Viewer admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal.Clock.Now = TimeProvider.System.GetUtcNow();
        admin = TestPortal.ViewerOf(await portal.AddStaffAsync("admin@northwind.example"));
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    /// <summary>Made with npm standardwebhooks 1.1.1, and again by hand.</summary>
    [Fact]
    public void The_signature_is_that_of_Standard_Webhooks() => Assert.Equal(
        "v1,mws5NznLbiOptXY9wrinYONUt1iZa1tELG1RHSxj0WE=",
        WebhookSignature.Of(
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "msg_vp_0001", 1767225600,
            """{"type":"request.status_changed","timestamp":"2026-01-01T00:00:00Z","data":{"id":"r_1"}}"""));

    [Fact]
    public async Task A_call_is_tried_until_the_program_says_yes_under_one_id_and_can_be_made_again()
    {
        var made = await AddAsync("http://127.0.0.1:9/");
        using var sink = NodeClients.Start("webhook-sink.mjs", made.Secret, "500", "302", "200");
        try
        {
            await MoveToAsync(made.Id, int.Parse((await sink.StandardOutput.ReadLineAsync(Ct))!, CultureInfo.InvariantCulture));
            await StageAsync(StageWebhooks.ReleasePublished);
            await StageAsync(StageWebhooks.RequestAnswered); // not asked for

            Assert.Equal(1, await RoundAsync());
            Assert.Equal(0, await RoundAsync());
            portal.Clock.Advance(TimeSpan.FromSeconds(6));
            Assert.Equal(1, await RoundAsync());
            portal.Clock.Advance(TimeSpan.FromSeconds(200));
            Assert.Equal(0, await RoundAsync());
            await DueNowAsync();
            Assert.Equal(1, await RoundAsync());
            var call = Assert.Single(await portal.Get<ManageWebhooks>().CallsAsync(made.Id, Ct));
            Assert.Equal((WebhookState.Delivered, 3, "200 OK"), (call.State, call.Attempts, call.Answer));

            Assert.True((await portal.Get<ManageWebhooks>().ReplayAsync(made.Id, call.Id, Ct)).Is(out _, out _));
            Assert.Equal(1, await RoundAsync());
            List<string[]> seen = [];
            for (var i = 0; i < 4; i++)
            {
                seen.Add((await sink.StandardOutput.ReadLineAsync(Ct))!.Split(' ', 3));
            }

            Assert.Equal(["500", "302", "200", "200"], seen.Select(line => line[1]));
            Assert.Single(seen.Select(line => line[0]).Distinct());
            Assert.All(seen, line => Assert.Equal("release.published", JsonDocument.Parse(line[2]).RootElement.GetProperty("type").GetString()));
        }
        finally
        {
            sink.Kill();
        }
    }

    [Fact]
    public async Task A_program_that_has_the_former_secret_takes_calls_for_a_day_after_it_was_replaced()
    {
        var made = await AddAsync("http://127.0.0.1:9/");
        using var sink = NodeClients.Start("webhook-sink.mjs", made.Secret, "200", "200");
        try
        {
            await MoveToAsync(made.Id, int.Parse((await sink.StandardOutput.ReadLineAsync(Ct))!, CultureInfo.InvariantCulture));
            Assert.True((await portal.Get<ManageWebhooks>().RollAsync(admin, made.Id, Ct)).Is(out var rolled, out _));
            Assert.NotEqual(made.Secret, rolled.Secret);
            await StageAsync(StageWebhooks.ReleasePublished);
            Assert.Equal(1, await RoundAsync());
            Assert.Contains("release.published", (await sink.StandardOutput.ReadLineAsync(Ct))!, StringComparison.Ordinal); // "refused: …" without the former signature
        }
        finally
        {
            sink.Kill();
        }

        await using var db = portal.Factory.ForSystem();
        var kept = await db.Set<WebhookEndpoint>().SingleAsync(Ct);
        Assert.Equal(portal.Clock.Now + ManageWebhooks.Overlap, kept.FormerUntil);
        Assert.DoesNotContain(made.Secret, kept.FormerSecret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_last_attempt_or_410_it_is_switched_off_and_the_admins_are_told()
    {
        var made = await AddAsync("http://127.0.0.1:9/"); // nobody listens there
        await StageAsync(StageWebhooks.ReleasePublished);
        for (var attempt = 1; attempt <= DeliverWebhooks.Gaps.Count + 1; attempt++)
        {
            Assert.Null((await portal.Get<ManageWebhooks>().ListAsync(Ct)).Single().DisabledAt);
            Assert.Equal(1, await RoundAsync());
            await DueNowAsync();
        }

        Assert.NotNull((await portal.Get<ManageWebhooks>().ListAsync(Ct)).Single().DisabledAt);
        Assert.Equal("“Build” is not called any more", Assert.Single((await portal.Get<ReadInbox>().RunAsync(admin, ct: Ct)).Rows).Sentence);
        await StageAsync(StageWebhooks.ReleasePublished);
        Assert.Single(await portal.Get<ManageWebhooks>().CallsAsync(made.Id, Ct));

        using var sink = NodeClients.Start("webhook-sink.mjs", made.Secret, "410");
        try
        {
            await MoveToAsync(made.Id, int.Parse((await sink.StandardOutput.ReadLineAsync(Ct))!, CultureInfo.InvariantCulture));
            Assert.True((await portal.Get<ManageWebhooks>().SwitchAsync(admin, made.Id, on: true, Ct)).Is(out _, out _));
            await StageAsync(StageWebhooks.ReleasePublished);
            Assert.Equal(1, await RoundAsync());
            Assert.Equal("410 Gone", (await portal.Get<ManageWebhooks>().ListAsync(Ct)).Single().DisabledBecause);
        }
        finally
        {
            sink.Kill();
        }
    }

    [Fact]
    public async Task Nothing_but_https_is_taken_and_no_private_network_is_reached_by_any_name()
    {
        foreach (var address in new[] { "ftp://hooks.example/", "http://hooks.example/", "https://user:word@hooks.example/", "hooks", "" })
        {
            Assert.IsType<Refusal.Invalid>((await portal.Get<ManageWebhooks>().AddAsync(admin, new("Build", address, StageWebhooks.Kinds), Ct)).Match<Refusal?>(_ => null, refusal => refusal));
        }

        using var caller = new WebhookCaller(new Production());
        Assert.False(caller.Allows("http://127.0.0.1/"));
        foreach (var address in new[] { "https://localhost:9/", "https://127.0.0.1:9/", "https://[::1]:9/", "https://169.254.169.254/", "https://2130706433:9/" })
        {
            var result = await caller.CallAsync(address, "msg_1", 1, "v1,x", "{}", Ct);
            Assert.Null(result.Status);
            Assert.Contains("private network", result.Words, StringComparison.Ordinal);
        }
    }

    private Task<int> RoundAsync() => portal.Get<DeliverWebhooks>().RunAsync(Ct);

    private async Task<ManageWebhooks.Made> AddAsync(string address) =>
        (await portal.Get<ManageWebhooks>().AddAsync(admin, new("Build", address, [StageWebhooks.ReleasePublished]), Ct)).Match(made => made, refusal => throw new InvalidOperationException(refusal.Message));

    private async Task StageAsync(string kind)
    {
        await using var db = portal.Factory.ForSystem();
        await portal.Get<StageWebhooks>().StageAsync(db, kind, new { id = 1 }, Ct);
        await db.SaveChangesAsync(Ct);
    }

    private async Task MoveToAsync(Guid endpoint, int port)
    {
        await using var db = portal.Factory.ForSystem();
        await db.Set<WebhookEndpoint>().Where(row => row.Id == endpoint).ExecuteUpdateAsync(set => set.SetProperty(row => row.Address, $"http://127.0.0.1:{port}/"), Ct);
    }

    /// <summary>Hours are not waited for: a signature of the day after would be too old for the program.</summary>
    private async Task DueNowAsync()
    {
        var now = (DateTimeOffset?)portal.Clock.Now;
        await using var db = portal.Factory.ForSystem();
        await db.Set<WebhookDelivery>().Where(row => row.DueAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), Ct);
    }

    private sealed class Production : Microsoft.Extensions.Hosting.IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "ValuePortal";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }
}
