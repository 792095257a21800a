namespace ValuePortal.Platform.Charts;

/// <summary>How a series is drawn.</summary>
public enum Mark
{
    Line,
    Area,
    Bars,
}

/// <summary>One point of a series.</summary>
/// <param name="Value">Null is a gap: nothing is known there, which is not the same as zero.</param>
/// <param name="Partial">The period is not whole; drawn hollow or dashed.</param>
public readonly record struct ChartPoint(double? Value, bool Partial = false);

public sealed record ChartSeries(string Name, Mark Mark, Tone Tone, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>What others are compared with is dashed, and what is only planned.</summary>
    public bool Dashed => Tone is Tone.Then || Planned;

    public bool Planned { get; init; }
}

/// <summary>Something that happened in a slot: a line through the chart with a sign on top, explained beside the chart.</summary>
/// <param name="Sign">Short: a number.</param>
public sealed record ChartMark(int Slot, string Sign);

/// <summary>Values over time: bars, areas or lines on one scale from zero, one slot for each label.</summary>
/// <param name="Labels">Under the slots; as many are written as have room.</param>
/// <param name="Hints">What a slot tells to who points at it; as many as labels, or none.</param>
/// <param name="WriteValue">How the axis writes its numbers.</param>
public sealed record TrendChart(
    IReadOnlyList<ChartSeries> Series,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Hints,
    Func<double, string> WriteValue)
{
    private const double Above = 10;
    private const double AboveMarks = 30;
    private const double MarkHeight = 18;
    private const double Below = 26;
    private const int DotsUpTo = 40;

    /// <summary>What happened, over the slots.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    public Drawing Draw(Extent extent)
    {
        var scale = Scale.For(Series.SelectMany(series => series.Points).Max(point => point.Value) ?? 0, extent.Height < 200 ? 3 : 4);
        var left = Math.Ceiling(scale.Ticks.Max(tick => Letters.WidthOf(WriteValue(tick)))) + 10;
        var plot = new Plot(left, Marks.Count > 0 ? AboveMarks : Above, extent.Width - 6, extent.Height - Below, Math.Max(1, Labels.Count), scale);

        var shapes = new List<Shape>();
        DrawGrid(shapes, plot);
        DrawLabels(shapes, plot);
        foreach (var series in Series.OrderBy(series => series.Mark is not Mark.Bars))
        {
            if (series.Mark is Mark.Bars)
            {
                DrawBars(shapes, plot, series);
            }
            else
            {
                DrawLine(shapes, plot, series);
            }
        }

        shapes.Add(new PathShape(new Ink(Role.Axis), [new(plot.Left, plot.Bottom), new(plot.Right, plot.Bottom)], 1));
        DrawMarks(shapes, plot);
        for (var slot = 0; slot < Hints.Count; slot++)
        {
            shapes.Add(new HintShape(plot.Left + (slot * plot.Slot), plot.Top, plot.Slot, plot.Bottom - plot.Top, Hints[slot]));
        }

        return new Drawing(extent.Width, extent.Height, shapes);
    }

    private void DrawGrid(List<Shape> shapes, Plot plot)
    {
        foreach (var tick in plot.Scale.Ticks)
        {
            var y = plot.Y(tick);
            if (tick > 0)
            {
                shapes.Add(new PathShape(new Ink(Role.Grid), [new(plot.Left, y), new(plot.Right, y)], 1));
            }

            shapes.Add(new TextShape(new Ink(Role.Text), plot.Left - 8, y + 4, WriteValue(tick), Anchor.End));
        }
    }

    private void DrawLabels(List<Shape> shapes, Plot plot)
    {
        if (Labels.Count == 0)
        {
            return;
        }

        var widest = Labels.Max(Letters.WidthOf);
        var every = Math.Max(1, (int)Math.Ceiling((widest + 14) / plot.Slot));
        for (var slot = 0; slot < Labels.Count; slot += every)
        {
            var half = Letters.WidthOf(Labels[slot]) / 2;
            var middle = plot.X(slot);
            if (every > 1 && middle + half > plot.Right + 6)
            {
                break;
            }

            var x = Math.Clamp(middle, half, Math.Max(half, plot.Right + 6 - half));
            shapes.Add(new TextShape(new Ink(Role.Text), x, plot.Bottom + 19, Labels[slot], Anchor.Middle));
        }
    }

    /// <summary>A sign that would stand on the one before it moves beside it; its line stays where it belongs.</summary>
    private void DrawMarks(List<Shape> shapes, Plot plot)
    {
        var free = double.NegativeInfinity;
        foreach (var mark in Marks.OrderBy(mark => mark.Slot))
        {
            var x = plot.X(mark.Slot);
            var width = Math.Max(MarkHeight, (Letters.WidthOf(mark.Sign) * 1.15) + 8); // signs are set bold
            var left = Math.Clamp(Math.Max(x - (width / 2), free), 0, Math.Max(0, plot.Right + 6 - width));
            shapes.Add(new PathShape(new Ink(Role.Axis), [new(x, MarkHeight + 2), new(x, plot.Bottom)], 1, Dashed: true));
            shapes.Add(new BarShape(new Ink(Role.Hollow, Tone.Third), left, 1, width, MarkHeight, 4));
            shapes.Add(new TextShape(new Ink(Role.Value), left + (width / 2), 14.5, mark.Sign, Anchor.Middle));
            free = left + width + 2;
        }
    }

    private static void DrawBars(List<Shape> shapes, Plot plot, ChartSeries series)
    {
        var width = Math.Clamp(plot.Slot * 0.66, 0.8, 52);
        for (var slot = 0; slot < series.Points.Count; slot++)
        {
            if (series.Points[slot] is not { Value: > 0 and { } value } point)
            {
                continue;
            }

            var y = plot.Y(value);
            var bar = new BarShape(new Ink(Role.Fill, series.Tone), plot.X(slot) - (width / 2), y, width, plot.Bottom - y, Math.Min(3, width / 4));
            shapes.Add(point.Partial ? bar.Hollow() : bar);
        }
    }

    private static void DrawLine(List<Shape> shapes, Plot plot, ChartSeries series)
    {
        var ink = new Ink(Role.Line, series.Tone);
        var thickness = (series.Dashed, series.Points.Count > DotsUpTo) switch { (true, true) => 1.25, (true, false) => 1.75, _ => 2.25 };
        foreach (var run in Runs(series.Points))
        {
            var spots = run.Select(slot => new Spot(plot.X(slot), plot.Y(series.Points[slot].Value!.Value))).ToList();
            if (series.Mark is Mark.Area && spots.Count > 1)
            {
                shapes.Add(new PathShape(ink with { Role = Role.Wash }, [new(spots[0].X, plot.Bottom), .. spots, new(spots[^1].X, plot.Bottom)], 0, Closed: true));
            }

            foreach (var (from, to, dashed) in Strokes(series, run))
            {
                shapes.Add(new PathShape(ink, spots[from..(to + 1)], thickness, dashed));
            }

            DrawDots(shapes, series, run, spots);
        }
    }

    private static void DrawDots(List<Shape> shapes, ChartSeries series, List<int> run, List<Spot> spots)
    {
        for (var i = 0; i < run.Count; i++)
        {
            var partial = series.Points[run[i]].Partial;
            if (partial || run.Count == 1 || (series.Points.Count <= DotsUpTo && !series.Dashed))
            {
                shapes.Add(new DotShape(new Ink(partial ? Role.Hollow : Role.Fill, series.Tone), spots[i].X, spots[i].Y, 3));
            }
        }
    }

    /// <summary>The stretches between gaps, as slots.</summary>
    private static List<List<int>> Runs(IReadOnlyList<ChartPoint> points)
    {
        var runs = new List<List<int>>();
        for (var slot = 0; slot < points.Count; slot++)
        {
            if (points[slot].Value is null)
            {
                continue;
            }

            if (slot == 0 || points[slot - 1].Value is null)
            {
                runs.Add([]);
            }

            runs[^1].Add(slot);
        }

        return runs;
    }

    /// <summary>A run as strokes: the way to or from a partial point is dashed, the rest is whole.</summary>
    private static IEnumerable<(int From, int To, bool Dashed)> Strokes(ChartSeries series, List<int> run)
    {
        var start = 0;
        for (var i = 1; i < run.Count; i++)
        {
            var dashed = IsDashed(i);
            if (i + 1 == run.Count || IsDashed(i + 1) != dashed)
            {
                yield return (start, i, dashed);
                start = i;
            }
        }

        bool IsDashed(int i) => series.Dashed || series.Points[run[i]].Partial || series.Points[run[i - 1]].Partial;
    }

    /// <summary>The inner rectangle and its two scales.</summary>
    private readonly record struct Plot(double Left, double Top, double Right, double Bottom, int Slots, Scale Scale)
    {
        public double Slot => (Right - Left) / Slots;

        public double X(int slot) => Left + ((slot + 0.5) * Slot);

        public double Y(double value) => Scale.Place(value, Bottom, Top);
    }
}
