using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValuePortal.Roi.Sheets;

/// <summary>A whole value model as one document; <c>docs/value-model.md</c> explains it with examples. What is left out has its usual value.</summary>
public sealed record ValueDocument
{
    /// <summary>The form described here.</summary>
    public const int Form = 1;

    public const int LargestBytes = 1_048_576;

    private static readonly JsonSerializerOptions s_strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = 16,
    };

    private static readonly JsonSerializerOptions s_dense = new(s_strict) { WriteIndented = false };

    public int? Version { get; init; }

    public string? Title { get; init; }

    /// <summary>Where the model comes from: the address of a study, the name of a contract.</summary>
    public string? Source { get; init; }

    /// <summary>ISO 4217 code. A check only: it has to be the account's.</summary>
    public string? Currency { get; init; }

    public string? StartMonth { get; init; }

    public int? Years { get; init; }

    /// <summary>"year" or "month".</summary>
    public string? Period { get; init; }

    public Cell? DiscountRate { get; init; }

    public IReadOnlyList<Table?>? Tables { get; init; }

    public IReadOnlyList<DriverPart?>? Drivers { get; init; }

    public IReadOnlyList<InvestmentPart?>? Investments { get; init; }

    /// <summary>A table of rows, as published studies have them.</summary>
    public sealed record Table
    {
        public string? Id { get; init; }

        public string? Title { get; init; }

        /// <summary>"benefit", "cost", or "other" for what is only used by other tables.</summary>
        public string? Kind { get; init; }

        /// <summary>The row that counts; usually Atr, else At, else the only row of money.</summary>
        public string? Result { get; init; }

        /// <summary>Taken off benefits, put on costs.</summary>
        public Cell? RiskAdjustment { get; init; }

        public string? Note { get; init; }

        public IReadOnlyList<Row?>? Rows { get; init; }
    }

    public sealed record Row
    {
        public string? Id { get; init; }

        public string? Label { get; init; }

        public string? Unit { get; init; }

        /// <summary>The same in each period.</summary>
        public Cell? Value { get; init; }

        /// <summary>One for each period; null where the formula counts.</summary>
        public IReadOnlyList<Cell?>? Values { get; init; }

        public string? Formula { get; init; }

        /// <summary>The value at the start, before the first period.</summary>
        public Cell? Initial { get; init; }

        /// <summary>What <c>.prev</c> gives in the first period.</summary>
        public Cell? First { get; init; }

        /// <summary>Decimals that are shown, of per cent for shares.</summary>
        public int? Decimals { get; init; }

        /// <summary>Calculations go on with the value as it is shown.</summary>
        public bool? Round { get; init; }

        public string? Note { get; init; }
    }

    public sealed record DriverPart
    {
        public string? Name { get; init; }

        public string? Kind { get; init; }

        public string? Unit { get; init; }

        public string? Time { get; init; }

        public Cell? Baseline { get; init; }

        public Cell? Target { get; init; }

        public Cell? UnitValue { get; init; }

        public Cell? Share { get; init; }

        public Cell? Risk { get; init; }

        /// <summary>"agreed", "usage" or "entries".</summary>
        public string? Quantity { get; init; }

        public Cell? PerMonth { get; init; }

        public string? Measure { get; init; }

        public string? Feature { get; init; }

        public IReadOnlyList<Measurement?>? Measurements { get; init; }
    }

    public sealed record Measurement
    {
        public string? Month { get; init; }

        public Cell? Level { get; init; }

        public Cell? Quantity { get; init; }
    }

    public sealed record InvestmentPart
    {
        public string? Name { get; init; }

        public string? Rhythm { get; init; }

        public Cell? Amount { get; init; }

        public string? FromMonth { get; init; }
    }

    public string Write() => JsonSerializer.Serialize(this, s_strict) + "\n";

    internal static string WriteTable(Table table) => JsonSerializer.Serialize(table, s_dense);

    internal static Table ReadTable(string table) => JsonSerializer.Deserialize<Table>(table, s_dense)!;

    /// <summary>Reads a document strictly: a name that is not known, or given twice, is refused with its place.</summary>
    public static ValueDocument? Read(ReadOnlySpan<byte> json, out JsonException? wrong)
    {
        try
        {
            wrong = null;
            return JsonSerializer.Deserialize<ValueDocument>(json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json, s_strict) ?? throw new JsonException("There is no document.");
        }
        catch (JsonException failure)
        {
            wrong = failure;
            return null;
        }
    }
}
