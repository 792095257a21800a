using System.Runtime.InteropServices;

namespace ValuePortal.Platform.Pdf;

/// <summary>
/// Where lines may end: at spaces and after hyphens in Latin text, between ideographs in Chinese, but never so that closing punctuation
/// begins a line or opening punctuation ends one. A word longer than a line is cut.
/// </summary>
internal static class LineBreaker
{
    private enum Kind
    {
        Letter,
        Digit,
        Space,
        Glue,
        NewLine,
        Hyphen,
        Ideograph,
        Opening,
        Closing,
        WideOpening,
        WideClosing,
    }

    /// <param name="width">Thousandths of the font's size.</param>
    public static void Break(List<Glyph> glyphs, double width, List<TextLine> lines)
    {
        lines.Clear();
        var text = CollectionsMarshal.AsSpan(glyphs);
        var start = 0;
        while (start < text.Length)
        {
            var (end, next) = FindEnd(text, start, width);
            // Spaces at the end are drawn, for whoever copies or hears the text, but take no room.
            var visible = end;
            while (visible > start && KindOf(text[visible - 1]) == Kind.Space)
            {
                visible--;
            }

            lines.Add(new(start, end, Measure(text[start..visible])));
            start = next;
        }

        if (lines.Count == 0 || text[^1].CodePoint == Glyph.NewLine)
        {
            lines.Add(new(text.Length, text.Length, 0));
        }
    }

    public static int Measure(ReadOnlySpan<Glyph> text)
    {
        var width = 0;
        foreach (ref readonly var glyph in text)
        {
            width += glyph.Advance;
        }

        return width;
    }

    /// <summary>Two marks in a row would stand a whole ideograph apart: how much closer they move, in thousandths.</summary>
    public static int Squeeze(in Glyph left, int codePoint, int face)
    {
        if (face < 2 || left.Advance != 1000 || left.CodePoint is 0x2014 or 0x2026)
        {
            return 0;
        }

        var (before, after) = (KindOf(left), KindOf(new Glyph(codePoint, 0, 0, (byte)face, default)));
        return (before, after) is (Kind.WideClosing, Kind.WideClosing or Kind.WideOpening) or (Kind.WideOpening, Kind.WideOpening)
            && codePoint != 0x2014 ? 500 : 0;
    }

    /// <summary>Whether the left half of the glyph is empty, so that it may hang over the edge when it begins a line.</summary>
    public static bool BeginsWithRoom(in Glyph glyph) => glyph.Advance == 1000 && KindOf(glyph) == Kind.WideOpening;

    private static (int End, int Next) FindEnd(ReadOnlySpan<Glyph> text, int start, double width)
    {
        var (used, chance, before) = (0, 0, Kind.NewLine);
        for (var at = start; at < text.Length; at++)
        {
            var kind = KindOf(text[at]);
            if (kind == Kind.NewLine)
            {
                return (at, at + 1);
            }

            if (at > start && MayBreak(before, kind))
            {
                chance = at;
            }

            used += text[at].Advance;
            if (used > width && at > start && kind != Kind.Space)
            {
                var end = chance > start ? chance : Cut(text, start, at);
                return (end, end);
            }

            before = kind;
        }

        return (text.Length, text.Length);
    }

    /// <summary>Where a word too long for the line is cut: as late as may be, and not at a bracket or comma if there is a letter.</summary>
    private static int Cut(ReadOnlySpan<Glyph> text, int start, int latest)
    {
        for (var cut = latest; cut > start; cut--)
        {
            if (KindOf(text[cut]) is not (Kind.Closing or Kind.WideClosing) && KindOf(text[cut - 1]) is not (Kind.Opening or Kind.WideOpening))
            {
                return cut;
            }
        }

        return latest;
    }

    private static bool MayBreak(Kind before, Kind after) => (before, after) switch
    {
        (_, Kind.Space or Kind.Glue or Kind.Closing or Kind.WideClosing) => false,
        (Kind.Space, _) => true,
        (Kind.Glue or Kind.Opening or Kind.WideOpening, _) => false,
        (Kind.Ideograph or Kind.WideClosing, _) => true,
        (_, Kind.Ideograph or Kind.WideOpening) => true,
        (Kind.Hyphen, Kind.Letter) => true,
        _ => false,
    };

    private static Kind KindOf(in Glyph glyph)
    {
        var code = glyph.CodePoint;
        return code switch
        {
            ' ' or (>= 0x2002 and <= 0x200A and not 0x2007) or 0x3000 => Kind.Space,
            Glyph.NewLine => Kind.NewLine,
            (>= '0' and <= '9') => Kind.Digit,
            (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => Kind.Letter,
            '-' or '/' or 0x2010 or 0x2012 or 0x2013 => Kind.Hyphen,
            0xA0 or 0x2007 or 0x2011 or 0x202F => Kind.Glue,
            '(' or '[' or '{' or '$' or 0xA3 or 0xA5 or 0xAB or (>= 0x20A0 and <= 0x20C0) => Kind.Opening,
            ')' or ']' or '}' or ',' or '.' or ';' or ':' or '!' or '?' or '%' or 0xB0 or 0xBB or 0x2030 => Kind.Closing,
            0x2014 => Kind.WideClosing, // a dash of two stays whole, and opens no line
            0xB7 or 0x2026 => Kind.Closing,
            0x2018 or 0x201C => glyph.Face > 1 ? Kind.WideOpening : Kind.Opening,
            0x2019 or 0x201D => glyph.Face > 1 ? Kind.WideClosing : Kind.Closing,
            < 0x2E80 => Kind.Letter,
            _ => KindOfWide(code),
        };
    }

    private static Kind KindOfWide(int code)
    {
        const string Openings = "〈《「『【〔〖〘〝（［｛｢＄￥￡";
        const string Closings = "、。〉》」』】〕〗〙〞〟，．：；！？）］｝｡｣､％～℃";
        const string SmallKana = "ー々〻゛゜ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
        return code switch
        {
            > 0xFFFF => Kind.Ideograph,
            (>= 0x3001 and <= 0x30FF) or (>= 0xFF00 and <= 0xFFEF) => Openings.Contains((char)code) ? Kind.WideOpening
                : Closings.Contains((char)code) ? Kind.WideClosing : SmallKana.Contains((char)code) ? Kind.Closing : Kind.Ideograph,
            _ => Kind.Ideograph,
        };
    }
}

/// <summary>The glyphs from <paramref name="Start"/> up to <paramref name="End"/>; the width without spaces at the end, in thousandths of the size.</summary>
internal readonly record struct TextLine(int Start, int End, int Width);
