namespace ValuePortal.FeatureRequests.Scoring;

/// <summary>By what requests are ranked at the desk.</summary>
public enum RankBy
{
    /// <summary>The weighted sum of parts.</summary>
    Score,

    /// <summary>Reach × impact × confidence / effort.</summary>
    Rice,

    /// <summary>People who want it.</summary>
    Votes,
}

/// <summary>How much each part counts in the score, in shares of their sum.</summary>
public sealed record Weights(int Value, int Tier, int People, int Accounts, int Users, int Fit, int Effort)
{
    public const int Most = 100;

    public static readonly Weights Default = new(Value: 25, Tier: 10, People: 15, Accounts: 15, Users: 5, Fit: 20, Effort: 10);

    public int Sum => Value + Tier + People + Accounts + Users + Fit + Effort;

    public IReadOnlyList<int> All => [Value, Tier, People, Accounts, Users, Fit, Effort];
}
