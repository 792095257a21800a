using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValuePortal.Roi.Sheets;

/// <summary>A number of a value document: a JSON number, or a percentage as text ("38.4%"). It is written again as it was read.</summary>
[JsonConverter(typeof(CellConverter))]
public readonly record struct Cell(decimal Value, string Text)
{
    /// <summary>More than any real figure.</summary>
    public const decimal Most = 1_000_000_000_000_000m;

    public bool IsPercent => Text.StartsWith('"');

    public static Cell Of(decimal value) => new(value, value.ToString(CultureInfo.InvariantCulture));
}

internal sealed class CellConverter : JsonConverter<Cell>
{
    public const string Says = "A number, or a percentage as text such as \"38.4%\".";

    public override Cell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetDecimal(out var number) && Math.Abs(number) <= Cell.Most)
        {
            return new Cell(number, Encoding.UTF8.GetString(reader.ValueSpan));
        }

        return reader.TokenType is JsonTokenType.String && reader.GetString() is { } text && text.EndsWith('%')
            && decimal.TryParse(text[..^1].TrimEnd(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && Math.Abs(percent) <= Cell.Most
            ? new Cell(percent / 100, JsonSerializer.Serialize(text))
            : throw new JsonException(Says);
    }

    public override void Write(Utf8JsonWriter writer, Cell value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}
