using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ValuePortal.Tests.Architecture;

namespace ValuePortal.Tests.Roi.Sheets;

/// <summary>The examples of <c>docs/value-model.md</c>, each with the figures that stand under it.</summary>
internal static partial class DocumentExamples
{
    /// <param name="Figures">Id → what the page says it comes to here.</param>
    public sealed record Example(string Heading, string Json, IReadOnlyList<(string Id, decimal Here)> Figures);

    public static IReadOnlyList<Example> All { get; } = Read();

    private static List<Example> Read()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "value-model.md")).ReplaceLineEndings("\n");
        return [.. Section().Matches(page).Select(section => new Example(
            section.Groups["heading"].Value,
            section.Groups["json"].Value,
            [.. Figure().Matches(section.Groups["rest"].Value).Select(row => (row.Groups["id"].Value, decimal.Parse(row.Groups["here"].Value, System.Globalization.CultureInfo.InvariantCulture)))]))];
    }

    /// <summary>What a figure of an example is in the answer of the portal: a figure by its id, a row in a period, or what of a table counts.</summary>
    public static decimal? ValueOf(JsonNode answer, string id)
    {
        if (Cell().Match(id) is { Success: true } cell)
        {
            var row = answer["tables"]!.AsArray().SelectMany(table => table!["rows"]!.AsArray()).Single(row => (string?)row!["id"] == cell.Groups["row"].Value)!;
            var period = int.Parse(cell.Groups["period"].Value, System.Globalization.CultureInfo.InvariantCulture);
            return period == 0 ? (decimal?)row["initial"] : (decimal?)row["values"]![period - 1];
        }

        return id.StartsWith("roi.", StringComparison.Ordinal)
            ? (decimal?)answer["figures"]!.AsArray().Single(figure => (string?)figure!["figure"] == id)!["value"]
            : (decimal?)answer["tables"]!.AsArray().Single(table => (string?)table!["id"] == id.Split('.')[0])![id.Split('.')[1]];
    }

    [GeneratedRegex(@"^### (?<heading>[^\n]+)\n(?:(?!^#).)*?^```json\n(?<json>.*?)^```\n(?<rest>(?:(?!^#).)*)", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| `(?<id>[^`]+)` \| (?<here>[-0-9.]+) \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(?<row>\w+)\[(?<period>\d+)\]$", RegexOptions.None, 1000)]
    private static partial Regex Cell();
}
