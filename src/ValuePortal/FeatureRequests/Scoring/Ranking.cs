namespace ValuePortal.FeatureRequests.Scoring;

/// <summary>The measures of one request that its rank is made of.</summary>
/// <param name="Value">What its accounts pay a year.</param>
/// <param name="Tier">Points of its accounts' tiers.</param>
/// <param name="Users">People who use the feature it is about.</param>
/// <param name="Fit">0 to 10; null until somebody said so, which counts as nothing.</param>
/// <param name="Effort">Person-months; null until somebody estimated it, which counts like the most effort there is.</param>
public sealed record RankInputs(Guid Id, decimal Value, int Tier, int People, int Accounts, int Users, int? Fit, decimal? Effort, RiceInputs? Rice = null);

/// <param name="Reach">People a quarter.</param>
/// <param name="Impact">3, 2, 1, 0.5 or 0.25.</param>
/// <param name="Confidence">A share: 0.8.</param>
/// <param name="Effort">Person-months, half a month at least.</param>
public sealed record RiceInputs(decimal Reach, decimal Impact, decimal Confidence, decimal Effort)
{
    public const decimal LeastEffort = 0.5m;

    /// <summary>Reach × impact × confidence / effort.</summary>
    public decimal Score => Reach * Impact * Confidence / Math.Max(Effort, LeastEffort);
}

/// <param name="Points">What the parts give to the score, in the order of <see cref="Weights.All"/>; they add up to it.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Rank">From 1; the same score has the same rank.</param>
/// <param name="BestRank">The best it has while each weight in turn is half as large, or half as large again.</param>
public sealed record Ranked(Guid Id, IReadOnlyList<decimal> Points, decimal Score, int Rank, int BestRank, int WorstRank);

/// <summary>
/// The score: each measure as a share of the largest among the requests, times its weight, added up. Effort counts the other way round: none
/// is the whole weight, the most is nothing.
/// </summary>
public static class Ranking
{
    private static readonly decimal[] s_shifts = [0.5m, 1.5m];

    public static IReadOnlyList<Ranked> ByScore(IReadOnlyList<RankInputs> requests, Weights weights)
    {
        var shares = SharesOf(requests);
        decimal[] given = [.. weights.All];
        var points = shares.Select(parts => PointsOf(parts, given)).ToList();
        var ranks = RanksOf([.. points.Select(parts => parts.Sum())]);
        var (best, worst) = (ranks.ToArray(), ranks.ToArray());
        for (var part = 0; part < given.Length; part++)
        {
            foreach (var shift in s_shifts)
            {
                decimal[] shifted = [.. given.Select((weight, i) => i == part ? weight * shift : weight)];
                var other = RanksOf([.. shares.Select(parts => PointsOf(parts, shifted).Sum())]);
                for (var i = 0; i < other.Count; i++)
                {
                    (best[i], worst[i]) = (Math.Min(best[i], other[i]), Math.Max(worst[i], other[i]));
                }
            }
        }

        return [.. requests.Select((request, i) => new Ranked(request.Id, points[i], points[i].Sum(), ranks[i], best[i], worst[i])).OrderBy(row => row.Rank)];
    }

    /// <summary>Places from 1 by falling score; the same score has the same place.</summary>
    public static IReadOnlyList<int> RanksOf(IReadOnlyList<decimal> scores)
    {
        var falling = scores.Select(score => decimal.Round(score, 6)).OrderDescending().ToList();
        var places = new Dictionary<decimal, int>();
        for (var i = 0; i < falling.Count; i++)
        {
            places.TryAdd(falling[i], i + 1);
        }

        return [.. scores.Select(score => places[decimal.Round(score, 6)])];
    }

    private static List<decimal[]> SharesOf(IReadOnlyList<RankInputs> requests)
    {
        var most = requests.Select(request => request.Effort ?? 0).DefaultIfEmpty().Max();
        decimal[] largest =
        [
            Largest(request => request.Value), Largest(request => request.Tier), Largest(request => request.People), Largest(request => request.Accounts), Largest(request => request.Users), RequestAssessment.MostFit,
        ];
        return [.. requests.Select(request => new[]
        {
            request.Value / largest[0], request.Tier / largest[1], request.People / largest[2], request.Accounts / largest[3], request.Users / largest[4], (request.Fit ?? 0) / largest[5],
            request.Effort is { } effort && most > 0 ? 1 - (effort / most) : 0,
        })];

        decimal Largest(Func<RankInputs, decimal> measure) => Math.Max(requests.Select(measure).DefaultIfEmpty().Max(), 1);
    }

    private static decimal[] PointsOf(decimal[] shares, decimal[] weights)
    {
        var sum = weights.Sum();
        return [.. shares.Select((share, i) => sum == 0 ? 0 : 100 * share * weights[i] / sum)];
    }
}
