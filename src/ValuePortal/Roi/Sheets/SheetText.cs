using System.Globalization;
using ValuePortal.Roi.Formulas;

namespace ValuePortal.Roi.Sheets;

/// <summary>Cells as the reader's culture writes them: with the decimals their row states, else with those they need, two at most.</summary>
internal static class SheetText
{
    private const string Percent = "P";

    public static string Of(SheetRow row, decimal value)
    {
        var isShare = row.Unit == RowUnit.PercentWord;
        if (row.Decimals is { } decimals)
        {
            return value.ToString((isShare ? Percent : "N") + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture);
        }

        return isShare
            ? value.ToString(decimal.Round(value, 2) == value ? "P0" : "P1", CultureInfo.CurrentCulture)
            : decimal.Round(value, 2, MidpointRounding.AwayFromZero).ToString("#,0.##", CultureInfo.CurrentCulture);
    }
}
