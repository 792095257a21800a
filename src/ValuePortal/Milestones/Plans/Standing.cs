namespace ValuePortal.Milestones.Plans;

public enum MilestoneState
{
    Reached,

    /// <summary>Not reached, and its day is past.</summary>
    Late,

    /// <summary>Measured, and by today at least as far as an even pace to the due day asks.</summary>
    OnTrack,

    /// <summary>Not reached, its day still to come, and nothing more is claimed.</summary>
    Open,
}

/// <summary>How far a measured milestone is.</summary>
public sealed record Progress(long Value, long Target)
{
    /// <summary>Value over target, at most one, rounded down to a tenth of a per cent: one is shown only when the target is reached.</summary>
    public decimal Share => Value >= Target ? 1 : Math.Floor(Value * 1000m / Target) / 1000;

    /// <summary>Whether the value keeps up with an even pace from the first counting day to the due day. Today is not over and asks for nothing yet.</summary>
    public bool KeepsPace(DateOnly countsFrom, DateOnly dueOn, DateOnly today)
    {
        decimal whole = dueOn.DayNumber - countsFrom.DayNumber + 1;
        var gone = today.DayNumber - countsFrom.DayNumber;
        return gone >= 0 && whole > 0 && Value * whole >= Target * (decimal)gone;
    }
}

/// <summary>What is to be said of a milestone today.</summary>
/// <param name="Days">Reached: days after its due day (below zero: before). Late: days since its due day. Else: days until then.</param>
public readonly record struct Standing(MilestoneState State, int Days)
{
    /// <param name="progress">Null for one without a criterion, and while there are no data.</param>
    public static Standing Of(DateOnly dueOn, DateOnly today, DateOnly? reachedOn, Criterion? criterion = null, Progress? progress = null)
    {
        var untilDue = dueOn.DayNumber - today.DayNumber;
        return (reachedOn, untilDue) switch
        {
            ({ } day, _) => new(MilestoneState.Reached, day.DayNumber - dueOn.DayNumber),
            (_, < 0) => new(MilestoneState.Late, -untilDue),
            _ => new(criterion is not null && progress?.KeepsPace(criterion.CountsFrom, dueOn, today) is true ? MilestoneState.OnTrack : MilestoneState.Open, untilDue),
        };
    }
}
