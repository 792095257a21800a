using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Agreement;

/// <summary>
/// How a figure stands with the customer: by the last decision, held against what the figure rests on now. It is worked out at each reading, so that no
/// way of changing an input can pass it by.
/// </summary>
/// <param name="Decision">The last confirmation, objection or withdrawal; null while nobody decided.</param>
/// <param name="ConfirmedThrough">First day of the last month that is agreed to; null while none is. Months from a changed one on are open again.</param>
/// <param name="Changes">What is different from what the decision was made on.</param>
public sealed record Standing(FigureStep? Decision, DateOnly? ConfirmedThrough, IReadOnlyList<InputChange> Changes)
{
    public static Standing Open { get; } = new(null, null, []);

    public bool IsDisputed => Decision is { Kind: StepKind.Disputed };

    public bool IsConfirmed => Decision is { Kind: StepKind.Confirmed } && Changes.Count == 0;

    /// <summary>It was confirmed, and an input is another one since.</summary>
    public bool IsReopened => Decision is { Kind: StepKind.Confirmed } && Changes.Count > 0;

    public bool Covers(DateOnly month) => month <= ConfirmedThrough;

    /// <param name="decision">The last one; null for none.</param>
    /// <param name="start">First month of the model.</param>
    /// <param name="last">The last month that can be compared; what was decided on later ones stays out of sight.</param>
    /// <param name="now">What the figure rests on now, up to a month.</param>
    internal static Standing Of(FigureStep? decision, DateOnly start, DateOnly last, Func<DateOnly, FigureInputs> now)
    {
        if (decision is not { Through: { } through, Kind: StepKind.Confirmed or StepKind.Disputed })
        {
            return decision is null ? Open : Open with { Decision = decision };
        }

        List<InputChange> changes = [.. FigureInputs.Read(decision.Inputs).ChangesTo(now(through < last ? through : last)).Where(change => change.Month is null || change.Month <= last)];
        var agreed = decision.Kind is StepKind.Disputed || changes.Any(change => change.Month is null) ? (DateOnly?)null
            : changes.Count == 0 ? through
            : changes.Min(change => change.Month)!.Value.AddMonths(-1);
        return new Standing(decision, agreed >= start ? agreed : null, changes);
    }

    /// <summary>The state of the figure, given how it is known.</summary>
    /// <param name="basis">Estimated or measured.</param>
    /// <param name="last">The last month that could be agreed to; null while there is none.</param>
    internal FigureState Over(FigureState basis, DateOnly? last) =>
        IsDisputed ? FigureState.Disputed
        : ConfirmedThrough is not { } through ? basis
        : through >= last ? FigureState.Confirmed
        : FigureState.PartlyConfirmed;
}
