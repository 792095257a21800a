namespace ValuePortal.Milestones.Plans;

/// <summary>A milestone as its reader sees it.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="Criterion">Null: both sides say when it is reached.</param>
/// <param name="FeatureName">The feature of the criterion in the reader's language; null for all use.</param>
/// <param name="Progress">Null for one without a criterion, and while there are no data.</param>
/// <param name="ReachedOn">The day in the account's time zone; for a measured one the first day on which the usage came to the target.</param>
public sealed record MilestoneRow(
    Guid Id, Guid? PlanId, string Title, DateOnly DueOn, Side OwnerSide, string? OwnerName, Criterion? Criterion, string? FeatureName,
    Progress? Progress, DateOnly? ReachedOn, Standing Standing)
{
    public bool IsReached => Standing.State is MilestoneState.Reached;

    /// <summary>Null unless it counted as reached before and does not any more.</summary>
    public Reopening? Reopened { get; init; }

    /// <summary>Whether reaching it counts as business value.</summary>
    public bool ProvesValue { get; init; }

    /// <summary>What it is expected to bring in a year; null where nobody has said, and for who does not see money.</summary>
    public decimal? ExpectedValue { get; init; }

    /// <summary>The value driver from which it is expected.</summary>
    public Guid? DriverId { get; init; }

    /// <summary>Since when the customer shows it to others; null while it does not.</summary>
    public DateTimeOffset? SharedAt { get; init; }

    /// <summary>When it can be expected; null for one that is reached, and where nothing can be said.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>Days by which it is expected later than it is due; null where nothing can be said.</summary>
    public int? Slip => ExpectedOn is { } day ? Math.Max(0, day.DayNumber - DueOn.DayNumber) : null;

    /// <summary>Who has signed it off; null for a measured one.</summary>
    public SignOffs? SignOffs { get; init; }
}

/// <summary>A measured milestone is open again, since the data were corrected.</summary>
/// <param name="WasReachedOn">The day that counted before.</param>
/// <param name="On">The day this was found out.</param>
public readonly record struct Reopening(DateOnly WasReachedOn, DateOnly On);

/// <summary>A task as its reader sees it.</summary>
/// <param name="DaysUntilDue">Below zero: so many days late, if it is open.</param>
public sealed record TaskRow(Guid Id, Guid? MilestoneId, string Title, Side Side, string? PersonName, DateOnly DueOn, DateOnly? DoneOn, int DaysUntilDue)
{
    /// <summary>The person who does it, where it is one of the portal's.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Whether only the vendor's people see it.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The version a form is filled from.</summary>
    public int Version { get; init; }

    /// <summary>The open task that is to be done first; null for none.</summary>
    public TaskBefore? WaitsFor { get; init; }

    /// <summary>When it can be expected; the day it was done, for one that is done.</summary>
    public DateOnly ExpectedOn { get; init; }

    /// <summary>Days by which an open task is expected later than it is due.</summary>
    public int Slip => DoneOn is null ? Math.Max(0, ExpectedOn.DayNumber - DueOn.DayNumber) : 0;
}

/// <summary>A task that another one waits for.</summary>
public sealed record TaskBefore(string Title, Side Side);

/// <summary>A template that was applied.</summary>
/// <param name="Name">In the reader's language.</param>
/// <param name="Version">The one the plan came from and keeps.</param>
public sealed record AppliedTemplate(Guid PlanId, string Name, int Version, DateOnly StartsOn);

/// <summary>The success plan of an account.</summary>
/// <param name="Today">The day in the account's time zone.</param>
/// <param name="DataUntil">Last day with usage; null for an account without any.</param>
/// <param name="Milestones">By due day, those of one day in the order of their template; 200 at most.</param>
/// <param name="Tasks">Open ones by due day, then done ones, the latest first; 500 at most.</param>
public sealed record PlanReport(
    Guid AccountId, string AccountName, string TimeZone, DateOnly? GoLiveOn, DateOnly Today, DateOnly? DataUntil,
    IReadOnlyList<MilestoneRow> Milestones, IReadOnlyList<TaskRow> Tasks)
{
    private const int LatestReached = 3;
    private const int CheeredDays = 14;

    /// <summary>What is best done next by the reader; null for staff, and when there is nothing.</summary>
    public NextStep? Step { get; init; }

    /// <summary>The same without what only the vendor's people see.</summary>
    public PlanReport AsCustomerSees => this with { Tasks = [.. Tasks.Where(task => !task.IsInternal)] };

    /// <summary>From which templates it was made, by start.</summary>
    public IReadOnlyList<AppliedTemplate> Templates { get; init; } = [];

    /// <summary>The first by due day that is not reached; null when all are, or there are none.</summary>
    public MilestoneRow? Next => Milestones.FirstOrDefault(milestone => !milestone.IsReached);

    /// <summary>The way that is shown whole: the latest reached ones and all that are not reached.</summary>
    public IReadOnlyList<MilestoneRow> Near => [.. Milestones.Except(Earlier)];

    /// <summary>Reached ones that lie further back than the latest three, by due day.</summary>
    public IReadOnlyList<MilestoneRow> Earlier => [.. Milestones.Where(milestone => milestone.IsReached).SkipLast(LatestReached)];

    /// <summary>Those reached within the last days, the latest first: they are celebrated.</summary>
    public IReadOnlyList<MilestoneRow> ReachedLately => [.. Milestones
        .Where(milestone => milestone.ReachedOn is { } day && day > Today.AddDays(-CheeredDays)).OrderByDescending(milestone => milestone.ReachedOn)];

    /// <summary>Milestones reached until today.</summary>
    public int Done => Milestones.Count(milestone => milestone.IsReached);

    /// <summary>Milestones whose due day is today or past, reached or not.</summary>
    public int Due => Milestones.Count(milestone => milestone.DueOn <= Today);

    /// <summary>Of those that are due, the ones that are reached.</summary>
    public int DueAndDone => Milestones.Count(milestone => milestone.DueOn <= Today && milestone.IsReached);
}
