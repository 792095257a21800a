namespace ValuePortal.Usage.Peers;

/// <summary>Where an account stands among its peers, in words.</summary>
public enum PeerTier
{
    Developing,
    Entry,
    Emerging,
    Competitor,
    Strong,
    Leader,
}

/// <summary>One of the others: its value, and how much of the group's volume it is.</summary>
public readonly record struct PeerValue(decimal Value, decimal Volume);

/// <summary>What may be told of the others: three quartiles or the reason why not.</summary>
public sealed record PeerComparison(PeerGap Gap, decimal? Lower = null, decimal? Median = null, decimal? Upper = null, decimal? Percentile = null);

/// <summary>The rules of privacy. They look at the others only; an account's own value is never among them.</summary>
public static class PeerRules
{
    /// <summary>So many other companies must take part.</summary>
    public const int LeastOthers = 5;

    /// <summary>No one of them may be more than this share of their volume.</summary>
    public const decimal MostOfOne = 0.5m;

    /// <summary>Places that quartiles are rounded to: with five others a quartile is one company's value, and is told in whole per cent only.</summary>
    private const int Places = 2;

    /// <param name="own">The own value; null where there is none.</param>
    /// <param name="others">The others that have one.</param>
    /// <param name="round">How a quartile is told; null: in whole per cent.</param>
    public static PeerComparison Compare(decimal? own, IReadOnlyList<PeerValue> others, Func<decimal, decimal>? round = null)
    {
        if (own is not { } mine)
        {
            return new PeerComparison(PeerGap.NoOwnValue);
        }

        if (others.Count < LeastOthers)
        {
            return new PeerComparison(PeerGap.TooFewOthers);
        }

        var total = others.Sum(other => other.Volume);
        if (total <= 0 || others.Max(other => other.Volume) > total * MostOfOne)
        {
            return new PeerComparison(PeerGap.OneDominates);
        }

        var values = others.Select(other => other.Value).Order().ToList();
        var below = values.Count(value => value < mine) + (values.Count(value => value == mine) / 2m);
        round ??= value => decimal.Round(value, Places, MidpointRounding.AwayFromZero);
        return new PeerComparison(PeerGap.None, round(Quantile(values, 0.25m)), round(Quantile(values, 0.5m)), round(Quantile(values, 0.75m)), below / values.Count);
    }

    /// <param name="percentile">The share of the others below.</param>
    public static PeerTier TierOf(decimal percentile) => percentile switch
    {
        < 0.10m => PeerTier.Developing,
        < 0.25m => PeerTier.Entry,
        < 0.50m => PeerTier.Emerging,
        < 0.75m => PeerTier.Competitor,
        < 0.90m => PeerTier.Strong,
        _ => PeerTier.Leader,
    };

    // Between two values on a straight line.
    private static decimal Quantile(List<decimal> ordered, decimal share)
    {
        var place = (ordered.Count - 1) * share;
        var lower = (int)Math.Floor(place);
        var upper = Math.Min(lower + 1, ordered.Count - 1);
        return ordered[lower] + ((ordered[upper] - ordered[lower]) * (place - lower));
    }
}
