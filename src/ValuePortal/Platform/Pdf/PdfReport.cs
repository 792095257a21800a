namespace ValuePortal.Platform.Pdf;

/// <summary>
/// A document that flows: blocks follow each other down the page and over to the next. Every block is written when it is given, except
/// headings, which wait for what they head. Units are points (1/72 inch).
/// </summary>
public sealed class PdfReport : IDisposable
{
    private const double ContentsPadding = 7;

    private readonly PdfDocument _document;
    private readonly PdfFurniture? _furniture;
    private readonly List<(int Level, string Text, double Room, TextBlock Block)> _headings = [];
    private readonly TextBlock _block = new();
    private readonly List<ContentsLine> _contents = [];
    private bool _hasContents;
    private double _y;
    private double _gap;
    private bool _pageIsOpen;

    /// <param name="output">Is written synchronously and stays open.</param>
    public PdfReport(Stream output, PdfFonts fonts, PdfMetadata metadata, PdfTheme? theme = null, PdfFurniture? furniture = null)
    {
        _document = new(output, fonts, metadata);
        Theme = theme ?? new();
        _furniture = furniture;
    }

    public PdfTheme Theme { get; }

    public double ContentWidth => Theme.PageWidth - (2 * Theme.MarginSides);

    /// <inheritdoc cref="PdfDocument.MissingCharacters"/>
    public IReadOnlyList<System.Text.Rune> MissingCharacters => _document.MissingCharacters;

    public int PageCount => _document.PageCount;

    internal TextSetter Setter => _document.Setter;

    internal PdfStructure Structure => _document.Structure;

    internal PageContent Page => _document.Content;

    internal double Left => Theme.MarginSides;

    /// <summary>Where the next block begins.</summary>
    internal double Y => _y;

    internal double Room => Bottom - _y;

    internal double FullRoom => Bottom - Theme.MarginTop;

    private double Bottom => Theme.PageHeight - Theme.MarginBottom;

    /// <summary>A page of its own without head and foot, to draw on freely: a cover.</summary>
    public void FreePage(Action<Canvas> draw)
    {
        PlaceHeadingsWith();
        draw(_document.BeginPage(Theme.PageWidth, Theme.PageHeight, withFurniture: false));
        _pageIsOpen = false;
    }

    /// <summary>
    /// A page of its own with the headings of level 1 that will follow, each with the number of its page and leading there. They must follow in
    /// this order and no other of level 1 between them.
    /// </summary>
    public void Contents(string title, IReadOnlyList<string> headings)
    {
        var style = Theme.Lead;
        _hasContents = true;
        PageBreak();
        Heading(1, title);
        PlaceHeadingsWith();
        var list = Structure.Begin(Structure.Root, "TOC");
        foreach (var heading in headings)
        {
            var block = new TextBlock().Set(Setter, heading, style, ContentWidth * 7 / 8).Limit(Setter, 2);
            var height = block.Height + (2 * ContentsPadding);
            Reserve(height);
            var item = Structure.Begin(list, "TOCI");
            var reference = Structure.Begin(item, "Reference");
            var link = Structure.Begin(reference, "Link");
            var chapter = _document.ChapterCount + _contents.Count;
            _contents.Add(new(_document.PageCount, _y, block, Structure.AddContent(link, Page.Page), chapter));
            _document.AddLink(link, heading, Left, _y, ContentWidth, height, address: null, chapter);
            Structure.End(link);
            Structure.End(reference);
            Structure.End(item);
            _y += height;
        }

        Structure.End(list);
        PageBreak();
    }

    public void PageBreak()
    {
        PlaceHeadingsWith();
        _pageIsOpen = false;
    }

    /// <summary>Empty room before the next block; it vanishes at the top of a page.</summary>
    public void Space(double points) => _gap = Math.Max(_gap, points);

    /// <summary>A heading of level 1 to 3, which also stands in the outline. It stays with the beginning of what follows.</summary>
    /// <param name="room">So many points must be left below it, or it begins a page.</param>
    public void Heading(int level, string text, double room = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 3);
        _headings.Add((level, text, room, new TextBlock().Set(Setter, text, Theme.Heading(level), ContentWidth)));
    }

    public void Paragraph(string text, PdfTextStyle? style = null, PdfAlign align = PdfAlign.Left) =>
        Paragraph([new PdfSpan(text)], style, align);

    public void Paragraph(ReadOnlySpan<PdfSpan> spans, PdfTextStyle? style = null, PdfAlign align = PdfAlign.Left)
    {
        _block.Set(Setter, spans, style ?? Theme.Body, ContentWidth);
        Reserve(_block.LineHeight * (_block.LineCount < 4 ? _block.LineCount : 2));
        var element = Structure.Begin(Structure.Root, "P");
        Place(_block, element, Left, align);
        Structure.End(element);
        Space(8);
    }

    /// <summary>A line or a few that lead to an address, kept together.</summary>
    public void Link(string text, Uri address, PdfTextStyle? style = null)
    {
        _block.Set(Setter, text, (style ?? Theme.Body) with { Color = Theme.Accent }, ContentWidth);
        Reserve(Math.Min(_block.Height, FullRoom));
        var paragraph = Structure.Begin(Structure.Root, "P");
        var link = Structure.Begin(paragraph, "Link");
        var (top, width) = (_y, _block.Widest);
        Place(_block, link, Left);
        _document.AddLink(link, text, Left, top, width, _y - top, address);
        Structure.End(link);
        Structure.End(paragraph);
        Space(8);
    }

    public void Bullets(IEnumerable<string> items)
    {
        const double Indent = 14;
        PlaceHeadingsWith(3 * Theme.Body.Size * Theme.Body.LineHeight);
        var list = Structure.Begin(Structure.Root, "L", "/A<</O/List/ListNumbering/Disc>>");
        foreach (var item in items)
        {
            _block.Set(Setter, item, Theme.Body, ContentWidth - Indent);
            Reserve(_block.LineHeight * Math.Min(2, _block.LineCount));
            new Canvas(Page, Left, _y, ContentWidth, _block.LineHeight).Circle(3.5, _block.LineHeight / 2, 1.7).Fill(Theme.Accent);
            var entry = Structure.Begin(list, "LI");
            var body = Structure.Begin(entry, "LBody");
            Place(_block, body, Left + Indent);
            Structure.End(body);
            Structure.End(entry);
            Space(3);
        }

        Structure.End(list);
        Space(10);
    }

    /// <summary>Boxes of one width, three or four beside each other; labels take three lines at most, deltas five.</summary>
    public void Kpis(IReadOnlyList<PdfKpi> kpis)
    {
        const double Gap = 10, Padding = 11, ValueSize = 19, ValueHeight = 29;
        const int LinesOfLabel = 3, LinesOfDelta = 5;

        // A value as wide as its box to the last digit would now and then be broken.
        const double Fitting = 0.99;
        Space(14);
        var perRow = kpis.Count is 5 or 6 ? 3 : Math.Clamp(kpis.Count, 3, 4);
        var width = (ContentWidth - ((perRow - 1) * Gap)) / perRow;
        var inside = width - (2 * Padding);
        foreach (var row in kpis.Chunk(perRow))
        {
            var label = row.Max(kpi => TextHeight(kpi.Label, LinesOfLabel));
            var height = Padding + label + ValueHeight + row.Max(kpi => TextHeight(kpi.Delta, LinesOfDelta)) + Padding;
            Reserve(height);
            for (var column = 0; column < row.Length; column++)
            {
                var kpi = row[column];
                var canvas = new Canvas(Page, Left + (column * (width + Gap)), _y, width, height);
                canvas.RoundedRectangle(0, 0, width, height, 4).Fill(Theme.Surface);
                canvas.TextBox(kpi.Label, Padding, Padding, inside, Theme.Caption, maxLines: LinesOfLabel);
                var value = new PdfTextStyle(ValueSize, Theme.Ink, true, 1.2);
                value = value with { Size = Math.Clamp(ValueSize * Fitting * inside / Math.Max(canvas.Measure(kpi.Value, value), 1), 8, ValueSize) };
                var top = Padding + label + 3 + ((ValueSize - value.Size) * 0.9);
                canvas.TextBox(kpi.Value, Padding, top, inside, value, maxLines: 1);
                var tone = kpi.Tone switch { PdfTone.Good => Theme.Good, PdfTone.Bad => Theme.Bad, _ => Theme.Muted };
                canvas.TextBox(kpi.Delta, Padding, Padding + label + ValueHeight, inside, Theme.Caption with { Color = tone }, maxLines: LinesOfDelta);
            }

            _y += height;
            Space(Gap);
        }

        Space(18);

        double TextHeight(string text, int lines) => _block.Set(Setter, text, Theme.Caption, inside).Limit(Setter, lines).Height;
    }

    /// <summary>
    /// A drawing of this height over the width of the text, under a caption that says what it shows; never cut, and cut down to a page.
    /// </summary>
    /// <param name="alternative">What a reader who does not see the drawing is told.</param>
    public void Figure(double height, string caption, string alternative, Action<Canvas> draw)
    {
        _block.Set(Setter, caption, new(10, Theme.Ink, true, 1.4), ContentWidth).Limit(Setter, 4);
        var captionHeight = caption.Length == 0 ? 0 : _block.Height + 6;
        height = Math.Clamp(height, 1, FullRoom - captionHeight);
        Reserve(captionHeight + height);
        if (captionHeight > 0)
        {
            var words = Structure.Begin(Structure.Root, "P");
            Place(_block, words, Left);
            Structure.End(words);
            _y += 6;
        }

        var (x, top) = (Left, Theme.PageHeight - _y);
        var figure = Structure.Begin(Structure.Root, "Figure", PdfStructure.Box(x, top - height, x + ContentWidth, top), alternative);
        Page.BeginContent(figure);
        draw(new(Page, Left, _y, ContentWidth, height));
        Page.EndMark();
        Structure.End(figure);
        _y += height;
        Space(16);
    }

    /// <summary>A picture under its caption, at most as wide as the text and never larger than its pixels at 96 to the inch.</summary>
    public void Image(PdfImage image, string caption, string alternative)
    {
        const double PointsPerPixel = 0.75;
        var scale = Math.Min(PointsPerPixel, Math.Min(ContentWidth / image.Width, FullRoom * 0.8 / image.Height));
        Figure(image.Height * scale, caption, alternative, canvas => canvas.Image(image, 0, 0, image.Width * scale, canvas.Height, alternative));
    }

    public void Table(PdfTable table) => new TableSetter(this, table).Set();

    /// <summary>Draws heads and feet, fonts and tables of contents of the file. Nothing can be added after it.</summary>
    public void Finish()
    {
        PlaceHeadingsWith();
        _document.DrawFurniture((page, number) =>
        {
            foreach (var line in _contents.Where(line => line.OnPage == number))
            {
                DrawContents(line, page);
            }

            if (_furniture is { } furniture)
            {
                page.BeginFurniture();
                DrawFurniture(furniture, page, number);
            }
        });
        _document.Finish();
    }

    public void Dispose() => _document.Dispose();

    /// <summary>
    /// Makes sure that so much of the next block fits below the headings that wait for it, turns the page when it does not, and places
    /// the headings.
    /// </summary>
    internal void Reserve(double height)
    {
        var above = 0d;
        foreach (var (level, _, room, block) in _headings)
        {
            height = Math.Max(height, Math.Min(room, FullRoom / 2));
            above += block.Height + SpaceBefore(level) + SpaceAfter(level);
        }

        var gap = Math.Max(_gap, _headings.Count > 0 ? SpaceBefore(_headings[0].Level) : 0);
        if (!_pageIsOpen || (_y > Theme.MarginTop && _y + gap + above + height > Bottom))
        {
            TurnPage();
        }

        foreach (var (level, text, _, block) in _headings)
        {
            Space(SpaceBefore(level));
            TakeGap();
            var element = Structure.Begin(Structure.Root, $"H{level}");
            _document.AddOutline(level, text, _y);
            Place(block, element, Left);
            Structure.End(element);
            Space(SpaceAfter(level));
        }

        _headings.Clear();
        TakeGap();
    }

    internal void TurnPage()
    {
        _document.BeginPage(Theme.PageWidth, Theme.PageHeight, withFurniture: _furniture is not null || _hasContents);
        (_pageIsOpen, _y, _gap) = (true, Theme.MarginTop, 0);
    }

    internal void MoveDown(double points) => _y += points;

    private static double SpaceBefore(int level) => level switch { 1 => 24, 2 => 20, _ => 14 };

    private static double SpaceAfter(int level) => level switch { 1 => 10, 2 => 7, _ => 4 };

    private void TakeGap()
    {
        _y += _y > Theme.MarginTop ? _gap : 0;
        _gap = 0;
    }

    private void PlaceHeadingsWith(double height = 0)
    {
        if (_headings.Count > 0)
        {
            Reserve(height);
        }
    }

    /// <summary>Lines down the page and on; no single line is left behind or sent ahead.</summary>
    private void Place(TextBlock block, PdfStructure.Element element, double x, PdfAlign align = PdfAlign.Left)
    {
        for (var line = 0; line < block.LineCount;)
        {
            var left = block.LineCount - line;
            var fitting = Math.Clamp((int)((Room + 0.01) / block.LineHeight), 0, left);
            fitting = left - fitting == 1 && fitting > 2 ? fitting - 1 : fitting;
            if (fitting == 0 && Y > Theme.MarginTop)
            {
                TurnPage();
                continue;
            }

            fitting = Math.Max(fitting, 1);
            Page.BeginContent(element);
            block.Draw(Page, x, _y, align, line, fitting);
            Page.EndMark();
            _y += fitting * block.LineHeight;
            line += fitting;
        }
    }

    private void DrawContents(ContentsLine line, PageContent page)
    {
        var canvas = new Canvas(page, Left, line.Top, ContentWidth, line.Block.Height + (2 * ContentsPadding));
        page.BeginContent("Link", line.Content);
        line.Block.Draw(page, Left, line.Top + ContentsPadding);
        if (_document.PageOfChapter(line.Chapter) is { } number)
        {
            canvas.TextBox(number.ToString(System.Globalization.CultureInfo.InvariantCulture), ContentWidth - 60, ContentsPadding, 60, Theme.Lead, PdfAlign.Right);
        }

        page.EndMark();
        canvas.MoveTo(0, canvas.Height).LineTo(ContentWidth, canvas.Height).Stroke(Theme.Rule, 0.5);
    }

    private void DrawFurniture(PdfFurniture furniture, PageContent page, int number)
    {
        var style = new PdfTextStyle(8, Theme.Muted, LineHeight: 1.4);
        var half = (ContentWidth / 2) - 6;
        var canvas = new Canvas(page, Left, 0, ContentWidth, Theme.PageHeight);
        canvas.TextBox(furniture.HeadLeft, 0, 34, half, style, maxLines: 1);
        canvas.TextBox(furniture.HeadRight, ContentWidth - half, 34, half, style, PdfAlign.Right, maxLines: 1);
        canvas.MoveTo(0, 52).LineTo(ContentWidth, 52).Stroke(Theme.Rule, 0.5);
        canvas.TextBox(furniture.FootLeft, 0, Theme.PageHeight - 44, half, style, maxLines: 1);
        var pageOf = furniture.PageOf(number, _document.PageCount);
        canvas.TextBox(pageOf, ContentWidth - half, Theme.PageHeight - 44, half, style, PdfAlign.Right, maxLines: 1);
    }

    /// <param name="OnPage">Number of the page, from 1.</param>
    /// <param name="Content">Number of the content on the page, promised to the line's link.</param>
    /// <param name="Chapter">Place among the headings of level 1.</param>
    private sealed record ContentsLine(int OnPage, double Top, TextBlock Block, int Content, int Chapter);
}
