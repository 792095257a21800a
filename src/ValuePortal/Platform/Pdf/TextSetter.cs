using System.Text;

namespace ValuePortal.Platform.Pdf;

/// <summary>
/// Turns text into glyphs: chooses the face of every character, kerns, and lets nothing that people paste (lone surrogates, control
/// characters, emoji) through unseen or unreported. It shapes nothing: scripts that join or reorder their letters are not promised.
/// </summary>
internal sealed class TextSetter(PdfFonts fonts)
{
    private readonly SortedSet<int> _missing = [];

    public PdfFonts Fonts => fonts;

    public IReadOnlyList<Rune> Missing => [.. _missing.Select(codePoint => new Rune(codePoint))];

    public void Set(List<Glyph> line, ReadOnlySpan<PdfSpan> spans, PdfTextStyle style)
    {
        line.Clear();
        var wide = IsEastAsian(spans);
        foreach (var span in spans)
        {
            Append(line, Composed(span.Text), style.Bold || span.Bold, span.Color ?? style.Color, wide);
        }
    }

    private void Append(List<Glyph> line, string text, bool bold, Rgb color, bool wide)
    {
        for (var at = 0; at < text.Length;)
        {
            // A surrogate without its other half reads as U+FFFD.
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var codePoint = rune.Value;
            at += length;
            switch (codePoint)
            {
                case '\r' when at < text.Length && text[at] == '\n':
                    continue;
                case '\r' or '\n' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029:
                    Append(line, " ", bold, color, wide); // words of two lines are two words also for who hears them
                    line.Add(new(Glyph.NewLine, 0, 0, 0, color));
                    continue;
                case '\t':
                    codePoint = ' ';
                    break;
            }

            if (IsInvisible(codePoint))
            {
                continue;
            }

            var ambiguous = codePoint is 0xB7 or 0x2014 or 0x2018 or 0x2019 or 0x201C or 0x201D or 0x2026;
            var apostrophe = codePoint == 0x2019 && at < text.Length && char.IsAsciiLetter(text[at])
                && line.Count > 0 && line[^1].CodePoint is var before && before < 0x80 && char.IsAsciiLetter((char)before);
            var (face, index) = fonts.Find(codePoint, bold, wide && ambiguous && !apostrophe);
            if (index == 0)
            {
                _missing.Add(codePoint);
                codePoint = Rune.IsControl(new(codePoint)) ? 0xFFFD : codePoint;
            }
            else if (line.Count > 0 && line[^1] is var left && left.Face == face && left.CodePoint != Glyph.NewLine
                && (fonts.Face(face).Kerning(left.Index, index) - LineBreaker.Squeeze(left, codePoint, face)) is var kerning and not 0)
            {
                line[^1] = left with { Advance = (short)(left.Advance + kerning) };
            }

            line.Add(new(codePoint, (ushort)index, (short)fonts.Face(face).Advance(index), (byte)face, color));
        }
    }

    /// <summary>Joiners, direction marks, variation selectors, soft hyphens: they guide a renderer and have no shape.</summary>
    private static bool IsInvisible(int codePoint) => codePoint is 0xAD or 0x61C or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E)
        or (>= 0x2060 and <= 0x206F) or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Letter and accent as one character, since the fonts place no loose accents.</summary>
    private static string Composed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\u036F'))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune); // Normalize refuses lone surrogates; runes have none
        }

        return whole.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Whether ideographs carry the text; a word of Latin counts about as much as two of them.</summary>
    private static bool IsEastAsian(ReadOnlySpan<PdfSpan> spans)
    {
        var (ideographs, letters) = (0, 0);
        foreach (var span in spans)
        {
            foreach (var character in span.Text)
            {
                if (character >= 0x2E80)
                {
                    ideographs++;
                }
                else if (char.IsLetter(character))
                {
                    letters++;
                }
            }
        }

        return ideographs > 0 && ideographs * 3 >= letters;
    }
}
