using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi;

/// <summary>The figures of value the portal shows. Their definitions are in <see cref="RoiWords"/>.</summary>
public static class RoiMetrics
{
    /// <summary>Benefits of all drivers to date, in the account's currency.</summary>
    public static readonly Metric Benefit = new("roi.benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>What the same time would have brought at the targets.</summary>
    public static readonly Metric TargetBenefit = new("roi.target_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>The part of the benefit that the customer agreed to.</summary>
    public static readonly Metric ConfirmedBenefit = new("roi.confirmed_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>The part of the benefit that is neither measured nor decided on.</summary>
    public static readonly Metric EstimatedBenefit = new("roi.estimated_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>The part of the benefit that the customer objected to.</summary>
    public static readonly Metric DisputedBenefit = new("roi.disputed_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>What a driver differs by from what was promised, for counting more or less often.</summary>
    public static readonly Metric BridgeTimes = new("roi.bridge_times", typeof(RoiWords), MetricFormat.Money);

    /// <summary>The rest of the difference: a level other than the target.</summary>
    public static readonly Metric BridgeLevel = new("roi.bridge_level", typeof(RoiWords), MetricFormat.Money);

    /// <summary>The part of the benefit that was measured and is not decided on.</summary>
    public static readonly Metric MeasuredBenefit = new("roi.measured_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>Investments that have come up to date.</summary>
    public static readonly Metric Cost = new("roi.cost", typeof(RoiWords), MetricFormat.Money);

    /// <summary>Benefit less cost to date, undiscounted.</summary>
    public static readonly Metric NetBenefit = new("roi.net_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>Net present value over the years of the model.</summary>
    public static readonly Metric NetPresentValue = new("roi.npv", typeof(RoiWords), MetricFormat.Money);

    /// <summary>Net present value over present costs, a share of one.</summary>
    public static readonly Metric Roi = new("roi.roi", typeof(RoiWords), MetricFormat.Percent);

    /// <summary>Months from the start of the model, undiscounted.</summary>
    public static readonly Metric PaybackMonths = new("roi.payback_months", typeof(RoiWords), MetricFormat.OneDecimal);

    /// <summary>Hours saved to date by drivers of time.</summary>
    public static readonly Metric HoursSaved = new("roi.hours_saved", typeof(RoiWords));

    /// <summary>Benefit of one driver to date.</summary>
    public static readonly Metric DriverBenefit = new("roi.driver_benefit", typeof(RoiWords), MetricFormat.Money);

    /// <summary>Hours one driver saved to date.</summary>
    public static readonly Metric DriverHours = new("roi.driver_hours", typeof(RoiWords));

    /// <summary>How often a driver counted.</summary>
    public static readonly Metric DriverQuantity = new("roi.driver_quantity", typeof(RoiWords));

    /// <summary>Before, now or target of a driver, in its unit.</summary>
    public static readonly Metric DriverLevel = new("roi.driver_level", typeof(RoiWords), MetricFormat.OneDecimal);

    /// <summary>Drivers whose measured level has reached the target.</summary>
    public static readonly Metric DriversAtTarget = new("roi.drivers_at_target", typeof(RoiWords));

    /// <summary>One investment: its amount, or what of it has come up.</summary>
    public static readonly Metric Investment = new("roi.investment", typeof(RoiWords), MetricFormat.Money);

    public static readonly MetricCatalog Catalog = new(
        "Roi",
        [
            Benefit, ConfirmedBenefit, MeasuredBenefit, EstimatedBenefit, DisputedBenefit, TargetBenefit, BridgeTimes, BridgeLevel, Cost, NetBenefit, NetPresentValue, Roi, PaybackMonths, HoursSaved,
            DriverBenefit, DriverHours, DriverQuantity, DriverLevel, DriversAtTarget, Investment,
        ]);
}

/// <summary>The words of this module, in <c>RoiWords.resx</c> and <c>RoiWords.zh-CN.resx</c>.</summary>
public sealed class RoiWords;
