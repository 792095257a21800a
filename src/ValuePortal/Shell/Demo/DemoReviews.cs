using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Meetings;
using ValuePortal.Reviews.Meetings.Live;
using ValuePortal.Reviews.Promises;

namespace ValuePortal.Shell.Demo;

/// <summary>The value reviews of the demo world: one in each language, of the last whole quarter.</summary>
public sealed class DemoReviews(
    ComposeReview compose, MakePromise promise, MarkPromise mark, PublishReview publish, CallMeeting call, StartMeeting start, ComeToMeeting come, SayInMeeting say, EndMeeting end,
    TimeProvider clock)
{
    public async Task MakeAsync(Viewer csm, IReadOnlyDictionary<string, Guid> accounts, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var from = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1).AddMonths(-3);
        var to = from.AddMonths(3).AddDays(-1);
        var review = await PublishAsync(csm, accounts["fabrikam"], new()
        {
            From = Day(from),
            To = Day(to),
            Language = "en",
            Title = "Quarterly value review",
            Summary = "More of your stores work in the product than ever, and entering an order takes a third less time than before. "
                + "The outage in autumn cost you most of two days; what we have changed since is listed under your requests. "
                + "For the next quarter we propose to bring budgets into the product, so that stores and finance look at one figure.",
        },
        [new("Train the night shift of the two stores that joined last", Side.Customer, today.AddDays(30)), new("Show budgets in the product to stores and finance", Side.Vendor, today.AddDays(60))], ct);
        await MeetAsync(csm, accounts["fabrikam"], review,
        [
            ("Decision", "Budgets come into the product with the next quarter."),
            ("Action", "Send the list of stores that start with budgets"),
            ("Question", "Can a store manager see the budgets of other stores?"),
            ("Note", "Finance joins the next review."),
        ], ct);
        review = await PublishAsync(csm, accounts["tailspin"], new()
        {
            From = Day(from),
            To = Day(to),
            Language = "zh-CN",
            Title = "季度价值回顾",
            Summary = "本季度使用人数和使用次数都在下降，我们希望先弄清原因。\n报价功能仍然为团队节省了时间，但只有少数同事在用。建议下季度先让八位同事重新用起来，再讨论更多功能。",
        },
        [new("为八位同事安排两小时的报价培训", Side.Vendor, today.AddDays(21))], ct);
        await MeetAsync(csm, accounts["tailspin"], review, [("Decision", "先请八位同事重新使用报价功能。"), ("Action", "为八位同事安排一小时培训"), ("Note", "下次回顾请销售主管参加。")], ct);
    }

    private async Task MeetAsync(Viewer csm, Guid account, Guid review, IEnumerable<(string Kind, string Text)> said, CancellationToken ct)
    {
        var own = csm.NarrowTo(account)!;
        var id = (await call.RunAsync(own, account, review, ct)).Must();
        (await start.RunAsync(own, id, ct)).Must();
        await come.ComeAsync(own, account, id, ct);
        foreach (var (kind, text) in said)
        {
            (await say.RunAsync(own, id, new() { Kind = kind, Text = text, Owner = SayInMeeting.Customer, DueOn = Day(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(14)) }, ct)).Must();
        }

        (await end.RunAsync(own, id, ct)).Must();
    }

    private async Task<Guid> PublishAsync(Viewer csm, Guid account, DraftText.Input draft, IReadOnlyList<MakePromise.Input> steps, CancellationToken ct)
    {
        // Something was promised before, so that the review opens with what became of it.
        var before = (await promise.RunAsync(csm, account, steps[0] with { DueOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), Text = draft.Language == "en" ? "Name one person in each store whom others can ask" : "确定每个销售小组的联系人" }, ct)).Must();
        (await mark.RunAsync(csm, account, before, 0, PromiseState.Kept, null, ct)).Must();
        var id = (await compose.RunAsync(csm, account, draft, ct)).Must();
        foreach (var step in steps)
        {
            (await promise.RunAsync(csm, account, step with { ReviewId = id }, ct)).Must();
        }

        (await publish.RunAsync(csm, account, id, 0, ct)).Must();
        return id;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
