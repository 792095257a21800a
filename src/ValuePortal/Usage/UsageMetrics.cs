using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage;

/// <summary>The usage figures the portal shows. Their definitions are in <see cref="UsageWords"/>.</summary>
public static class UsageMetrics
{
    /// <summary>Distinct people with at least one track event in the range.</summary>
    public static readonly Metric ActiveUsers = new("usage.active_users", typeof(UsageWords));

    /// <summary>Track events in the range.</summary>
    public static readonly Metric Events = new("usage.events", typeof(UsageWords));

    /// <summary>Features with at least one event in the range.</summary>
    public static readonly Metric FeaturesUsed = new("usage.features_used", typeof(UsageWords));

    /// <summary>Days with at least one event in the range.</summary>
    public static readonly Metric ActiveDays = new("usage.active_days", typeof(UsageWords));

    /// <summary>Events of one feature in the range.</summary>
    public static readonly Metric FeatureEvents = new("usage.feature_events", typeof(UsageWords));

    /// <summary>Distinct people of one feature in the range.</summary>
    public static readonly Metric FeatureUsers = new("usage.feature_users", typeof(UsageWords));

    public static readonly MetricCatalog Catalog = new("Usage", [ActiveUsers, Events, FeaturesUsed, ActiveDays, FeatureEvents, FeatureUsers]);
}

/// <summary>The words of this module, in <c>UsageWords.resx</c> and <c>UsageWords.zh-CN.resx</c>.</summary>
public sealed class UsageWords;
