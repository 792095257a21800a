using System.Globalization;
using System.Text;

namespace ValuePortal.FeatureRequests.Similar;

/// <summary>
/// The pieces by which words are found to be alike: of a word in letters its runs of three with a mark at both ends, so that an unfinished
/// or misspelt word still shares most of them; of Chinese, Japanese and Korean each pair of neighbours. Each is kept as a number.
/// </summary>
internal static class Grams
{
    private const int LongestText = 400;
    private const int ShortestWord = 2;
    private const char Start = '\u0001';
    private const char End = '\u0002';

    /// <summary>Words that stand in every second title.</summary>
    private static readonly HashSet<string> s_noise = new(StringComparer.Ordinal)
    {
        "the", "and", "for", "with", "that", "this", "from", "into", "our", "your", "are", "can", "be", "to", "of", "in", "on", "or", "an", "is", "it", "as", "at", "by", "we", "not", "when",
    };

    /// <summary>The rows of the index for a request.</summary>
    public static IEnumerable<RequestGram> RowsOf(FeatureRequest request) =>
        Of(request.Title).Select(gram => new RequestGram { Gram = gram, RequestId = request.Id });

    /// <summary>The pieces of a text, each once.</summary>
    /// <param name="typing">The last word may not be finished yet.</param>
    public static IReadOnlySet<long> Of(string text, bool typing = false)
    {
        var grams = new HashSet<long>();
        var words = Words(text).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var (word, isEast) = words[i];
            if (isEast)
            {
                AddRuns(grams, word, Math.Min(2, word.Length));
            }
            else if (word.Length >= ShortestWord && !s_noise.Contains(word))
            {
                AddRuns(grams, typing && i == words.Count - 1 ? $"{Start}{word}" : $"{Start}{word}{End}", 3);
            }
        }

        return grams;
    }

    private static void AddRuns(HashSet<long> grams, string word, int length)
    {
        for (var i = 0; i + length <= word.Length; i++)
        {
            grams.Add(Number(word.AsSpan(i, length)));
        }
    }

    /// <summary>Runs of letters and digits of one kind, in small letters, wide forms made narrow.</summary>
    private static IEnumerable<(string Word, bool IsEast)> Words(string text)
    {
        var plain = (text.Length > LongestText ? text[..LongestText] : text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var word = new StringBuilder();
        var wasEast = false;
        foreach (var letter in plain)
        {
            var isEast = IsEast(letter);
            if (word.Length > 0 && (!char.IsLetterOrDigit(letter) || isEast != wasEast))
            {
                yield return (Stem(word.ToString(), wasEast), wasEast);
                word.Clear();
            }

            if (char.IsLetterOrDigit(letter))
            {
                word.Append(letter);
                wasEast = isEast;
            }
        }

        if (word.Length > 0)
        {
            yield return (Stem(word.ToString(), wasEast), wasEast);
        }
    }

    // "exports" and "exporting" share their runs with "export" but for the end mark; only the plural is worth a rule.
    private static string Stem(string word, bool isEast) =>
        !isEast && word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;

    private static bool IsEast(char letter) =>
        letter is >= '\u2E80' and <= '\uD7FF' or >= '\uF900' and <= '\uFAFF' && CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.OtherLetter;

    // FNV-1a: the same on every machine and in every version.
    private static long Number(ReadOnlySpan<char> letters)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in letters)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return unchecked((long)hash);
    }
}
