using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace ValuePortal.Roi.Sheets;

/// <summary>What tables, rows, drivers and cost items of a document are called, as far as it can be read: so that a refusal of what cannot be read still names the row.</summary>
internal sealed class NamesInDocument
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Stack<(string Place, bool IsArray, int Next)> open = new();
    private string property = "";

    public NamesInDocument(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json);
        try
        {
            while (reader.Read())
            {
                Take(ref reader);
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // As far as it goes: behind it nothing has a name.
        }
    }

    /// <param name="place">Where it is, as <c>tables[0].rows[2].value</c>.</param>
    /// <param name="says">What is wrong there.</param>
    /// <param name="words">The words.</param>
    public string Say(string place, string says, IStringLocalizer<SheetWords> words)
    {
        var around = names.Where(named => place == named.Key || place.StartsWith(named.Key + ".", StringComparison.Ordinal)).OrderBy(named => named.Key.Length).Select(named => named.Value).ToList();
        return (place.StartsWith("tables", StringComparison.Ordinal), around) switch
        {
            (true, [var table, var row, ..]) => words["InRow", row, table, says],
            (true, [var table]) => words["InTable", table, says],
            (false, [var name, ..]) => words["InNamed", name, says],
            _ => says,
        };
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                property = reader.GetString()!;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                open.Push((Place(), reader.TokenType is JsonTokenType.StartArray, 0));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                break;
            default:
                var place = Place();
                if (reader.TokenType is JsonTokenType.String && property is ("id" or "name") && place.EndsWith("]." + property, StringComparison.Ordinal))
                {
                    names.TryAdd(place[..^(property.Length + 1)], reader.GetString()!);
                }

                break;
        }
    }

    private string Place()
    {
        if (!open.TryPop(out var around))
        {
            return "";
        }

        open.Push(around with { Next = around.Next + 1 });
        return around.IsArray ? FormattableString.Invariant($"{around.Place}[{around.Next}]") : around.Place.Length == 0 ? property : $"{around.Place}.{property}";
    }
}
