namespace ValuePortal.Usage.Adoption.Changes;

/// <summary>
/// When a week is worth a sentence. The usual range of a week reaches from the second lowest to the second highest of the eight whole
/// weeks before it, so that one odd week does not decide; a week that lies outside by a fifth or more is named.
/// </summary>
public static class ChangeRules
{
    /// <summary>Whole weeks before that must be there.</summary>
    public const int WeeksBefore = 8;

    /// <summary>How far outside the usual range a week must lie, as a share of its nearer end.</summary>
    public const decimal LeastShare = 0.2m;

    /// <summary>The least middle value of the weeks before for events: below, a few more or less say nothing.</summary>
    public const int LeastEvents = 20;

    /// <summary>The same for people.</summary>
    public const int LeastPeople = 5;

    /// <summary>Weeks without use after which a feature that was used every week before is said to have fallen silent.</summary>
    public const int SilentWeeks = 4;

    /// <summary>How far a week lies outside the usual range: below zero for less, above for more; null when there is nothing to say.</summary>
    /// <param name="before">The weeks before, oldest first; only the last eight are looked at.</param>
    /// <param name="week">The week.</param>
    /// <param name="least">The least middle value.</param>
    public static decimal? Outside(IReadOnlyList<long> before, long week, int least)
    {
        if (before.Count < WeeksBefore)
        {
            return null;
        }

        var ordered = before.TakeLast(WeeksBefore).Order().ToList();
        var (low, high) = (ordered[1], ordered[^2]);
        var middle = (ordered[(WeeksBefore / 2) - 1] + ordered[WeeksBefore / 2]) / 2m;
        if (middle < least)
        {
            return null;
        }

        decimal share = week < low ? (decimal)(week - low) / low : week > high && high > 0 ? (decimal)(week - high) / high : 0;
        return Math.Abs(share) >= LeastShare ? share : null;
    }

    /// <summary>Whether a feature fell silent: used in each of the eight weeks, then in none of the last four.</summary>
    /// <param name="weeks">Events of the last twelve whole weeks, oldest first.</param>
    public static bool FellSilent(IReadOnlyList<long> weeks) =>
        weeks.Count == WeeksBefore + SilentWeeks
        && weeks.Take(WeeksBefore).All(events => events > 0)
        && weeks.Skip(WeeksBefore).All(events => events == 0);
}
