namespace ValuePortal.Usage.Adoption.Seats;

/// <summary>How well seats are used, in three words; none where it is too early to say.</summary>
public enum SeatLight
{
    None,
    Red,
    Yellow,
    Green,
}

/// <summary>The published thresholds, as GitLab's customer success handbook has them.</summary>
public static class SeatLights
{
    /// <summary>Before that many months nothing is said.</summary>
    public const int FromMonths = 2;

    /// <summary>The share of seats ever activated, by the whole months since the contract began.</summary>
    public static SeatLight OfUtilisation(decimal share, int months) => months switch
    {
        < FromMonths => SeatLight.None,
        < 6 => share < 0.1m ? SeatLight.Red : share <= 0.5m ? SeatLight.Yellow : SeatLight.Green,
        < 9 => share <= 0.5m ? SeatLight.Red : share <= 0.75m ? SeatLight.Yellow : SeatLight.Green,
        _ => share <= 0.75m ? SeatLight.Red : SeatLight.Green,
    };

    /// <summary>People active in 28 days ÷ seats bought.</summary>
    public static SeatLight OfEngagement(decimal share) =>
        share < 0.5m ? SeatLight.Red : share < 0.8m ? SeatLight.Yellow : SeatLight.Green;

    /// <summary>Whole months from one day to another.</summary>
    public static int MonthsBetween(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }
}
