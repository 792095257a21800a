using System.Runtime.InteropServices;

namespace ValuePortal.Platform.Pdf;

/// <summary>A text set in a column: its glyphs and lines. Made once and set again for the next text, as a table's cells are.</summary>
internal sealed class TextBlock
{
    private readonly List<Glyph> _glyphs = [];
    private readonly List<TextLine> _lines = [];
    private double _size;
    private double _lineHeight;
    private double _width;
    private double _baseline;

    public int LineCount => _lines.Count;

    public double LineHeight => _lineHeight;

    public double Height => _lines.Count * _lineHeight;

    /// <summary>The width of the longest line, in points.</summary>
    public double Widest => _lines.Max(line => line.Width) * _size / 1000;

    public TextBlock Set(TextSetter setter, ReadOnlySpan<PdfSpan> spans, PdfTextStyle style, double width)
    {
        setter.Set(_glyphs, spans, style);
        var face = setter.Fonts.Face(0);
        (_size, _lineHeight, _width) = (style.Size, style.Size * style.LineHeight, Math.Max(width, 1));
        _baseline = ((_lineHeight - ((face.Ascent - face.Descent) * _size / 1000)) / 2) + (face.Ascent * _size / 1000);
        LineBreaker.Break(_glyphs, _width / _size * 1000, _lines);
        return this;
    }

    public TextBlock Set(TextSetter setter, string text, PdfTextStyle style, double width) =>
        Set(setter, [new PdfSpan(text)], style, width);

    /// <summary>Keeps the first lines and ends them with an ellipsis when there were more.</summary>
    public TextBlock Limit(TextSetter setter, int lines)
    {
        if (_lines.Count <= lines)
        {
            return this;
        }

        var last = _lines[lines - 1];
        var sample = _glyphs[last.Start];
        var (face, index) = setter.Fonts.Find(0x2026, (sample.Face & 1) == 1, wide: false);
        var ellipsis = new Glyph(0x2026, (ushort)index, (short)setter.Fonts.Face(face).Advance(index), (byte)face, sample.Color);
        var (end, width) = (last.End, LineBreaker.Measure(CollectionsMarshal.AsSpan(_glyphs)[last.Start..last.End]));
        while (end > last.Start && (width + ellipsis.Advance) * _size / 1000 > _width)
        {
            width -= _glyphs[--end].Advance;
        }

        _lines.RemoveRange(lines, _lines.Count - lines);
        _glyphs.Insert(end, ellipsis);
        _lines[lines - 1] = new(last.Start, end + 1, width + ellipsis.Advance);
        return this;
    }

    /// <summary>Draws lines from <paramref name="first"/> on, the top of the first one at <paramref name="top"/>.</summary>
    public void Draw(PageContent page, double x, double top, PdfAlign align = PdfAlign.Left, int first = 0, int count = int.MaxValue)
    {
        var glyphs = CollectionsMarshal.AsSpan(_glyphs);
        for (var line = first; line < _lines.Count && line - first < count; line++)
        {
            var (start, end, thousandths) = _lines[line];
            var free = _width - (thousandths * _size / 1000);
            var hanging = end > start && LineBreaker.BeginsWithRoom(glyphs[start]) ? _size / 2 : 0;
            var indent = align switch { PdfAlign.Right => free, PdfAlign.Center => free / 2, _ => -hanging };
            page.Text(glyphs[start..end], _size, x + indent, top + ((line - first) * _lineHeight) + _baseline);
        }
    }
}
