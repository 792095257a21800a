using Microsoft.EntityFrameworkCore;

namespace ValuePortal.FeatureRequests;

/// <summary>Finds requests by words: each word stands somewhere in the title or the text, small letters or capitals.</summary>
internal static class RequestSearch
{
    public const int MaxLength = 100;
    private const int MostWords = 6;
    private const string Escape = "\\";

    public static IQueryable<FeatureRequest> WithWords(this IQueryable<FeatureRequest> requests, string? typed)
    {
        foreach (var word in Words(typed))
        {
            var pattern = $"%{word}%";
            requests = requests.Where(r => EF.Functions.Like(r.Title, pattern, Escape) || EF.Functions.Like(r.Need, pattern, Escape));
        }

        return requests;
    }

    /// <summary>What is looked for, cut to a length that a database bears.</summary>
    public static string Cut(string? typed)
    {
        var line = PlainText.Line(typed);
        return line.Length <= MaxLength ? line : PlainText.Line(line[..MaxLength]);
    }

    // The signs that mean something to LIKE mean themselves here; the bracket does so on SQL Server.
    private static IEnumerable<string> Words(string? typed) => Cut(typed)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Take(MostWords)
        .Select(word => string.Concat(word.Select(letter => letter is '%' or '_' or '[' or '\\' ? Escape + letter : letter.ToString())));
}
