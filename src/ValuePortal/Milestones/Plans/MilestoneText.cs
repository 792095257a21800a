namespace ValuePortal.Milestones.Plans;

/// <summary>What staff may change of a milestone that is there. What it is measured by stays: to measure something else, another one is added.</summary>
public sealed record MilestoneText(string Title, string? ChineseTitle, DateOnly DueOn, Side OwnerSide, string? OwnerName, decimal? ExpectedValue = null, Guid? DriverId = null)
{
    public static MilestoneText Of(Milestone milestone) =>
        new(milestone.Title, milestone.ChineseTitle, milestone.DueOn, milestone.OwnerSide, milestone.OwnerName, milestone.ExpectedValue, milestone.DriverId);
}
