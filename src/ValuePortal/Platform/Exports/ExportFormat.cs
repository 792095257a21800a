namespace ValuePortal.Platform.Exports;

/// <summary>The kinds of file a table leaves the portal as.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values: the rows and nothing else.</summary>
    Csv,

    /// <summary>A workbook: the rows, and a second sheet that says what they are.</summary>
    Xlsx,
}

public static class ExportAddress
{
    /// <summary>The end of a route that gives a table as each of the formats: <c>"/usage/trend." + ExportAddress.Format</c>.</summary>
    public const string Format = "{format:regex(^(csv|xlsx)$)}";

    /// <summary>The address of a table with its file extension set before the query: "usage/trend?from=…" → "usage/trend.csv?from=…".</summary>
    public static string Of(string address, ExportFormat format)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? $"{address}.{Extension(format)}" : $"{address[..query]}.{Extension(format)}{address[query..]}";
    }

    /// <summary>The format that the value of <see cref="Format"/> names.</summary>
    public static ExportFormat FormatOf(string extension) => extension is "xlsx" ? ExportFormat.Xlsx : ExportFormat.Csv;

    public static string Extension(ExportFormat format) => format is ExportFormat.Xlsx ? "xlsx" : "csv";
}
