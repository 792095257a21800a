namespace ValuePortal.Usage.Reports;

/// <summary>Calendar days of the account's time zone, both ends included.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The equally long range just before this one.</summary>
    public DayRange Previous => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>The same days one year earlier (29 February becomes the 28th).</summary>
    public DayRange YearBefore => new(From.AddYears(-1), To.AddYears(-1));
}

/// <summary>How wide a point of a series is.</summary>
public enum Bucket
{
    Day,
    Week,
    Month,
}

/// <summary>The figures of a range. Distinct people and features are counted over the whole range, not summed.</summary>
public sealed record UsageFigures(long Events, int ActiveUsers, int FeaturesUsed, int ActiveDays);

/// <summary>One point of the trend. <paramref name="Partial"/>: the range cuts this bucket short.</summary>
public sealed record UsagePoint(DateOnly Start, DateOnly End, long Events, int ActiveUsers, bool Partial);

/// <summary>How a feature was used in the range; <paramref name="LastUsedOn"/>: its last day in the range.</summary>
public sealed record FeatureUse(string Key, string Name, long Events, int Users, DateOnly? LastUsedOn);

/// <summary>What the page of usage shows.</summary>
/// <param name="DataFrom">First day with an event; null for an account without any.</param>
/// <param name="DataUntil">Last day with an event; the default range ends here.</param>
/// <param name="Then">The figures of the comparison range; null when nothing is compared.</param>
/// <param name="Features">Features used in the range, most used first (ties by key).</param>
/// <param name="NeverUsed">Features of the product that this account has never used, by name.</param>
/// <param name="Versions">What it was made of: other parts of the page need not ask again.</param>
public sealed record UsageReport(
    string AccountName,
    string TimeZone,
    DateOnly? DataFrom,
    DateOnly? DataUntil,
    DayRange Range,
    Bucket Bucket,
    UsageFigures Now,
    IReadOnlyList<UsagePoint> Points,
    DayRange? ComparedWith,
    UsageFigures? Then,
    IReadOnlyList<UsagePoint> ThenPoints,
    IReadOnlyList<FeatureUse> Features,
    IReadOnlyList<FeatureUse> NeverUsed,
    UsageVersions Versions);
