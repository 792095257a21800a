using System.ComponentModel.DataAnnotations;

namespace ValuePortal.Platform.Jobs;

/// <summary>How much heavy work there may be: <c>ValuePortal:Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "ValuePortal:Jobs";

    /// <summary>Jobs that this node does at once. 0: it does none, and leaves them to other nodes.</summary>
    [Range(0, 16)]
    public int AtOnce { get; set; } = 1;

    /// <summary>Jobs that may wait. One more is refused.</summary>
    [Range(1, 10_000)]
    public int MostWaiting { get; set; } = 50;

    /// <summary>Documents that this node makes at once while their readers wait.</summary>
    [Range(1, 16)]
    public int DocumentsAtOnce { get; set; } = 2;

    /// <summary>Readers that may wait for a document. One more is refused.</summary>
    [Range(1, 10_000)]
    public int DocumentsWaiting { get; set; } = 50;
}
