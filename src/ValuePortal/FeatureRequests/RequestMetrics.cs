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

    /// <summary>Requests whose first answer came by the promised day.</summary>
    public static readonly Metric AnsweredInTime = new("requests.answered_in_time", typeof(RequestWords));

    /// <summary>The weighted sum of what speaks for a request. Shown to staff.</summary>
    public static readonly Metric Score = new("requests.score", typeof(RequestWords), MetricFormat.OneDecimal);

    /// <summary>What the companies that want a request pay a year. Shown to staff, as a sum or a band.</summary>
    public static readonly Metric ContractValue = new("requests.contract_value", typeof(RequestWords), MetricFormat.Money);

    public static readonly MetricCatalog Catalog = new("FeatureRequests", [Votes, Accounts, Unanswered, AnsweredInTime, Score, ContractValue]);
}
