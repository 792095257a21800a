using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class EchoClockTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task The_customer_reads_by_when_it_is_answered_in_its_own_days()
    {
        // The clock of tests stands on Monday 15 June 2026; in Auckland it is Tuesday when it is half past one in the afternoon in UTC.
        portal.Clock.Now = new DateTimeOffset(2026, 6, 15, 13, 30, 0, TimeSpan.Zero);
        var product = await portal.ProductManagerAsync();
        Assert.True((await portal.Get<StateRequestSettings>().RunAsync(product, new StateRequestSettings.ClockInput(1, 2, 3, "2026-06-18", "", 0), Ct)).Is(out _, out var refusal), refusal?.Message);
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync(timeZone: "Pacific/Auckland")).AccountId);

        var request = await portal.AskAsync(ann);

        Assert.True((await portal.Get<ReadRequest>().RunAsync(ann, request, Ct)).Is(out var seen, out _));
        Assert.Equal((new DateOnly(2026, 6, 22), false), (seen.AnswerDueOn, seen.IsOverdue)); // Wednesday, Friday, Monday: Thursday is a holiday
    }

    [Fact]
    public async Task What_was_promised_is_counted_as_kept_or_not()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var (ann, product) = (await portal.MemberAsync(account), await portal.ProductManagerAsync());
        var inTime = await portal.AskAsync(ann, "Answered on the very last day");
        var late = await portal.AskAsync(ann, "Answered one day too late");
        var never = await portal.AskAsync(ann, "Never answered by anybody");
        await portal.Get<AnswerRequest>().RunAsync(product, never, new(RequestStatus.UnderReview, null, 0), Ct);

        portal.Clock.Now = new DateTimeOffset(2026, 6, 29, 12, 0, 0, TimeSpan.Zero); // ten working days after Monday 15 June
        await portal.Get<AnswerRequest>().RunAsync(product, inTime, new(RequestStatus.Planned, "In autumn.", 0), Ct);
        Assert.Equal(new(1, 1, 0, 2), await portal.Get<ReadEchoRecord>().RunAsync(ann, Ct));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await portal.Get<AnswerRequest>().RunAsync(product, late, new(RequestStatus.Planned, "In autumn.", 0), Ct);
        await portal.Get<AnswerRequest>().RunAsync(product, inTime, new(RequestStatus.Released, "It is here.", 1), Ct);
        var open = await portal.AskAsync(ann, "Asked for just this morning");

        Assert.Equal(new(3, 1, 1, 1), await portal.Get<ReadEchoRecord>().RunAsync(ann, Ct));
        var overdue = await portal.Get<ListForDesk>().RunAsync(product, new(Answer: ListForDesk.AnswerState.Overdue), Ct);
        Assert.Equal((1, 2), (overdue.Overdue, overdue.WithoutAnswer));
        var row = Assert.Single(overdue.Rows);
        Assert.Equal((never, true, new DateOnly(2026, 6, 29)), (row.Id, row.IsOverdue, row.AnswerDueOn));
        Assert.NotEqual(open, never);
    }

    [Fact]
    public async Task A_status_follows_another_only_as_the_table_has_it()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var product = await portal.ProductManagerAsync();
        var request = await portal.AskAsync(ann);
        await portal.Get<AnswerRequest>().RunAsync(product, request, new(RequestStatus.Beta, "Try it.", 0), Ct);

        Assert.False((await portal.Get<AnswerRequest>().RunAsync(product, request, new(RequestStatus.New, "No.", 1), Ct)).Is(out _, out var refusal));
        Assert.Equal(["Status"], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
        Assert.Contains("In progress, Released, Not planned", ((Refusal.Invalid)refusal).Errors["Status"][0], StringComparison.Ordinal);
        Assert.True((await portal.Get<AnswerRequest>().RunAsync(product, request, new(RequestStatus.Released, "Here.", 1), Ct)).Is(out _, out _));
    }

    [Fact]
    public void Every_status_has_its_moves_and_the_page_tells_them()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "requests.md"));
        Assert.Equal(Enum.GetValues<RequestStatus>(), RequestMoves.All.Keys.Order());
        Assert.All(RequestMoves.All, move =>
        {
            Assert.DoesNotContain(RequestStatus.New, move.Value);
            Assert.NotEmpty(move.Value);
            Assert.Contains($"| {move.Key} | {string.Join(", ", move.Value)} |", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Settings_are_changed_by_product_alone_and_never_over_a_colleague()
    {
        var (one, two) = (await portal.ProductManagerAsync(), await portal.ProductManagerAsync());
        var state = portal.Get<StateRequestSettings>();

        Assert.False((await state.RunAsync(TestPortal.Csm(), new StateRequestSettings.ClockInput(1, 1, 1, "", "", 0), Ct)).Is(out _, out var refused));
        Assert.IsType<Refusal.NotAllowed>(refused);
        Assert.False((await state.RunAsync(one, new StateRequestSettings.ClockInput(0, 1, 91, "2026-13-01", "", 0), Ct)).Is(out _, out var invalid));
        Assert.Equal(["Holidays", "KeyDays", "RegularDays"], Assert.IsType<Refusal.Invalid>(invalid).Errors.Keys.Order());
        Assert.True((await state.RunAsync(one, new StateRequestSettings.ClockInput(3, 4, 5, "", "", 0), Ct)).Is(out _, out _));
        Assert.False((await state.RunAsync(two, new StateRequestSettings.RankInput(RankBy.Rice, Weights.Default, 0), Ct)).Is(out _, out var conflict));
        Assert.IsType<Refusal.Conflict>(conflict);
        Assert.Equal((3, RankBy.Score), ((await state.ReadAsync(Ct)).KeyDays, (await state.ReadAsync(Ct)).RankBy));
    }
}
