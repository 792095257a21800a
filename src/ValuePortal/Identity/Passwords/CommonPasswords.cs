using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ValuePortal.Identity.Passwords;

/// <summary>
/// Knows the passwords that guessers try first. A list of finished passwords would have to be endless; this one holds the words they
/// are made of (<c>common-words.txt</c>), and undoes what people do to a word to make it look strong: capitals, digits and signs
/// before and after it, digits for letters, writing it twice, runs along the keyboard or the alphabet.
/// </summary>
internal static class CommonPasswords
{
    private const int ShortestRun = 4;
    private const int ShortestOwnWord = 3;

    /// <summary>This much beside a run or a repetition is a password of its own.</summary>
    private const int EnoughBeside = 6;

    private static readonly FrozenSet<string> s_words = Read();

    // People run along these in both directions.
    private static readonly string[] s_runs = BothWays(
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
        "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp", "q1w2e3r4t5y6u7i8o9p0",
        "!@#$%^&*()_+", "1a2b3c4d5e6f7g8h9i0j", "a1b2c3d4e5f6g7h8i9", "aabbccddeeffgg", "112233445566778899", "147258369", "123123", "321321", "qweasdzxc");

    /// <param name="own">Words of the person's own: parts of name and e-mail.</param>
    public static bool Contains(string password, IEnumerable<string> own)
    {
        var plain = Plain(password);
        if (plain.Distinct().Count() <= 4 || Unit(plain).Length < EnoughBeside || WithoutRuns(plain).Length < EnoughBeside - 2)
        {
            return true;
        }

        var ownWords = own.Select(Plain).Where(word => word.Length >= ShortestOwnWord).ToHashSet(StringComparer.Ordinal);
        return Cores(plain).Any(core => IsMadeOf(core, ownWords));
    }

    // The word without decoration, in the ways in which digits may be meant: as decoration or as letters.
    private static IEnumerable<string> Cores(string plain)
    {
        yield return Unit(Letters(plain));
        yield return Unit(Letters(Unleet(plain, 'i')));
        yield return Unit(Letters(Unleet(plain, 'l')));
        var bare = plain.AsSpan().Trim("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").ToString();
        yield return Unit(Letters(Unleet(bare, 'i')));
        yield return Unit(Letters(Unleet(bare, 'l')));
    }

    // One or two common words are refused, and any number when the person's own are among them; three words make a sentence.
    private static bool IsMadeOf(string core, HashSet<string> own)
    {
        if (core.Length == 0)
        {
            return false;
        }

        var fewest = new int[core.Length + 1];
        Array.Fill(fewest, int.MaxValue, 1, core.Length);
        for (var end = 1; end <= core.Length; end++)
        {
            for (var start = 0; start < end; start++)
            {
                var word = core[start..end];
                var cost = own.Contains(word) ? 0 : s_words.Contains(word) ? 1 : int.MaxValue;
                if (cost != int.MaxValue && fewest[start] != int.MaxValue)
                {
                    fewest[end] = Math.Min(fewest[end], fewest[start] + cost);
                }
            }
        }

        return fewest[core.Length] <= 2;
    }

    private static string Plain(string text)
    {
        var decomposed = text.Normalize(NormalizationForm.FormKD);
        return new string([.. decomposed.Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)]).ToLowerInvariant();
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetter)]);

    private static string Unleet(string text, char one) => new([.. text.Select(letter => letter switch
    {
        '0' => 'o',
        '1' or '!' or '|' => one,
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' or '+' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => letter,
    })]);

    // "abcabcabc" is "abc" written three times.
    private static string Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var unit = text[..length];
            if (text.Length % length == 0 && Enumerable.Range(0, text.Length / length).All(i => string.CompareOrdinal(text, i * length, unit, 0, length) == 0))
            {
                return unit;
            }
        }

        return text;
    }

    private static string WithoutRuns(string text)
    {
        var rest = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var length = LongestRun(text, at);
            if (length >= ShortestRun)
            {
                at += length;
            }
            else
            {
                rest.Append(text[at++]);
            }
        }

        return rest.ToString();
    }

    private static int LongestRun(string text, int at)
    {
        var same = text.Skip(at).TakeWhile(letter => letter == text[at]).Count();
        var longest = same >= ShortestRun ? same : 0;
        for (var length = Math.Max(ShortestRun, longest + 1); at + length <= text.Length; length++)
        {
            var piece = text.Substring(at, length);
            if (!s_runs.Any(run => run.Contains(piece, StringComparison.Ordinal)))
            {
                break;
            }

            longest = length;
        }

        return longest;
    }

    private static string[] BothWays(params string[] runs) => [.. runs, .. runs.Select(run => new string([.. run.Reverse()]))];

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("ValuePortal.Identity.Passwords.common-words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
