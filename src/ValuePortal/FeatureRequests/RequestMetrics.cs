using ValuePortal.Platform.Metrics;

namespace ValuePortal.FeatureRequests;

/// <summary>The figures of requests. Their definitions are in <see cref="RequestWords"/>.</summary>
public static class RequestMetrics
{
    /// <summary>People whose vote for a request stands, of all companies.</summary>
    public static readonly Metric Votes = new("requests.votes", typeof(RequestWords));

    /// <summary>Companies with at least one person whose vote for a request stands. Shown to staff.</summary>
    public static readonly Metric Accounts = new("requests.accounts", typeof(RequestWords));

    /// <summary>Requests that have no answer in words yet. Shown to staff.</summary>
    public static readonly Metric Unanswered = new("requests.unanswered", typeof(RequestWords));

    public static readonly MetricCatalog Catalog = new("FeatureRequests", [Votes, Accounts, Unanswered]);
}
