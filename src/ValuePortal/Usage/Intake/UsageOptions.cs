using System.ComponentModel.DataAnnotations;

namespace ValuePortal.Usage.Intake;

/// <summary>How long raw events are kept. Roll-ups stay.</summary>
public sealed class UsageOptions
{
    public const string Section = "ValuePortal:Usage";

    /// <summary>Months from the day an event was stored.</summary>
    [Range(1, 120)]
    public int KeepEventsMonths { get; set; } = 13;
}
