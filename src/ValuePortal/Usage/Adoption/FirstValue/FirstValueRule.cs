namespace ValuePortal.Usage.Adoption.FirstValue;

/// <summary>When an account has got its first value: enough people used a feature that counts within a few days.</summary>
/// <param name="People">So many different people …</param>
/// <param name="Days">… within so many days in a row.</param>
public sealed record FirstValueRule(int People, int Days)
{
    /// <summary>The rule for every account.</summary>
    public static FirstValueRule Usual { get; } = new(3, 7);

    /// <summary>The first day on which the rule is met; null while it is not.</summary>
    /// <param name="days">The days on which features that count were used, oldest first, with the people who used them.</param>
    public DateOnly? MetOn(IReadOnlyList<(DateOnly Day, IReadOnlySet<int> People)> days)
    {
        for (var i = 0; i < days.Count; i++)
        {
            var since = days[i].Day.AddDays(1 - Days);
            var people = days.Take(i + 1).Reverse().TakeWhile(day => day.Day >= since).SelectMany(day => day.People).Distinct().Count();
            if (people >= People)
            {
                return days[i].Day;
            }
        }

        return null;
    }
}
