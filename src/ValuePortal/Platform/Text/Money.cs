using System.Globalization;

namespace ValuePortal.Platform.Text;

/// <summary>
/// Amounts of money with their ISO 4217 code, digits as the reader's culture groups them: "USD 45,600". The code stands for itself in
/// every language, so that nobody takes one dollar for another.
/// </summary>
public static class Money
{
    private const char NoBreak = '\u00a0';

    /// <summary>Decimal places of a currency: none for yen, three for dinars, else two.</summary>
    public static int PlacesOf(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    /// <summary>To the minor unit of the currency, half away from zero.</summary>
    public static decimal Round(decimal amount, string currency) => decimal.Round(amount, PlacesOf(currency), MidpointRounding.AwayFromZero);

    /// <summary>In whole units, half away from zero: for figures that are read, not added up by hand.</summary>
    public static string Whole(decimal amount, string currency) => Write(amount, currency, 0);

    /// <summary>With all places of the currency.</summary>
    public static string Exact(decimal amount, string currency) => Write(amount, currency, PlacesOf(currency));

    // The sign stands before the code, as in a difference: "−USD 45,600".
    private static string Write(decimal amount, string currency, int places)
    {
        var rounded = decimal.Round(amount, places, MidpointRounding.AwayFromZero);
        return $"{(rounded < 0 ? "−" : "")}{currency}{NoBreak}{Math.Abs(rounded).ToString("N" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture)}";
    }
}
