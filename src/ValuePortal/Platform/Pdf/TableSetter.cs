namespace ValuePortal.Platform.Pdf;

/// <summary>Sets one table: measures a row, looks whether it is the last, and places it.</summary>
internal sealed class TableSetter(PdfReport report, PdfTable table)
{
    private readonly double[] _widths = Widths(table.Columns, report.ContentWidth);
    private readonly SetRow _head = new(table.Columns.Count);
    private PdfStructure.Element? _element;
    private int _rows;

    private double Padding => 2 * table.PaddingTop;

    public void Set()
    {
        Measure(_head, new([.. table.Columns.Select(column => new PdfCell(column.Head, true, report.Theme.Muted))]));
        var (current, next) = (new SetRow(table.Columns.Count), new SetRow(table.Columns.Count));
        var count = (table.Rows as IReadOnlyCollection<PdfRow>)?.Count;
        using var rows = table.Rows.GetEnumerator();
        var any = rows.MoveNext();
        if (any)
        {
            Measure(current, rows.Current);
        }

        report.Reserve(_head.Height + (any ? Math.Max(Start(current), HeightOfShort(next)) : 0));
        _element = report.Structure.Begin(report.Structure.Root, "Table");
        PlaceHead(again: false);
        while (any)
        {
            var more = rows.MoveNext();
            if (more)
            {
                Measure(next, rows.Current);
            }

            // A total and a last row take the row before them along, rather than stand alone under a repeated head.
            Place(current, current.Height + (more && (next.Content.IsTotal || _rows + 2 == count) ? next.Height : 0));
            (current, next, any) = (next, current, more);
        }

        report.Structure.End(_element);
        report.Space(16);
    }

    private static double[] Widths(IReadOnlyList<PdfColumn> columns, double width)
    {
        var left = Math.Max(width - columns.Sum(column => column.Points ?? 0), 1);
        var shares = columns.Where(column => column.Points is null).Sum(column => Math.Max(column.Share, 0.01));
        var widths = columns.Select(column => column.Points ?? (left * Math.Max(column.Share, 0.01) / shares)).ToArray();
        var excess = widths.Sum() / width;
        return excess > 1.001 ? [.. widths.Select(column => column / excess)] : widths;
    }

    /// <summary>How much of a row must fit for it to begin here: the whole, or a few lines of one that no page can hold.</summary>
    private double Start(SetRow row) => row.Height <= report.FullRoom - _head.Height ? row.Height : Padding + (3 * row.LineHeight);

    /// <summary>The height of a table of few rows, which stays on one page; 0 for a longer one or one made while it is read.</summary>
    private double HeightOfShort(SetRow scratch)
    {
        if (table.Rows is not IReadOnlyCollection<PdfRow> { Count: <= 8 } rows)
        {
            return 0;
        }

        var height = 0d;
        foreach (var row in rows)
        {
            Measure(scratch, row);
            height += scratch.Height;
        }

        return height <= report.FullRoom / 2 ? height : 0;
    }

    private void Measure(SetRow row, PdfRow content)
    {
        if (content.Cells.Count > table.Columns.Count)
        {
            throw new ArgumentException($"A row has {content.Cells.Count} cells where the table has {table.Columns.Count} columns.");
        }

        row.Content = content;
        row.Lines = 1;
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var cell = column < content.Cells.Count ? content.Cells[column] : default;
            var style = report.Theme.Cell;
            var span = new PdfSpan(cell.Text ?? "", cell.Bold || content.IsTotal, cell.Color);
            row.Blocks[column].Set(report.Setter, [span], style, _widths[column] - (2 * table.PaddingSides));
            row.Lines = Math.Max(row.Lines, row.Blocks[column].LineCount);
        }

        row.LineHeight = row.Blocks[0].LineHeight;
        row.Height = (row.Lines * row.LineHeight) + Padding;
    }

    private void Place(SetRow row, double wanted)
    {
        var full = report.FullRoom - _head.Height;
        if (report.Room < (row.Height > full ? Start(row) : wanted <= full ? wanted : row.Height))
        {
            NextPage();
        }

        var element = report.Structure.Begin(_element, "TR");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            row.Cells[column] = report.Structure.Begin(element, "TD");
        }

        for (var line = 0; line < row.Lines;)
        {
            var fitting = Math.Clamp((int)((report.Room - Padding + 0.01) / row.LineHeight), 1, row.Lines - line);
            Draw(row, line, fitting);
            line += fitting;
            if (line < row.Lines)
            {
                NextPage();
            }
        }

        foreach (var cell in row.Cells)
        {
            report.Structure.End(cell);
        }

        report.Structure.End(element);
        _rows++;
    }

    private void NextPage()
    {
        report.TurnPage();
        PlaceHead(again: true);
    }

    private void PlaceHead(bool again)
    {
        var element = again ? null : report.Structure.Begin(_element, "TR");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            _head.Cells[column] = element is null ? null! : report.Structure.Begin(element, "TH", "/A<</O/Table/Scope/Column>>");
        }

        if (again)
        {
            report.Page.BeginFurniture(); // heard once is enough
        }

        Draw(_head, 0, _head.Lines, isHead: true, marked: again);
        report.Page.EndMark();
        if (element is not null)
        {
            foreach (var cell in _head.Cells)
            {
                report.Structure.End(cell);
            }

            report.Structure.End(element);
        }
    }

    private void Draw(SetRow row, int firstLine, int lines, bool isHead = false, bool marked = false)
    {
        var (theme, height, y) = (report.Theme, (lines * row.LineHeight) + Padding, report.Y);
        var canvas = new Canvas(report.Page, report.Left, y, report.ContentWidth, height);
        if (table.Striped && !isHead && _rows % 2 == 1)
        {
            canvas.Rectangle(0, 0, report.ContentWidth, height).Fill(theme.Surface);
        }

        var x = 0d;
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (column < row.Content.Cells.Count && row.Content.Cells[column].Fill is { } fill)
            {
                canvas.Rectangle(x, 0, _widths[column], height).Fill(fill);
            }

            x += _widths[column];
        }

        if (row.Content.IsTotal && firstLine == 0)
        {
            canvas.MoveTo(0, 0).LineTo(report.ContentWidth, 0).Stroke(theme.Ink, 0.9);
        }

        canvas.MoveTo(0, height).LineTo(report.ContentWidth, height).Stroke(isHead ? theme.Ink : theme.Rule, isHead ? 0.9 : 0.5);
        x = report.Left;
        for (var column = 0; column < table.Columns.Count; column++)
        {
            if (firstLine < row.Blocks[column].LineCount)
            {
                if (!marked)
                {
                    report.Page.BeginContent(row.Cells[column]);
                }

                var align = table.Columns[column].Align;
                row.Blocks[column].Draw(report.Page, x + table.PaddingSides, y + table.PaddingTop, align, firstLine, lines);
                if (!marked)
                {
                    report.Page.EndMark();
                }
            }

            x += _widths[column];
        }

        report.MoveDown(height);
    }

    private sealed class SetRow(int columns)
    {
        public PdfRow Content { get; set; } = new([]);

        public TextBlock[] Blocks { get; } = [.. Enumerable.Range(0, columns).Select(_ => new TextBlock())];

        public PdfStructure.Element[] Cells { get; } = new PdfStructure.Element[columns];

        public int Lines { get; set; }

        public double LineHeight { get; set; }

        public double Height { get; set; }
    }
}
