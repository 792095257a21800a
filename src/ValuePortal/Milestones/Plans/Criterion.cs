using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>When a measured milestone is reached: a quantity of usage, counted from a day on, comes to a target.</summary>
public sealed record Criterion
{
    public const long MostTarget = 1_000_000_000;

    public UsageMeasure Measure { get; init; }

    /// <summary>The key of a feature; null for all use.</summary>
    public string? Feature { get; init; }

    /// <summary>At least 1; people, events, features or days, or per cent of the seats.</summary>
    public long Target { get; init; }

    /// <summary>The first day that counts, in the account's time zone. It was settled when the plan was made and stays.</summary>
    public DateOnly CountsFrom { get; init; }

    public UsageQuantity Quantity => new(Measure, Feature);
}
