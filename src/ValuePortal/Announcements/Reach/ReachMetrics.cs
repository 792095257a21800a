using ValuePortal.Platform.Metrics;

namespace ValuePortal.Announcements.Reach;

/// <summary>The figures on whether releases reached those they are for. Their definitions are in <see cref="AnnouncementWords"/>.</summary>
public static class ReachMetrics
{
    /// <summary>People of an account who opened a release note.</summary>
    public static readonly Metric Seen = new("releases.seen", typeof(AnnouncementWords));

    /// <summary>People who use the feature of a release after it, beside those before it.</summary>
    public static readonly Metric PeopleAfter = new("releases.people_after", typeof(AnnouncementWords));

    /// <summary>Share of an account's votes that were delivered.</summary>
    public static readonly Metric VotesDelivered = new("requests.votes_delivered", typeof(AnnouncementWords), MetricFormat.Percent);

    public static readonly MetricCatalog Catalog = new("Announcements", [Seen, PeopleAfter, VotesDelivered]);
}
