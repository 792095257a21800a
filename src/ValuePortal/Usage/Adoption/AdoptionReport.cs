using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption;

/// <summary>How much of the product is used.</summary>
/// <param name="Used">Features that count for adoption and were used.</param>
/// <param name="Enabled">Features that count for adoption.</param>
/// <param name="PerPerson">The mean share of them that an active person uses; null without active people.</param>
public sealed record Breadth(int Used, int Enabled, decimal? PerPerson)
{
    /// <summary>Null where no feature counts.</summary>
    public decimal? Share => Enabled == 0 ? null : (decimal)Used / Enabled;

    /// <param name="counted">Keys of the features that count.</param>
    /// <param name="used">The features used in a range.</param>
    /// <param name="activeUsers">Distinct people of the range.</param>
    public static Breadth Of(IReadOnlySet<string> counted, IEnumerable<FeatureUse> used, int activeUsers)
    {
        var mine = used.Where(feature => counted.Contains(feature.Key)).ToList();
        decimal shares = mine.Sum(feature => feature.Users);
        return new Breadth(mine.Count, counted.Count, activeUsers == 0 || counted.Count == 0 ? null : shares / activeUsers / counted.Count);
    }
}

/// <summary>A feature with how it was used in a range.</summary>
/// <param name="Core">Counts for adoption because the vendor says so.</param>
/// <param name="Depth">People of the feature ÷ active people; null where nobody was active.</param>
/// <param name="UsesPerPerson">Events ÷ people of the feature; null where nobody used it.</param>
/// <param name="LastUsedOn">Looks at all days until the end of the range; null: never until then.</param>
/// <param name="Why">Why it would help, in the reader's language.</param>
public sealed record FeatureAdoption(
    string Key, string Name, bool Core, long Events, int Users, decimal? Depth, decimal? UsesPerPerson, DateOnly? LastUsedOn, bool NeverUsed, string? Why, string? GuideLink);

/// <summary>What the page of adoption shows.</summary>
/// <param name="Usage">The range, its comparison and the figures that this report is made of.</param>
/// <param name="CoreIsMarked">Whether the vendor says which features are core; if not, all listed ones count.</param>
/// <param name="Then">The same for the comparison range; null when nothing is compared.</param>
/// <param name="Features">Every feature the account may know of, used or not.</param>
public sealed record AdoptionReport(UsageReport Usage, bool CoreIsMarked, Breadth Now, Breadth? Then, IReadOnlyList<FeatureAdoption> Features)
{
    /// <summary>What nobody has found yet: first what is known to help, then what is core.</summary>
    public IReadOnlyList<FeatureAdoption> NeverUsed =>
        [.. Features.Where(feature => feature.NeverUsed).OrderByDescending(feature => feature.Why is not null).ThenByDescending(feature => feature.Core).ThenBy(feature => feature.Name, StringComparer.CurrentCulture)];
}
