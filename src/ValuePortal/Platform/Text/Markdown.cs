namespace ValuePortal.Platform.Text;

/// <summary>
/// A small part of Markdown, read in one pass: paragraphs, lists, code, strong and emphasised words, and links to https and mail
/// addresses. There is no HTML, no picture and no other link in it: what it does not know stays text. Docs: decisions/0031.
/// </summary>
public static class Markdown
{
    /// <summary>Text beyond this is shown as it was typed.</summary>
    public const int MaxLength = 10_000;

    private const int DeepestNesting = 3;

    public abstract record Inline
    {
        public sealed record Text(string Words) : Inline;

        public sealed record Code(string Words) : Inline;

        public sealed record Break : Inline;

        public sealed record Strong(IReadOnlyList<Inline> Inside) : Inline;

        public sealed record Emphasis(IReadOnlyList<Inline> Inside) : Inline;

        public sealed record Link(string Address, IReadOnlyList<Inline> Inside) : Inline;
    }

    public abstract record Block
    {
        public sealed record Paragraph(IReadOnlyList<Inline> Inside) : Block;

        public sealed record Code(string Words) : Block;

        public sealed record Items(bool Numbered, IReadOnlyList<IReadOnlyList<Inline>> All) : Block;
    }

    public static IReadOnlyList<Block> Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return [new Block.Paragraph([new Inline.Text(text)])];
        }

        var blocks = new List<Block>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            if (lines[i].Trim().Length == 0)
            {
                i++;
            }
            else if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, i + 1, line => line.StartsWith("```", StringComparison.Ordinal));
                var after = end < 0 ? lines.Length : end;
                blocks.Add(new Block.Code(string.Join('\n', lines[(i + 1)..after])));
                i = after + 1;
            }
            else if (ItemOf(lines[i]) is { } first)
            {
                var items = new List<IReadOnlyList<Inline>>();
                for (; i < lines.Length && ItemOf(lines[i]) is { } item && item.Numbered == first.Numbered; i++)
                {
                    items.Add(Words(item.Text, 0));
                }

                blocks.Add(new Block.Items(first.Numbered, items));
            }
            else
            {
                var start = i;
                while (i < lines.Length && lines[i].Trim().Length > 0 && ItemOf(lines[i]) is null && (i == start || !lines[i].StartsWith("```", StringComparison.Ordinal)))
                {
                    i++;
                }

                blocks.Add(new Block.Paragraph(Words(string.Join('\n', lines[start..i]), 0)));
            }
        }

        return blocks;
    }

    /// <summary>Whether an address may be a link: https with a host, or a plain mail address.</summary>
    public static bool MayLink(string address)
    {
        if (address.Length > 2000 || address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '\\') || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return false;
        }

        return (uri.Scheme == Uri.UriSchemeHttps && address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && uri.Host.Length > 0 && uri.UserInfo.Length == 0)
            || (uri.Scheme == Uri.UriSchemeMailto && address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && address.Contains('@', StringComparison.Ordinal) && !address.Contains('?', StringComparison.Ordinal));
    }

    private static (bool Numbered, string Text)? ItemOf(string line)
    {
        if (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal))
        {
            return (false, line[2..].Trim());
        }

        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 4 && line.AsSpan(digits).StartsWith(". ") ? (true, line[(digits + 2)..].Trim()) : null;
    }

    private static List<Inline> Words(string text, int depth)
    {
        var found = new List<Inline>();
        var plain = 0;
        for (var at = 0; at < text.Length;)
        {
            var (inline, length) = depth < DeepestNesting ? Next(text, at, depth) : (null, 0);
            if (inline is null)
            {
                at++;
                continue;
            }

            AddText(found, text[plain..at]);
            found.Add(inline);
            plain = at += length;
        }

        AddText(found, text[plain..]);
        return found;
    }

    private static (Inline? Inline, int Length) Next(string text, int at, int depth)
    {
        switch (text[at])
        {
            case '\n':
                return (new Inline.Break(), 1);
            case '`' when End(text, "`", at + 1) is { } end:
                return (new Inline.Code(text[(at + 1)..end]), end + 1 - at);
            case '*' when text.AsSpan(at).StartsWith("**") && End(text, "**", at + 2) is { } end:
                return (new Inline.Strong(Words(text[(at + 2)..end], depth + 1)), end + 2 - at);
            case '*' when at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && End(text, "*", at + 1) is { } end:
                return (new Inline.Emphasis(Words(text[(at + 1)..end], depth + 1)), end + 1 - at);
            case '[' when End(text, "](", at + 1) is { } middle && End(text, ")", middle + 2) is { } end && MayLink(text[(middle + 2)..end]):
                return (new Inline.Link(text[(middle + 2)..end], [new Inline.Text(text[(at + 1)..middle])]), end + 1 - at);
            case 'h' when text.AsSpan(at).StartsWith("https://") && (at == 0 || !char.IsLetterOrDigit(text[at - 1])):
                var address = AddressAt(text, at);
                return MayLink(address) ? (new Inline.Link(address, [new Inline.Text(address)]), address.Length) : (null, 0);
            default:
                return (null, 0);
        }
    }

    /// <summary>Where a mark closes on the same line, with something before it.</summary>
    private static int? End(string text, string mark, int from)
    {
        var line = text.IndexOf('\n', from);
        var end = text.IndexOf(mark, from, (line < 0 ? text.Length : line) - from, StringComparison.Ordinal);
        return end > from ? end : null;
    }

    private static string AddressAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] is > ' ' and < '\u007f' and not ('<' or '>' or '"' or '(' or ')' or '[' or ']'))
        {
            end++;
        }

        return text[at..end].TrimEnd('.', ',', ';', ':', '!', '?', '\'', '*');
    }

    private static void AddText(List<Inline> found, string words)
    {
        if (words.Length > 0)
        {
            found.Add(new Inline.Text(words));
        }
    }
}
