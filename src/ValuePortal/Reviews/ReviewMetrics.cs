using ValuePortal.Platform.Metrics;

namespace ValuePortal.Reviews;

/// <summary>The figures that only a review shows. Their definitions are in <see cref="ReviewsWords"/>.</summary>
public static class ReviewMetrics
{
    /// <summary>Benefits of all drivers in the months of the period, in the account's currency.</summary>
    public static readonly Metric Benefit = new("reviews.benefit", typeof(ReviewsWords), MetricFormat.Money);

    /// <summary>The part of it that the customer had agreed to.</summary>
    public static readonly Metric Confirmed = new("reviews.confirmed", typeof(ReviewsWords), MetricFormat.Money);

    /// <summary>Hours saved by drivers of time in the months of the period.</summary>
    public static readonly Metric Hours = new("reviews.hours", typeof(ReviewsWords));

    /// <summary>Requests the company raised in the period.</summary>
    public static readonly Metric Asked = new("reviews.asked", typeof(ReviewsWords));

    /// <summary>Requests of the company that were answered in words in the period.</summary>
    public static readonly Metric Answered = new("reviews.answered", typeof(ReviewsWords));

    /// <summary>Requests of the company that became available in the period.</summary>
    public static readonly Metric Delivered = new("reviews.delivered", typeof(ReviewsWords));

    /// <summary>What a milestone was expected to bring, for a month.</summary>
    public static readonly Metric MilestoneExpected = new("reviews.milestone_expected", typeof(ReviewsWords), MetricFormat.Money);

    /// <summary>By how much a month's value rose after a milestone was reached.</summary>
    public static readonly Metric MilestoneCame = new("reviews.milestone_came", typeof(ReviewsWords), MetricFormat.Money);

    /// <summary>Promises marked as kept since the review before.</summary>
    public static readonly Metric PromisesKept = new("reviews.promises_kept", typeof(ReviewsWords));

    /// <summary>Promises marked as missed since the review before.</summary>
    public static readonly Metric PromisesMissed = new("reviews.promises_missed", typeof(ReviewsWords));

    /// <summary>Promises that are still open.</summary>
    public static readonly Metric PromisesOpen = new("reviews.promises_open", typeof(ReviewsWords));

    /// <summary>Milestones in the success plan, reached or not.</summary>
    public static readonly Metric MilestonesPlanned = new("reviews.milestones_planned", typeof(ReviewsWords));

    /// <summary>Releases of the period that the company was meant to hear of.</summary>
    public static readonly Metric Releases = new("reviews.releases", typeof(ReviewsWords));

    /// <summary>Those of them whose feature somebody of the company has used since.</summary>
    public static readonly Metric ReleasesUsed = new("reviews.releases_used", typeof(ReviewsWords));

    public static readonly MetricCatalog Catalog = new(
        "Reviews",
        [Confirmed, Benefit, Hours, Asked, Answered, Delivered, MilestoneExpected, MilestoneCame, PromisesKept, PromisesMissed, PromisesOpen, MilestonesPlanned, Releases, ReleasesUsed]);
}
