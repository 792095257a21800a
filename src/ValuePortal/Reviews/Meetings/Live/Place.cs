using System.Text.Json;
using System.Text.Json.Serialization;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>
/// Where the presenter is, in words of the page and not of the screen, so that it is the same spot on a telephone: under which heading and how
/// far to the next, which tables are open, and which figure or point of a chart is pointed at.
/// </summary>
/// <param name="Anchor">Id of the heading or chart.</param>
/// <param name="Part">From 0 at the anchor to 1 at the next.</param>
/// <param name="Open">Ids of the charts whose tables are open.</param>
/// <param name="Pointed">Null while nothing is pointed at.</param>
public sealed record Place(string Anchor, double Part, IReadOnlyList<string> Open, Pointed? Pointed)
{
    private const int MostOpen = 20;
    private const int IdMaxLength = 80;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 4,
        RespectRequiredConstructorParameters = false,
    };

    /// <returns>Null when it is not one.</returns>
    public static Place? Read(string? text)
    {
        if (text is not { Length: <= Meeting.PlaceMaxLength })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Place>(text, s_json) is { Open.Count: <= MostOpen } place
                && IsId(place.Anchor) && place.Part is >= 0 and <= 1 && place.Open.All(IsId) && place.Pointed is null or { IsOne: true }
                ? place
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One form only, whoever sent it.</summary>
    public string Write() => JsonSerializer.Serialize(this with { Part = Math.Round(Part, 4) }, s_json);

    internal static bool IsId(string? id) => id is { Length: > 0 and <= IdMaxLength } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':');
}

/// <summary>A figure of a table or tile, or a point of a chart.</summary>
/// <param name="Within">Id of the heading or chart it belongs to.</param>
/// <param name="Kind">"figure" or "point".</param>
/// <param name="Index">The how-manieth of its kind there, from 0.</param>
/// <param name="Metric">Id of what a figure counts: in the other edition another one may stand there.</param>
public sealed record Pointed(string Within, string Kind, int Index, string? Metric = null)
{
    private const int MostIndex = 100_000;

    internal bool IsOne => Place.IsId(Within) && Kind is "figure" or "point" && Index is >= 0 and <= MostIndex && (Metric is null || Place.IsId(Metric));
}
