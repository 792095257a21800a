namespace ValuePortal.Milestones.Plans;

/// <summary>What home says of a plan, in the reader's language.</summary>
/// <param name="Done">Milestones reached until today; the figure <see cref="MilestoneMetrics.Done"/>.</param>
/// <param name="Due">Milestones due until today, reached or not; the figure <see cref="MilestoneMetrics.Due"/>.</param>
/// <param name="Total">All milestones of the account.</param>
/// <param name="Next">Null when all are reached, or there are none.</param>
public sealed record MilestoneSummary(int Done, int Due, int Total, NextMilestone? Next);

/// <summary>The milestone that stands next.</summary>
/// <param name="Owner">The person, or the side when nobody has been named.</param>
/// <param name="When">"Due in 12 days", "3 days late".</param>
/// <param name="Progress">"3 of 5 people"; who says so for one that is not measured.</param>
/// <param name="Counted">Since when it is counted, in words; null for one that is not measured.</param>
/// <param name="Share">The figure <see cref="MilestoneMetrics.Progress"/>; null for one that is not measured, and while there are no data.</param>
public sealed record NextMilestone(Guid Id, string Title, string Owner, DateOnly DueOn, MilestoneState State, string When, string Progress, string? Counted, decimal? Share);
