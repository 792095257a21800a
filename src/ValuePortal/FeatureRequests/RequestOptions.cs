using System.ComponentModel.DataAnnotations;

namespace ValuePortal.FeatureRequests;

/// <summary>How often one person may vote on the pages.</summary>
public sealed class RequestOptions
{
    public const string Section = "ValuePortal:Requests";

    /// <summary>Far above what a person does, far below what a script would like.</summary>
    [Range(1, 1_000_000)]
    public int VotesPerPersonAndMinute { get; set; } = RequestLimits.VotesPerMinute;
}
