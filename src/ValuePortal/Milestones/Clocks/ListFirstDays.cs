using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Adoption.FirstValue;

namespace ValuePortal.Milestones.Clocks;

/// <summary>The accounts in care that have not got their first value yet, oldest first, with what is known of why and what is next.</summary>
public sealed class ListFirstDays(ListWithoutFirstValue waiting, ReadPlan plans, ReadFirstValue firstValue, ReadClocks clocks)
{
    /// <summary>The last day of an account's first week.</summary>
    public const int FirstWeek = 7;

    /// <param name="Day">Since it began; 0 on its first day.</param>
    /// <param name="People">Who used the product in its first seven days of use; null while there are no data.</param>
    /// <param name="Waits">The pause that lasts; null while work goes on.</param>
    /// <param name="Next">The next milestone; null without a plan.</param>
    public sealed record Row(Guid AccountId, string Name, int Day, int Working, int? People, ReadClocks.PauseRow? Waits, MilestoneRow? Next)
    {
        public bool IsInFirstWeek => Day <= FirstWeek;
    }

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        List<Row> rows = [];
        foreach (var account in await waiting.RunAsync(viewer, ct))
        {
            if (viewer.NarrowTo(account.AccountId) is not { } narrowed || !(await plans.GatherAsync(narrowed, ct)).Is(out var plan, out _))
            {
                continue;
            }

            var read = await clocks.RunAsync(narrowed, plan, ct);
            rows.Add(new Row(
                account.AccountId, account.Name, account.Days, read.ToFirstValue.Working, (await firstValue.RunAsync(narrowed, ct))?.PeopleInFirstDays, read.Now, plan.Next));
        }

        return rows;
    }
}
