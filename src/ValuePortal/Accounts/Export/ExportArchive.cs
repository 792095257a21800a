using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts.Export;

/// <summary>The archive while it is written: each file goes straight to the disk and is counted and hashed on the way.</summary>
public sealed class ExportArchive(Stream file, DateTimeOffset now) : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<Entry> entries = [];

    /// <param name="Rows">Of a table, without its heading; null for what is no table.</param>
    public sealed record Entry(string File, long Bytes, string Sha256, long? Rows);

    /// <summary>What is in it so far.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>A table. Cells are text, whole numbers, decimals, days, moments, or null.</summary>
    public void Csv(string name, IReadOnlyList<string> heads, IEnumerable<object?[]> rows)
    {
        using var csv = new CsvFile();
        csv.Row([.. heads]);
        var count = 0L;
        foreach (var row in rows)
        {
            csv.Row([.. row.Select(Cell)]);
            count++;
        }

        Add(name, csv.ToBytes(), count);
    }

    public void Json(string name, object value) => Add(name, JsonSerializer.SerializeToUtf8Bytes(value, s_json), null);

    public void Add(string name, byte[] content, long? rows = null)
    {
        var free = name;
        for (var no = 2; entries.Any(entry => string.Equals(entry.File, free, StringComparison.OrdinalIgnoreCase)); no++)
        {
            free = Path.ChangeExtension(name, null) + $" ({no})" + Path.GetExtension(name);
        }

        var entry = zip.CreateEntry(free, CompressionLevel.Optimal);
        entry.LastWriteTime = now;
        using (var stream = entry.Open())
        {
            stream.Write(content);
        }

        entries.Add(new Entry(free, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), rows));
    }

    public void Dispose() => zip.Dispose();

    private static object? Cell(object? value) => value switch
    {
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        Enum named => named.ToString(),
        bool yes => yes ? "true" : "false",
        Guid id => id.ToString(),
        _ => value,
    };
}
