using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.Reports;

/// <summary>All that a value is worked out from, but for usage: as it is stored, or as somebody would have it.</summary>
internal sealed record ValueInputs(
    ValueModel Model, IReadOnlyList<Driver> Drivers, IReadOnlyList<DriverEntry> Entries, IReadOnlyList<Investment> Investments, Sheet Sheet)
{
    /// <summary>The last decision on each figure that has one; none for what is not stored.</summary>
    public IReadOnlyList<FigureStep> Decisions { get; init; } = [];
}
