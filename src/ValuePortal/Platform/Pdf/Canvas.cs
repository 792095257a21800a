namespace ValuePortal.Platform.Pdf;

/// <summary>
/// A rectangle of a page to draw on. Units are points (1/72 inch), the origin is its top left corner, y grows downwards. Shapes are
/// drawn where they are said to be, also outside the rectangle.
/// </summary>
public sealed class Canvas
{
    // How far the handles of a curve lie from its ends, so that four curves make a circle.
    private const double Roundness = 0.5522847498;

    private readonly PageContent _page;
    private readonly double _left;
    private readonly double _top;

    internal Canvas(PageContent page, double left, double top, double width, double height) =>
        (_page, _left, _top, Width, Height) = (page, left, top, width, height);

    public double Width { get; }

    public double Height { get; }

    /// <summary>A part of this canvas with an origin of its own.</summary>
    public Canvas Part(double x, double y, double width, double height) => new(_page, _left + x, _top + y, width, height);

    public Canvas MoveTo(double x, double y)
    {
        _page.Path(_left + x, _top + y, "m "u8);
        return this;
    }

    public Canvas LineTo(double x, double y)
    {
        _page.Path(_left + x, _top + y, "l\n"u8);
        return this;
    }

    /// <summary>A cubic Bézier curve to (x, y) by two handles.</summary>
    public Canvas CurveTo(double x1, double y1, double x2, double y2, double x, double y)
    {
        _page.Curve(_left + x1, _top + y1, _left + x2, _top + y2, _left + x, _top + y);
        return this;
    }

    public Canvas Close()
    {
        _page.Close();
        return this;
    }

    public Canvas Rectangle(double x, double y, double width, double height)
    {
        _page.Rectangle(_left + x, _top + y, width, height);
        return this;
    }

    public Canvas RoundedRectangle(double x, double y, double width, double height, double radius)
    {
        var (r, h) = (Math.Min(radius, Math.Min(width, height) / 2), Math.Min(radius, Math.Min(width, height) / 2) * (1 - Roundness));
        var (right, bottom) = (x + width, y + height);
        return MoveTo(x + r, y)
            .LineTo(right - r, y).CurveTo(right - h, y, right, y + h, right, y + r)
            .LineTo(right, bottom - r).CurveTo(right, bottom - h, right - h, bottom, right - r, bottom)
            .LineTo(x + r, bottom).CurveTo(x + h, bottom, x, bottom - h, x, bottom - r)
            .LineTo(x, y + r).CurveTo(x, y + h, x + h, y, x + r, y)
            .Close();
    }

    public Canvas Circle(double x, double y, double radius) =>
        RoundedRectangle(x - radius, y - radius, 2 * radius, 2 * radius, radius);

    /// <summary>Fills the path drawn so far, which ends it.</summary>
    public void Fill(Rgb color) => _page.Paint(color, null, 0, []);

    /// <summary>Draws the line of the path, which ends it; dashes are lengths of ink and gap in turn.</summary>
    public void Stroke(Rgb color, double width, params ReadOnlySpan<double> dashes) => _page.Paint(null, color, width, dashes);

    public void FillAndStroke(Rgb fill, Rgb stroke, double width) => _page.Paint(fill, stroke, width, []);

    /// <summary>Draws one line of text, its baseline at <paramref name="y"/>; <paramref name="x"/> is its left end, middle or right end.</summary>
    public void Text(string text, double x, double y, PdfTextStyle style, PdfAlign align = PdfAlign.Left)
    {
        var setter = _page.Document.Setter;
        var glyphs = new List<Glyph>(text.Length);
        setter.Set(glyphs, [new PdfSpan(text)], style);
        glyphs.RemoveAll(glyph => glyph.CodePoint == Glyph.NewLine);
        var line = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(glyphs);
        var width = LineBreaker.Measure(line) * style.Size / 1000;
        var shift = align switch { PdfAlign.Right => width, PdfAlign.Center => width / 2, _ => 0 };
        var element = BeginText("P");
        _page.Text(line, style.Size, _left + x - shift, _top + y);
        EndText(element);
    }

    /// <summary>
    /// Sets text in a column and answers its height. With <paramref name="heading"/> 1 to 6 it is a heading of that level, and stands
    /// in the outline.
    /// </summary>
    public double TextBox(
        string text, double x, double y, double width, PdfTextStyle style, PdfAlign align = PdfAlign.Left, int maxLines = int.MaxValue, int heading = 0)
    {
        var setter = _page.Document.Setter;
        var block = new TextBlock().Set(setter, text, style, width).Limit(setter, maxLines);
        if (heading > 0)
        {
            _page.Document.AddOutline(heading, text, _top + y);
        }

        var element = BeginText(heading > 0 ? $"H{heading}" : "P");
        block.Draw(_page, _left + x, _top + y, align);
        EndText(element);
        return block.Height;
    }

    /// <summary>A picture as large as fits into the rectangle, in its upper left corner.</summary>
    /// <param name="alternative">What it shows, for who does not see it; not said again inside a figure, which has words of its own.</param>
    public Canvas Image(PdfImage image, double x, double y, double width, double height, string alternative)
    {
        var scale = Math.Min(width / image.Width, height / image.Height);
        var (left, top) = (_left + x, _top + y);
        PdfStructure.Element? element = null;
        if (!_page.IsMarked)
        {
            var bottom = _page.Height - top - (image.Height * scale);
            element = _page.Document.Structure.Begin(
                _page.Document.Structure.Root, "Figure", PdfStructure.Box(left, bottom, left + (image.Width * scale), _page.Height - top), alternative);
            _page.BeginContent(element);
        }

        _page.Image(_page.Document.NameOf(image), left, top, image.Width * scale, image.Height * scale);
        EndText(element);
        return this;
    }

    /// <summary>The width of a line of text, in points.</summary>
    public double Measure(string text, PdfTextStyle style)
    {
        var glyphs = new List<Glyph>(text.Length);
        _page.Document.Setter.Set(glyphs, [new PdfSpan(text)], style);
        return LineBreaker.Measure(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(glyphs)) * style.Size / 1000;
    }

    private PdfStructure.Element? BeginText(string role)
    {
        if (_page.IsMarked)
        {
            return null;
        }

        var element = _page.Document.Structure.Begin(_page.Document.Structure.Root, role);
        _page.BeginContent(element);
        return element;
    }

    private void EndText(PdfStructure.Element? element)
    {
        if (element is not null)
        {
            _page.EndMark();
            _page.Document.Structure.End(element);
        }
    }
}
