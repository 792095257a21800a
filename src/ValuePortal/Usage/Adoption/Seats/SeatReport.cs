using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Seats;

/// <summary>Seats on one day, with the people of the days before it.</summary>
/// <param name="Day">The last day that counts.</param>
/// <param name="Bought">Null where nobody had stated seats by then.</param>
/// <param name="Used">People active in the 30 days that end on the day.</param>
/// <param name="Activated">People ever active until then.</param>
/// <param name="ActiveIn28Days">People active in the 28 days that end on the day.</param>
public sealed record SeatsOnDay(DateOnly Day, int? Bought, int Used, int Activated, int ActiveIn28Days)
{
    /// <summary>Activated once, and quiet for 30 days or longer.</summary>
    public int Dormant => Activated - Used;

    /// <summary>Never below zero: more people than seats leave none unused.</summary>
    public int? Unused => Bought is { } bought ? Math.Max(0, bought - Used) : null;

    public decimal? Utilisation => Bought is > 0 and { } bought ? (decimal)Activated / bought : null;

    public decimal? Engagement => Bought is > 0 and { } bought ? (decimal)ActiveIn28Days / bought : null;
}

/// <summary>What the unused seats cost a year.</summary>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record UnusedMoney(decimal YearlyPrice, decimal Amount, string Currency);

/// <summary>What the page of seats shows.</summary>
/// <param name="DataUntil">Null for an account without data.</param>
/// <param name="Now">The seats on the last day with data; null without data.</param>
/// <param name="ContractFrom">The day from which seats were first stated; null while nobody has.</param>
/// <param name="Months">The ends of months, the last one today's figures; oldest first.</param>
/// <param name="Money">Null for viewers who do not see money, and where the contract names no price.</param>
public sealed record SeatReport(
    string AccountName, string TimeZone, DateOnly? DataFrom, DateOnly? DataUntil, SeatsOnDay? Now, DateOnly? ContractFrom,
    SeatLight UtilisationLight, SeatLight EngagementLight, IReadOnlyList<SeatsOnDay> Months, UnusedMoney? Money)
{
    public int? ContractMonths => ContractFrom is { } from && DataUntil is { } until && from <= until ? SeatLights.MonthsBetween(from, until) : null;

    /// <summary>The days that "used" looks at.</summary>
    public DayRange? Window => DataUntil is { } until ? new DayRange(until.AddDays(1 - ReadSeatUse.Days), until) : null;
}
