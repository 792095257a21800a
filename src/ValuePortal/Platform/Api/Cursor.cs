using System.Globalization;

namespace ValuePortal.Platform.Api;

/// <summary>
/// A page of a list for programs: <c>?after=</c> the last key of the page before, <c>limit</c> up to 200. Keys are the list's own and
/// ascending, so that a row that comes or goes meanwhile neither hides nor doubles another.
/// </summary>
/// <param name="After">Null: from the beginning.</param>
public sealed record Cursor(string? After, int Limit)
{
    public const int MostAtOnce = 200;
    public const int Usual = 50;

    public static Cursor Read(string? after, string? limit, Dictionary<string, string[]> problems)
    {
        var count = Usual;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MostAtOnce))
        {
            problems["limit"] = [$"A whole number from 1 to {MostAtOnce}."];
        }

        return new Cursor(after is { Length: > 0 } ? after : null, count);
    }

    /// <summary>Takes the page from rows that were read with one more than the limit, and names the next one in a header.</summary>
    public IReadOnlyList<T> Page<T>(HttpContext http, IReadOnlyList<T> rows, Func<T, string> keyOf)
    {
        if (rows.Count <= Limit)
        {
            return rows;
        }

        var kept = rows.Take(Limit).ToList();
        var query = QueryString.Create(http.Request.Query.Where(pair => pair.Key != "after").Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Add("after", keyOf(kept[^1]));
        http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query}>; rel=\"next\"";
        return kept;
    }
}
