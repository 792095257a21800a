namespace ValuePortal.Platform.Charts;

/// <summary>Shares as shades of table cells: five steps and none, each light enough for the words on it. The words carry the value.</summary>
public static class HeatMap
{
    private const int Steps = 5;

    /// <summary>The class of a cell: from h0 for nothing to h5 for all.</summary>
    public static string ClassOf(decimal share) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"h{(int)Math.Ceiling(Math.Clamp(share, 0, 1) * Steps)}");
}
