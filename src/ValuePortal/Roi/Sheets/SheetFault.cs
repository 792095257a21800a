using ValuePortal.Roi.Formulas;

namespace ValuePortal.Roi.Sheets;

/// <summary>What is wrong, and where: a row of a table, or the table itself.</summary>
/// <param name="Place">As programs name it: <c>tables[0].rows[3].formula</c>.</param>
/// <param name="Table">The id of the table; its number where it has none.</param>
/// <param name="Row">The id of the row; null for the table itself.</param>
/// <param name="Period">In which period: 1, 2, …, 0 at the start; null where it is the same in all.</param>
public sealed record SheetFault(string Place, string Table, string? Row, int? Period, string Key, params object[] Places)
{
    public static SheetFault Of(string place, string table, string row, Fault fault, int? period = null) =>
        new(place, table, row, period, "Fault_" + fault.Kind, fault.Places);
}
