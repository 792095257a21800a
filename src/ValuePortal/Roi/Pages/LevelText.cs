using System.Globalization;

namespace ValuePortal.Roi.Pages;

/// <summary>Levels and numbers of times as the reader's culture writes them, with as many decimals as they need, two at most.</summary>
internal static class LevelText
{
    public static string Of(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero).ToString("#,0.##", CultureInfo.CurrentCulture);

    public static string Percent(decimal share) => share.ToString(share * 100 == decimal.Truncate(share * 100) ? "P0" : "P1", CultureInfo.CurrentCulture);
}
