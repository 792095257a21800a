using System.Text.Json;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Tests.FeatureRequests;
using ValuePortal.Tests.Reviews.Document;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews.Snapshots;

/// <summary>Sentences made by rules: every number is a figure of the review, nothing is said of what is left out, and what needs a look comes last.</summary>
public sealed class SentenceTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private ReviewWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam");
        world = new ReviewWorld(portal.Services, account, TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), account.AccountId));
        await world.FillAsync(await portal.MemberAsync(account.AccountId), await portal.ProductManagerAsync());
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Sentences_say_what_the_figures_of_the_period_say()
    {
        var said = (await PublishedAsync("en")).Sentences!.Select(sentence => sentence.Text).ToList();

        // Three people in May and June; one in the days before. Two milestones' worth of people by 4 May, one of one.
        Assert.Contains("Active people: 3, up from 1.", said);
        Assert.Contains("Milestones reached so far: 1 of 1.", said);
        Assert.Contains("Your requests in the period: 1 made, 1 answered, 1 delivered.", said);
        Assert.Contains("The most used feature is “reports”; people who used it: 2.", said);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("en", false)]
    [InlineData("zh-CN", true)]
    [InlineData("zh-CN", false)]
    public async Task Every_number_is_a_figure_that_the_review_defines_and_shows(string language, bool withMoney)
    {
        var snapshot = await PublishedAsync(language, withMoney);
        var shown = FiguresIn(JsonSerializer.SerializeToElement(snapshot with { Sentences = null })).ToHashSet();
        string[] counted = [ReviewMetrics.MilestonesPlanned.Id, ReviewMetrics.Releases.Id, ReviewMetrics.ReleasesUsed.Id];

        Assert.True(snapshot.Sentences!.Count >= 5, string.Join(" ", snapshot.Sentences.Select(sentence => sentence.Text)));
        Assert.All(snapshot.Sentences.SelectMany(sentence => sentence.Pieces), piece =>
        {
            if (piece.Figure is not { } figure)
            {
                Assert.DoesNotContain(piece.Text, char.IsDigit);
                return;
            }

            Assert.Equal(figure.Display, piece.Text);
            Assert.Contains(figure.Metric, snapshot.Definitions.Select(definition => definition.Metric));
            Assert.True(counted.Contains(figure.Metric) || shown.Contains((figure.Metric, figure.Value)), $"{figure} stands nowhere else");
        });
        Assert.Equal(withMoney, snapshot.Sentences.Any(sentence => sentence.Text.Contains(world.Account.Currency, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_needs_a_look_comes_last_and_says_so()
    {
        var sample = SampleSnapshot.Of("en");
        var fewer = sample with
        {
            Usage = sample.Usage with { Tiles = [new("Active people", new("usage.active_users", 90, "90"), "Down", "down", null, new("usage.active_users", 148, "148"))] },
            Value = sample.Value! with
            {
                Tiles = [new("ROI", new("roi.roi", -0.2m, "−20%"), null, null, null)],
                Drivers = [.. sample.Value.Drivers.Select(driver => driver with { StateTone = "bad" })],
            },
        };

        var said = SampleSnapshot.Sentences(fewer);
        var warned = said.SkipWhile(sentence => sentence.Tone is not "warn").ToList();
        Assert.All(warned, sentence => Assert.Equal("warn", sentence.Tone));
        Assert.Equal(
            [
                "By the value model, the cost is not covered: ROI is −20%.",
                "Your company does not agree with “Orders entered faster”, “Invoices without a correction”.",
                "Active people: 90, down from 148.",
                "Late: “Budgets planned in the product”.",
            ],
            warned.Select(sentence => sentence.Text));
    }

    [Fact]
    public void Nothing_is_said_of_what_the_review_does_not_hold()
    {
        var sample = SampleSnapshot.Of("zh-CN");
        var bare = sample with { Value = null, Usage = sample.Usage with { Tiles = [], Charts = [], Features = [] }, Milestones = new([], []), Requests = new([], [], 0) };

        Assert.Empty(SampleSnapshot.Sentences(bare));
        Assert.DoesNotContain(ReviewSection.InShort, (bare with { Sentences = [] }).Shown);
    }

    private async Task<ReviewSnapshot> PublishedAsync(string language, bool withMoney = true)
    {
        var id = await world.PublishedAsync(language);
        return ReviewWorld.Done(await portal.Get<ReadReview>().PublishedAsync(world.Csm, id, withMoney, Ct)).Snapshot;
    }

    private static IEnumerable<(string Metric, decimal Value)> FiguresIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("Metric", out var metric) && element.TryGetProperty("Value", out var value) && value.ValueKind is JsonValueKind.Number =>
            [(metric.GetString()!, value.GetDecimal())],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => FiguresIn(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(FiguresIn),
        _ => [],
    };
}
