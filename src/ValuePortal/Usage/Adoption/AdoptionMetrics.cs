using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage.Adoption;

/// <summary>The figures on features, seats, first value and change. Their definitions are in <see cref="AdoptionWords"/>.</summary>
public static class AdoptionMetrics
{
    public static readonly Metric Breadth = new("adoption.breadth", typeof(AdoptionWords), MetricFormat.Percent);

    public static readonly Metric CoreUsed = new("adoption.core_used", typeof(AdoptionWords));

    public static readonly Metric BreadthPerPerson = new("adoption.breadth_per_person", typeof(AdoptionWords), MetricFormat.Percent);

    public static readonly Metric NeverUsed = new("adoption.never_used", typeof(AdoptionWords));

    public static readonly Metric Depth = new("adoption.depth", typeof(AdoptionWords), MetricFormat.Percent);

    public static readonly Metric UsesPerPerson = new("adoption.uses_per_person", typeof(AdoptionWords), MetricFormat.OneDecimal);

    public static readonly Metric SeatsBought = new("seats.bought", typeof(AdoptionWords));

    public static readonly Metric SeatsUsed = new("seats.used", typeof(AdoptionWords));

    public static readonly Metric SeatsActivated = new("seats.activated", typeof(AdoptionWords));

    public static readonly Metric SeatsDormant = new("seats.dormant", typeof(AdoptionWords));

    public static readonly Metric SeatsUnused = new("seats.unused", typeof(AdoptionWords));

    public static readonly Metric SeatUtilisation = new("seats.utilisation", typeof(AdoptionWords), MetricFormat.Percent);

    public static readonly Metric SeatEngagement = new("seats.engagement", typeof(AdoptionWords), MetricFormat.Percent);

    public static readonly Metric UnusedMoney = new("seats.unused_money", typeof(AdoptionWords), MetricFormat.Money);

    public static readonly Metric DaysToFirstValue = new("adoption.days_to_first_value", typeof(AdoptionWords));

    public static readonly Metric FirstDaysPeople = new("adoption.first_days_people", typeof(AdoptionWords));

    public static readonly Metric Change = new("adoption.change", typeof(AdoptionWords), MetricFormat.Percent);

    public static readonly Metric Effect = new("adoption.effect", typeof(AdoptionWords), MetricFormat.OneDecimal);

    public static readonly MetricCatalog Catalog = new("Usage: adoption and seats",
    [
        Breadth, CoreUsed, BreadthPerPerson, NeverUsed, Depth, UsesPerPerson,
        SeatsBought, SeatsUsed, SeatsActivated, SeatsDormant, SeatsUnused, SeatUtilisation, SeatEngagement, UnusedMoney,
        DaysToFirstValue, FirstDaysPeople, Change, Effect,
    ]);
}
