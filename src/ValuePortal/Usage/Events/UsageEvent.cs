namespace ValuePortal.Usage.Events;

/// <summary>The kinds of call that are kept. Only track calls count as usage.</summary>
public enum EventKind
{
    Track = 1,
    Identify = 2,
    Group = 3,
    Page = 4,
    Screen = 5,
    Alias = 6,
}

/// <summary>One stored call, as it is read back from its <see cref="EventSegment"/>.</summary>
/// <param name="At">When it happened: Unix time in milliseconds, UTC, corrected for the sender's clock.</param>
/// <param name="UserNo">Number of the person within the account; 0 for an anonymous visitor.</param>
/// <param name="FeatureNo">Number of the feature; 0 for none.</param>
/// <param name="Properties">Properties or traits as they came: JSON.</param>
public readonly record struct UsageEvent(EventKind Kind, string MessageId, long At, int UserNo, int FeatureNo, string? Name, string? Properties)
{
    public const int IdMaxLength = 255;

    /// <summary>How many uses it stands for: one, but for a row of a table.</summary>
    public int Count { get; init; } = 1;
}
