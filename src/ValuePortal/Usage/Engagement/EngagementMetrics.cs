using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage.Engagement;

/// <summary>The figures on how people use the product. Their definitions are in <see cref="EngagementWords"/>.</summary>
public static class EngagementMetrics
{
    public static readonly Metric Daily = Of("usage.active_daily");
    public static readonly Metric Weekly = Of("usage.active_weekly");
    public static readonly Metric Monthly = Of("usage.active_monthly");
    public static readonly Metric DailyStickiness = Of("usage.stickiness_daily", MetricFormat.Percent);
    public static readonly Metric WeeklyStickiness = Of("usage.stickiness_weekly", MetricFormat.Percent);
    public static readonly Metric AverageActiveDays = Of("usage.average_active_days", MetricFormat.OneDecimal);
    public static readonly Metric Frequency = Of("usage.frequency", MetricFormat.OneDecimal);
    public static readonly Metric FrequencyPeople = Of("usage.frequency_people");
    public static readonly Metric MonthPeople = Of("usage.month_people");
    public static readonly Metric PowerPeople = Of("usage.power_people");
    public static readonly Metric PowerShare = Of("usage.power_share", MetricFormat.Percent);

    public static readonly Metric New = Of("usage.people_new");
    public static readonly Metric Returning = Of("usage.people_returning");
    public static readonly Metric Resurrected = Of("usage.people_resurrected");
    public static readonly Metric WentQuiet = Of("usage.people_went_quiet");
    public static readonly Metric PeriodPeople = Of("usage.period_people");
    public static readonly Metric CohortPeople = Of("usage.cohort_people");
    public static readonly Metric RetentionBracket = Of("usage.retention_bracket", MetricFormat.Percent);
    public static readonly Metric RetentionRolling = Of("usage.retention_rolling", MetricFormat.Percent);

    public static readonly Metric StatusActive = Of("usage.status_active");
    public static readonly Metric StatusQuiet = Of("usage.status_quiet");
    public static readonly Metric StatusDormant = Of("usage.status_dormant");
    public static readonly Metric PersonDays = Of("usage.person_active_days");
    public static readonly Metric PersonEvents = Of("usage.person_events");
    public static readonly Metric PersonFeatures = Of("usage.person_features");

    public static readonly MetricCatalog Catalog = new(
        "Engagement",
        [
            Daily, Weekly, Monthly, DailyStickiness, WeeklyStickiness, AverageActiveDays, Frequency, FrequencyPeople, MonthPeople, PowerPeople, PowerShare,
            New, Returning, Resurrected, WentQuiet, PeriodPeople, CohortPeople, RetentionBracket, RetentionRolling,
            StatusActive, StatusQuiet, StatusDormant, PersonDays, PersonEvents, PersonFeatures,
        ]);

    public static Metric Of(Window window) => window switch { Window.Day => Daily, Window.Week => Weekly, _ => Monthly };

    public static Metric Of(RetentionRule rule) => rule is RetentionRule.Bracket ? RetentionBracket : RetentionRolling;

    public static Metric Of(PersonStatus status) => status switch
    {
        PersonStatus.Quiet => StatusQuiet,
        PersonStatus.Dormant => StatusDormant,
        _ => StatusActive,
    };

    private static Metric Of(string id, MetricFormat format = MetricFormat.Count) => new(id, typeof(EngagementWords), format);
}

/// <summary>The words of these reports, in <c>EngagementWords.resx</c> and <c>EngagementWords.zh-CN.resx</c>.</summary>
public sealed class EngagementWords;
