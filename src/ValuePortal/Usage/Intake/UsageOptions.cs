using System.ComponentModel.DataAnnotations;

namespace ValuePortal.Usage.Intake;

/// <summary>How long raw events are kept (roll-ups stay), and how many a key may send.</summary>
public sealed class UsageOptions
{
    public const string Section = "ValuePortal:Usage";

    /// <summary>Months from the day an event was stored.</summary>
    [Range(1, 120)]
    public int KeepEventsMonths { get; set; } = 13;

    /// <summary>
    /// Events that one key may send each second, on the average of <see cref="IntakeLimit.WindowSeconds"/>: less than a small machine can
    /// store, so that a key that runs wild leaves room for the others. At least a full batch fits into the window.
    /// </summary>
    [Range(BatchReader.MaxEvents / IntakeLimit.WindowSeconds, 1_000_000)]
    public int EventsPerKeyPerSecond { get; set; } = 10_000;
}
