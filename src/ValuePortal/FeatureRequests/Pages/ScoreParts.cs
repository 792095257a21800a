using System.Globalization;
using ValuePortal.FeatureRequests.Scoring;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>The parts of the score in the order of <see cref="Weights.All"/>.</summary>
internal static class ScoreParts
{
    public static readonly IReadOnlyList<string> Words = ["Part_Value", "Part_Tier", "Part_People", "Part_Accounts", "Part_Users", "Part_Fit", "Part_Effort"];

    /// <summary>What stands behind the points of a part, but for money.</summary>
    public static string? Measure(RankInputs inputs, int part) => (part switch
    {
        1 => inputs.Tier,
        2 => inputs.People,
        3 => inputs.Accounts,
        4 => inputs.Users,
        5 => inputs.Fit,
        6 => inputs.Effort,
        _ => (decimal?)null,
    })?.ToString("0.##", CultureInfo.CurrentCulture);

    /// <summary>The most points a part can give.</summary>
    public static int Share(Weights weights, int part) => weights.Sum == 0 ? 0 : (int)Math.Round(100m * weights.All[part] / weights.Sum);
}
