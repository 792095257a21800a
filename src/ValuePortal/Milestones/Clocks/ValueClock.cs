using ValuePortal.Milestones.Plans;

namespace ValuePortal.Milestones.Clocks;

/// <summary>A stretch on which one side waited for the other.</summary>
/// <param name="Until">The day on which work went on; null while it stands still.</param>
public readonly record struct Wait(Side For, DateOnly From, DateOnly? Until);

/// <summary>How long a leg of the way to value took, or takes so far, and how much of it one side waited for the other.</summary>
/// <param name="From">Its first day; null while it has not begun.</param>
/// <param name="To">The day on which it ended; null while it runs.</param>
/// <param name="Days">From the first day to the last one, or to today.</param>
/// <param name="ForCustomer">Days on which the customer was waited for.</param>
/// <param name="ForVendor">Days on which the vendor was waited for.</param>
public sealed record ValueClock(DateOnly? From, DateOnly? To, int Days, int ForCustomer, int ForVendor)
{
    /// <summary>Days on which nobody was waited for.</summary>
    public int Working => Days - ForCustomer - ForVendor;

    /// <param name="from">Null: it has not begun.</param>
    /// <param name="to">Null: it runs.</param>
    /// <param name="today">In the account's time zone.</param>
    /// <param name="waits">No two overlap.</param>
    public static ValueClock Of(DateOnly? from, DateOnly? to, DateOnly today, IReadOnlyList<Wait> waits)
    {
        if (from is not { } start)
        {
            return new ValueClock(null, null, 0, 0, 0);
        }

        var end = to ?? today;
        return end <= start
            ? new ValueClock(from, to, 0, 0, 0)
            : new ValueClock(from, to, end.DayNumber - start.DayNumber, Waited(Side.Customer), Waited(Side.Vendor));

        int Waited(Side side) => waits.Where(wait => wait.For == side).Sum(wait => Math.Max(
            0, Math.Min(end.DayNumber, (wait.Until ?? today).DayNumber) - Math.Max(start.DayNumber, wait.From.DayNumber)));
    }
}
