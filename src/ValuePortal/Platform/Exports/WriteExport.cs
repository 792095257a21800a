using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Exports;

/// <summary>A table as a file in the reader's language. Each export is a line in the audit log.</summary>
public sealed class WriteExport(AuditLog audit, TimeProvider clock, IStringLocalizer<ExportWords> text, IStringLocalizerFactory texts)
{
    /// <summary>Signs that a file system does not take in a name.</summary>
    private const string NotInFileNames = "\\/:*?\"<>|";

    public sealed record File(string Name, string ContentType, byte[] Content);

    /// <param name="viewer">Who takes it along.</param>
    /// <param name="what">The table in a few plain words, for the audit log: "usage trend".</param>
    /// <param name="table">The rows.</param>
    /// <param name="format">The kind of file.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<File> RunAsync(Viewer viewer, string what, ExportTable table, ExportFormat format, CancellationToken ct = default)
    {
        var days = $"{Iso(table.From)} {Iso(table.To)}";
        var content = format is ExportFormat.Xlsx ? Workbook(table) : Csv(table);
        await audit.WriteAsync(viewer, AuditAction.Exported, $"{what} {days} {ExportAddress.Extension(format)}", ct: ct);
        return new File(
            NameOf($"{table.Owner} {table.Title} {days}.{ExportAddress.Extension(format)}"),
            format is ExportFormat.Xlsx ? XlsxFile.ContentType : CsvFile.ContentType,
            content);
    }

    private static byte[] Csv(ExportTable table)
    {
        using var file = new CsvFile();
        file.Row([.. table.Heads]);
        foreach (var row in table.Rows)
        {
            file.Row(row);
        }

        return file.ToBytes();
    }

    private byte[] Workbook(ExportTable table)
    {
        var now = clock.GetUtcNow();
        var about = new List<object?[]>
        {
            new object?[] { text["Company"].Value, table.Owner },
            new object?[] { text["FirstDay"].Value, table.From },
            new object?[] { text["LastDay"].Value, table.To },
            new object?[] { text["TimeZone"].Value, table.TimeZone },
            new object?[] { text["MadeAt"].Value, now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) },
        };
        about.AddRange(table.Metrics.Select(metric =>
            new object?[] { metric.Name(texts), $"{metric.Formula(texts)} {metric.Window(texts)} {metric.Rows(texts)}" }));
        return new XlsxFile(now)
            .Sheet(table.Title, table.Heads, table.Rows)
            .Sheet(text["AboutSheet"], [text["What"], text["Meaning"]], about)
            .ToBytes();
    }

    private static string NameOf(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) || NotInFileNames.Contains(letter) ? '-' : letter));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
