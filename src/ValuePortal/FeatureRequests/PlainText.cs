using System.Text;

namespace ValuePortal.FeatureRequests;

/// <summary>Text as people typed it, without what no reader could see: control characters, the two kinds of line end, blanks at the ends.</summary>
internal static class PlainText
{
    /// <summary>Lines parted by "\n"; never more than one empty line in a row.</summary>
    public static string Lines(string? typed)
    {
        var lines = (typed ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => Visible(line).TrimEnd()).ToList();
        return string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0))).Trim();
    }

    /// <summary>All on one line, blanks counted once.</summary>
    public static string Line(string? typed) =>
        string.Join(' ', Visible((typed ?? "").ReplaceLineEndings(" ")).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The beginning of a text on one line, at most this many characters, never half a character.</summary>
    public static string Beginning(string text, int length) => Platform.Text.Beginning.Of(Line(text), length);

    // Half a character (a lone surrogate) cannot be stored as UTF-8 either.
    private static string Visible(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                seen.Append(' ');
            }
            else if (rune != Rune.ReplacementChar && !Rune.IsControl(rune))
            {
                seen.Append(rune);
            }
        }

        return seen.ToString();
    }

    /// <summary>How much a text says: a Chinese character counts for two letters.</summary>
    public static int Weight(string text) => text.Sum(letter => letter is >= '\u2E80' and <= '\uD7FF' or >= '\uF900' and <= '\uFAFF' ? 2 : 1);
}
