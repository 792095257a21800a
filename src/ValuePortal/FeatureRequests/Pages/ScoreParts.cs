using ValuePortal.FeatureRequests.Scoring;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>The parts of the score in the order of <see cref="Weights.All"/>.</summary>
internal static class ScoreParts
{
    public static readonly IReadOnlyList<string> Words = ["Part_Value", "Part_Tier", "Part_People", "Part_Accounts", "Part_Users", "Part_Fit", "Part_Effort"];

    /// <summary>The most points a part can give.</summary>
    public static int Share(Weights weights, int part) => weights.Sum == 0 ? 0 : (int)Math.Round(100m * weights.All[part] / weights.Sum);
}
