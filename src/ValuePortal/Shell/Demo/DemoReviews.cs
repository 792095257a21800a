using ValuePortal.Platform.Access;
using ValuePortal.Reviews;

namespace ValuePortal.Shell.Demo;

/// <summary>The value reviews of the demo world: one in each language, of the last whole quarter.</summary>
public sealed class DemoReviews(ComposeReview compose, PublishReview publish, TimeProvider clock)
{
    public async Task MakeAsync(Viewer csm, IReadOnlyDictionary<string, Guid> accounts, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var from = new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1).AddMonths(-3);
        var to = from.AddMonths(3).AddDays(-1);
        await PublishAsync(csm, accounts["fabrikam"], new()
        {
            From = Day(from),
            To = Day(to),
            Language = "en",
            Title = "Quarterly value review",
            Summary = "More of your stores work in the product than ever, and entering an order takes a third less time than before. "
                + "The outage in autumn cost you most of two days; what we have changed since is listed under your requests. "
                + "For the next quarter we propose to bring budgets into the product, so that stores and finance look at one figure.",
        }, ct);
        await PublishAsync(csm, accounts["tailspin"], new()
        {
            From = Day(from),
            To = Day(to),
            Language = "zh-CN",
            Title = "季度价值回顾",
            Summary = "本季度使用人数和使用次数都在下降，我们希望先弄清原因。\n报价功能仍然为团队节省了时间，但只有少数同事在用。建议下季度先让八位同事重新用起来，再讨论更多功能。",
        }, ct);
    }

    private async Task PublishAsync(Viewer csm, Guid account, DraftText.Input draft, CancellationToken ct)
    {
        var id = (await compose.RunAsync(csm, account, draft, ct)).Must();
        (await publish.RunAsync(csm, account, id, 0, ct)).Must();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
