using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>Finds requests by words: each word stands somewhere in the title or the text, small letters or capitals.</summary>
internal static class RequestSearch
{
    public const int MaxLength = 100;
    private const int MostWords = 6;

    public static IQueryable<FeatureRequest> WithWords(this IQueryable<FeatureRequest> requests, string? typed)
    {
        foreach (var word in Words(typed))
        {
            var pattern = LikePattern.Containing(word);
            requests = requests.Where(r => EF.Functions.Like(r.Title, pattern, LikePattern.Escape) || EF.Functions.Like(r.Need, pattern, LikePattern.Escape));
        }

        return requests;
    }

    /// <summary>What is looked for, cut to a length that a database bears.</summary>
    public static string Cut(string? typed)
    {
        var line = PlainText.Line(typed);
        return line.Length <= MaxLength ? line : PlainText.Line(line[..MaxLength]);
    }

    private static IEnumerable<string> Words(string? typed) => Cut(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords);
}
