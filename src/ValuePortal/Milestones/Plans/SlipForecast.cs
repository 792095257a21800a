using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// When tasks and milestones can be expected, by one published rule. A task that is open comes on its due day, or today if that is past; after
/// another task it keeps the distance that was planned between the two. A measured milestone comes when its value, growing as it did from its
/// first day to the last day with data, meets the target. Neither a milestone nor a task comes before what it waits for.
/// </summary>
public static class SlipForecast
{
    /// <summary>A day further away than this is no forecast.</summary>
    public const int FarthestDays = 3 * 366;

    /// <param name="After">The task it waits for; null for none.</param>
    public sealed record Task(Guid Id, Guid? MilestoneId, DateOnly DueOn, DateOnly? DoneOn, Guid? After);

    /// <summary>The expected day of each task; of one that is done the day it was done.</summary>
    public static IReadOnlyDictionary<Guid, DateOnly> Of(IReadOnlyList<Task> tasks, DateOnly today)
    {
        var byId = tasks.ToDictionary(task => task.Id);
        Dictionary<Guid, DateOnly> expected = [];
        foreach (var task in tasks)
        {
            // From the first of its chain on; a chain is as long as there are tasks at most.
            Stack<Task> chain = new([task]);
            while (chain.Count <= tasks.Count && chain.Peek() is { After: { } after } && !expected.ContainsKey(after) && byId.TryGetValue(after, out var earlier))
            {
                chain.Push(earlier);
            }

            foreach (var next in chain)
            {
                expected[next.Id] = DayOf(next, next.After is { } after ? byId.GetValueOrDefault(after) : null, expected, today);
            }
        }

        return expected;
    }

    /// <summary>The expected day of a milestone that is not reached; null where nothing can be said.</summary>
    /// <param name="dataUntil">The last day with usage.</param>
    /// <param name="tasks">The expected days of its open tasks.</param>
    public static DateOnly? Of(DateOnly dueOn, Criterion? criterion, Progress? progress, DateOnly? dataUntil, DateOnly today, IEnumerable<DateOnly> tasks)
    {
        DateOnly? own = criterion is null ? Later(dueOn, today) : Paced(criterion, progress, dataUntil, today);
        return own is { } day ? tasks.Aggregate(day, Later) : null;
    }

    private static DateOnly? Paced(Criterion criterion, Progress? progress, DateOnly? dataUntil, DateOnly today)
    {
        // A share rises and falls: where it leads cannot be said.
        if (criterion.Measure is UsageMeasure.SeatShare || progress is not { Value: > 0 } || dataUntil is not { } until || until < criterion.CountsFrom)
        {
            return null;
        }

        decimal days = until.DayNumber - criterion.CountsFrom.DayNumber + 1;
        var more = Math.Ceiling((progress.Target - progress.Value) * days / progress.Value);
        return more > FarthestDays ? null : Later(until.AddDays((int)more), today);
    }

    private static DateOnly DayOf(Task task, Task? after, Dictionary<Guid, DateOnly> expected, DateOnly today)
    {
        if (task.DoneOn is { } done)
        {
            return done;
        }

        var own = Later(task.DueOn, today);
        return after is { } earlier && expected.TryGetValue(earlier.Id, out var before)
            ? Later(own, before.AddDays(Math.Max(0, task.DueOn.DayNumber - earlier.DueOn.DayNumber)))
            : own;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
