using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>Who was active on which day, and what can be counted from that alone. People are numbers of their account.</summary>
public sealed class ActiveDays(IEnumerable<(DateOnly Day, byte[] People)> days)
{
    private readonly SortedDictionary<DateOnly, PeopleSet> sets = new(days.ToDictionary(row => row.Day, row => new PeopleSet(row.People)));

    /// <summary>The people of one day.</summary>
    public IEnumerable<int> On(DateOnly day) => sets.TryGetValue(day, out var set) ? set.Numbers : [];

    /// <summary>Each day with its people, in order.</summary>
    public IEnumerable<(DateOnly Day, IEnumerable<int> People)> All => sets.Select(entry => (entry.Key, entry.Value.Numbers));

    /// <summary>
    /// For each day of the range, how many different people were active in the <paramref name="length"/> days that end with it. Each
    /// day enters and leaves the window once, so that a long range costs its days and not their product with the window.
    /// </summary>
    public IReadOnlyList<int> Rolling(DayRange range, int length)
    {
        var counts = new List<int>(range.Days);
        var within = new Dictionary<int, int>();
        var start = range.From.AddDays(1 - length);
        for (var day = start; day <= range.To; day = day.AddDays(1))
        {
            foreach (var person in On(day))
            {
                within[person] = within.GetValueOrDefault(person) + 1;
            }

            if (day.AddDays(-length) >= start)
            {
                foreach (var person in On(day.AddDays(-length)))
                {
                    if (--within[person] == 0)
                    {
                        within.Remove(person);
                    }
                }
            }

            if (day >= range.From)
            {
                counts.Add(within.Count);
            }
        }

        return counts;
    }

    /// <summary>The people active in the range, each with the number of its active days.</summary>
    public IReadOnlyDictionary<int, int> DaysByPerson(DayRange range)
    {
        var days = new Dictionary<int, int>();
        foreach (var (_, people) in All.SkipWhile(entry => entry.Day < range.From).TakeWhile(entry => entry.Day <= range.To))
        {
            foreach (var person in people)
            {
                days[person] = days.GetValueOrDefault(person) + 1;
            }
        }

        return days;
    }

    /// <summary>The first and the last active day of each person.</summary>
    public IReadOnlyDictionary<int, DayRange> Lives()
    {
        var lives = new Dictionary<int, DayRange>();
        foreach (var (day, people) in All)
        {
            foreach (var person in people)
            {
                lives[person] = lives.TryGetValue(person, out var life) ? life with { To = day } : new DayRange(day, day);
            }
        }

        return lives;
    }
}
