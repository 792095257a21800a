using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Scoring;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>The form of the ranking as it was sent.</summary>
public sealed class WeightFields
{
    public string? RankBy { get; set; }

    /// <summary>In the order of <see cref="ScoreParts.Words"/>.</summary>
    public List<string?> Weight { get; set; } = [];

    public string? Edition { get; set; }

    internal StateRequestSettings.RankInput Input => new(
        WordingForm.Named<RankBy>(RankBy) ?? (RankBy)(-1), new(At(0), At(1), At(2), At(3), At(4), At(5), At(6)), ClockFields.Number(Edition) ?? -1);

    internal static WeightFields Of(RequestSettings settings) => new()
    {
        RankBy = settings.RankBy.ToString(),
        Weight = [.. settings.Weights.All.Select(ClockFields.Text)],
        Edition = ClockFields.Text(settings.Edition),
    };

    private int At(int part) => part < Weight.Count ? ClockFields.Number(Weight[part]) ?? -1 : -1;
}
