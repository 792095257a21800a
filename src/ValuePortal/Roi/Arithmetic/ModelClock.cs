namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// Which part of each month has been. Months before the one that holds <paramref name="Until"/> are whole; of that one only the days up to
/// it count, so that what is agreed for a month grows day by day; later months lie ahead.
/// </summary>
/// <param name="Start">First day of the first month.</param>
/// <param name="Until">Last day that counts; null while nothing counts yet.</param>
public sealed record ModelClock(DateOnly Start, DateOnly? Until)
{
    /// <summary>Days of a month that have been, and how many it has.</summary>
    public (int Past, int All) DaysOf(DateOnly month)
    {
        var all = DateTime.DaysInMonth(month.Year, month.Month);
        return Until is not { } until || until < month
            ? (0, all)
            : (Math.Min(until.DayNumber - month.DayNumber + 1, all), all);
    }

    /// <summary>The months from the start to the one that holds the last day, or none.</summary>
    public IEnumerable<DateOnly> Past()
    {
        for (var month = Start; Until is { } until && month <= until; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    /// <summary>First day of the last month that has been to its end; null while there is none.</summary>
    public DateOnly? LastWhole => Past().Where(month => DaysOf(month) is var days && days.Past == days.All).Select(month => (DateOnly?)month).LastOrDefault();
}
