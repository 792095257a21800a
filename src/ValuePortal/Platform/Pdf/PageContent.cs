namespace ValuePortal.Platform.Pdf;

/// <summary>
/// The drawing operators of one page. Takes points from the top left corner; says nothing twice (colour, font); sees to it that
/// everything drawn is either content of a structure element or marked as decoration.
/// </summary>
internal sealed class PageContent(PdfDocument document)
{
    private readonly ByteWriter _out = new(32 * 1024);
    private readonly ByteWriter _path = new();
    private Mark _mark;
    private double _height;
    private Rgb? _fill;
    private Rgb? _stroke;
    private double _lineWidth;
    private (int Face, double Size) _font;
    private bool _dashed;

    private enum Mark
    {
        None,
        Decoration,
        Content,
    }

    public PdfDocument Document => document;

    public int Page { get; private set; }

    public double Height => _height;

    /// <summary>Whether what is drawn now already belongs to an element or to the page's furniture.</summary>
    public bool IsMarked => _mark == Mark.Content;

    public void Begin(int page, double height)
    {
        _out.Clear();
        _path.Clear();
        (Page, _height, _fill, _stroke, _lineWidth) = (page, height, null, null, -1);
        (_font, _dashed, _mark) = ((-1, 0), false, Mark.None);
        _out.Raw("1 j\n"u8); // lines of charts meet round
    }

    public ReadOnlySpan<byte> End()
    {
        EndMark();
        return _out.Written;
    }

    public void BeginContent(PdfStructure.Element element) => BeginContent(element.Role, document.Structure.AddContent(element, Page));

    /// <param name="role">Of the element that the content was promised to.</param>
    /// <param name="content">Its number on the page, given when it was promised.</param>
    public void BeginContent(string role, int content)
    {
        EndMark();
        _out.Byte((byte)'/').Ascii(role).Raw(" <</MCID "u8).Int(content).Raw(">> BDC\n"u8);
        _mark = Mark.Content;
    }

    /// <summary>Heads and feet of pages: read aloud they would interrupt the text.</summary>
    public void BeginFurniture()
    {
        EndMark();
        _out.Raw("/Artifact <</Type/Pagination>> BDC\n"u8);
        _mark = Mark.Content;
    }

    public void EndMark()
    {
        if (_mark != Mark.None)
        {
            _out.Raw("EMC\n"u8);
            _mark = Mark.None;
        }
    }

    public void Text(ReadOnlySpan<Glyph> glyphs, double size, double x, double baseline)
    {
        if (glyphs.IsEmpty)
        {
            return;
        }

        Decorate();
        _out.Raw("BT "u8);
        var moved = false;
        for (var start = 0; start < glyphs.Length;)
        {
            var (face, color, end) = (glyphs[start].Face, glyphs[start].Color, start + 1);
            while (end < glyphs.Length && glyphs[end].Face == face && glyphs[end].Color == color)
            {
                end++;
            }

            if (_font != (face, size))
            {
                _font = (face, size);
                _out.Raw("/F"u8).Int(face).Byte((byte)' ').Number(size).Raw("Tf "u8);
            }

            Fill(color);
            if (!moved)
            {
                _out.Number(x).Number(_height - baseline).Raw("Td "u8);
                moved = true;
            }

            Show(glyphs[start..end], document.Subset(face));
            start = end;
        }

        _out.Raw("ET\n"u8);
    }

    public void Path(double x, double y, ReadOnlySpan<byte> operation)
    {
        Point(x, y);
        _path.Raw(operation);
    }

    public void Curve(double x1, double y1, double x2, double y2, double x, double y)
    {
        Point(x1, y1);
        Point(x2, y2);
        Path(x, y, "c\n"u8);
    }

    public void Rectangle(double x, double y, double width, double height)
    {
        Point(x, y + height);
        _path.Number(width).Number(height).Raw("re\n"u8);
    }

    /// <param name="name">Number of the picture among the document's.</param>
    public void Image(int name, double x, double y, double width, double height)
    {
        Decorate();
        _out.Raw("q "u8).Number(width).Raw("0 0 "u8).Number(height).Number(x).Number(_height - y - height).Raw("cm /I"u8).Int(name).Raw(" Do Q\n"u8);
    }

    public void Close() => _path.Raw("h\n"u8);

    /// <summary>Paints the path and forgets it. Colours and dashes go before the path, where alone they may stand.</summary>
    public void Paint(Rgb? fill, Rgb? stroke, double width, ReadOnlySpan<double> dashes)
    {
        if (_path.Length == 0)
        {
            return;
        }

        Decorate();
        if (fill is { } inside)
        {
            Fill(inside);
        }

        if (stroke is { } line)
        {
            Stroke(line, width);
        }

        Dash(dashes);
        _out.Raw(_path.Written).Raw(fill is null ? "S\n"u8 : stroke is null ? "f\n"u8 : "B\n"u8);
        _path.Clear();
    }

    private void Fill(Rgb color)
    {
        if (_fill != color)
        {
            _fill = color;
            _out.Color(color).Raw("rg "u8);
        }
    }

    private void Stroke(Rgb color, double width)
    {
        if (_stroke != color)
        {
            _stroke = color;
            _out.Color(color).Raw("RG "u8);
        }

        if (_lineWidth != width)
        {
            _lineWidth = width;
            _out.Number(width).Raw("w "u8);
        }
    }

    private void Dash(ReadOnlySpan<double> lengths)
    {
        if (lengths.IsEmpty && !_dashed)
        {
            return;
        }

        _dashed = !lengths.IsEmpty;
        _out.Byte((byte)'[');
        foreach (var length in lengths)
        {
            _out.Number(length);
        }

        _out.Raw("] 0 d "u8);
    }

    private void Show(ReadOnlySpan<Glyph> glyphs, FontSubset subset)
    {
        _out.Raw("[("u8);
        for (var at = 0; at < glyphs.Length; at++)
        {
            var glyph = glyphs[at];
            var number = subset.Number(glyph.CodePoint, glyph.Index);
            _out.Escaped((byte)(number >> 8));
            _out.Escaped((byte)number);
            var kerning = subset.Face.Advance(glyph.Index) - glyph.Advance;
            if (kerning != 0 && at + 1 < glyphs.Length)
            {
                _out.Byte((byte)')').Int(kerning).Byte((byte)'(');
            }
        }

        _out.Raw(")] TJ "u8);
    }

    private void Point(double x, double y) => _path.Number(x).Number(_height - y);

    private void Decorate()
    {
        if (_mark == Mark.None)
        {
            _out.Raw("/Artifact BMC\n"u8);
            _mark = Mark.Decoration;
        }
    }
}
