using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests;

/// <summary>What the vendor decided about requests: by when they are answered, and what counts in their ranking. One row.</summary>
public sealed class RequestSettings : ISharedByAccounts
{
    public const int TheOnly = 1;
    public const int MostDays = 90;
    public const int DaysMaxLength = 4000;

    public int Id { get; init; } = TheOnly;

    /// <summary>Working days until the first answer, by tier.</summary>
    public int KeyDays { get; set; } = 2;

    public int ImportantDays { get; set; } = 5;

    public int RegularDays { get; set; } = 10;

    /// <summary>Days nobody works, as "2026-10-01", one a line.</summary>
    public string Holidays { get; set; } = "";

    /// <summary>Saturdays and Sundays that are worked, written in the same way.</summary>
    public string Workdays { get; set; } = "";

    public RankBy RankBy { get; set; }

    public int WeightOfValue { get; set; } = Weights.Default.Value;

    public int WeightOfTier { get; set; } = Weights.Default.Tier;

    public int WeightOfPeople { get; set; } = Weights.Default.People;

    public int WeightOfAccounts { get; set; } = Weights.Default.Accounts;

    public int WeightOfUsers { get; set; } = Weights.Default.Users;

    public int WeightOfFit { get; set; } = Weights.Default.Fit;

    public int WeightOfEffort { get; set; } = Weights.Default.Effort;

    /// <summary>Goes up by one with each change.</summary>
    public int Edition { get; set; }

    public int DaysFor(Tier tier) => tier switch
    {
        Tier.Key => KeyDays,
        Tier.Important => ImportantDays,
        _ => RegularDays,
    };

    internal WorkCalendar Calendar => WorkCalendar.Of(Holidays, Workdays);

    internal Weights Weights => new(WeightOfValue, WeightOfTier, WeightOfPeople, WeightOfAccounts, WeightOfUsers, WeightOfFit, WeightOfEffort);
}

internal sealed class RequestSettingsConfiguration : IEntityTypeConfiguration<RequestSettings>
{
    public void Configure(EntityTypeBuilder<RequestSettings> settings)
    {
        settings.ToTable("RequestSettings");
        settings.Property(s => s.Id).ValueGeneratedNever();
        settings.Property(s => s.Holidays).HasMaxLength(RequestSettings.DaysMaxLength);
        settings.Property(s => s.Workdays).HasMaxLength(RequestSettings.DaysMaxLength);
        settings.Property(s => s.RankBy).HasConversion<string>().HasMaxLength(20);
        settings.Property(s => s.Edition).IsConcurrencyToken();
        settings.Ignore(s => s.Calendar);
        settings.Ignore(s => s.Weights);
    }
}
