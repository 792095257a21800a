using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption.FirstValue;

namespace ValuePortal.Milestones.Clocks;

/// <summary>
/// How long the one account the viewer looks at took from its contract to first value, and from there to business value: the first day on
/// which a milestone was reached that counts as such.
/// </summary>
public sealed class ReadClocks(PortalDbFactory portal, ListSeats seats, ReadFirstValue firstValue)
{
    private const int Most = 200;

    public sealed record PauseRow(Guid Id, Side WaitedFor, DateOnly From, DateOnly? Until, string Reason, string NotedBy);

    /// <param name="ToBusinessValue">Not begun before first value was got.</param>
    /// <param name="AnyCountsAsValue">Whether a milestone of the plan counts as business value at all.</param>
    /// <param name="Pauses">The latest first.</param>
    public sealed record Result(ValueClock ToFirstValue, ValueClock ToBusinessValue, bool AnyCountsAsValue, IReadOnlyList<PauseRow> Pauses)
    {
        /// <summary>The pause that lasts; null while work goes on.</summary>
        public PauseRow? Now => Pauses.FirstOrDefault(pause => pause.Until is null);
    }

    /// <param name="viewer">Looks at the plan's account.</param>
    /// <param name="plan">The account's plan.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<Result> RunAsync(Viewer viewer, PlanReport plan, CancellationToken ct = default)
    {
        var stated = await seats.RunAsync(viewer, ct);
        var contract = stated.Count > 0 ? stated[0].ValidFrom : plan.GoLiveOn;
        var first = (await firstValue.RunAsync(viewer, ct))?.MetOn;
        var business = plan.Milestones.Where(milestone => milestone is { ProvesValue: true, IsReached: true }).Min(milestone => milestone.ReachedOn);

        await using var db = portal.For(viewer);
        var pauses = await db.PlanPauses.AsNoTracking()
            .Where(pause => pause.AccountId == plan.AccountId)
            .OrderByDescending(pause => pause.From).ThenBy(pause => pause.Id).Take(Most)
            .Select(pause => new PauseRow(pause.Id, pause.WaitedFor, pause.From, pause.Until, pause.Reason, pause.NotedBy))
            .ToListAsync(ct);
        List<Wait> waits = [.. pauses.Select(pause => new Wait(pause.WaitedFor, pause.From, pause.Until))];
        return new Result(
            ValueClock.Of(contract, first, plan.Today, waits), ValueClock.Of(first, business, plan.Today, waits),
            plan.Milestones.Any(milestone => milestone.ProvesValue), pauses);
    }
}
