namespace ValuePortal.Platform.Charts;

/// <summary>One bar of a tornado: what a result is with one input low, and with it high.</summary>
/// <param name="LowText">The input where it is low, written at that end of the bar.</param>
/// <param name="HighText">The same where it is high.</param>
/// <param name="Hint">What the bar tells to who points at it.</param>
public sealed record TornadoBar(string Name, double AtLow, double AtHigh, string LowText, string HighText, string Hint);

/// <summary>What moves a result: a bar for each input, both ways from where the result is, the longest on top. Each bar has its name above it.</summary>
/// <param name="Middle">The result with every input as expected.</param>
/// <param name="MiddleText">As it is written above the line.</param>
/// <param name="ZeroText">Written below the line at zero, where that is in sight.</param>
public sealed record Tornado(IReadOnlyList<TornadoBar> Bars, double Middle, string MiddleText, string ZeroText)
{
    public const Tone Low = Tone.Second;
    public const Tone High = Tone.First;

    private const double Head = 22;
    private const double Foot = 24;
    private const double BarHeight = 16;
    private const double BarTop = 20;
    private const double RowHeight = 46;
    private const double Gap = 6;

    /// <summary>Fills the width; it is as high as its bars need.</summary>
    public Drawing Draw(Extent extent)
    {
        var side = Math.Min(extent.Width / 4, Bars.SelectMany(bar => new[] { bar.LowText, bar.HighText }).Select(Letters.WidthOf).DefaultIfEmpty().Max() + (2 * Gap));
        var (least, most) = (Math.Min(Middle, Bars.Min(Least)), Math.Max(Middle, Bars.Max(Most)));
        var reach = most > least ? most - least : 1;
        var bottom = Head + (Bars.Count * RowHeight);
        var shapes = new List<Shape>();
        if (least < 0 && most > 0)
        {
            shapes.Add(new PathShape(new Ink(Role.Axis), [new(X(0), Head), new(X(0), bottom)], 1, Dashed: true));
            shapes.Add(Centred(Role.Text, X(0), bottom + 16, ZeroText));
        }

        foreach (var (i, bar) in Bars.Index())
        {
            Draw(shapes, bar, Head + (i * RowHeight));
        }

        shapes.Add(new PathShape(new Ink(Role.Axis), [new(X(Middle), Head - 4), new(X(Middle), bottom)], 1.5));
        shapes.Add(Centred(Role.Value, X(Middle), 14, MiddleText));
        return new Drawing(extent.Width, bottom + Foot, shapes);

        double X(double value) => side + ((value - least) / reach * (extent.Width - (2 * side)));

        TextShape Centred(Role role, double x, double y, string text)
        {
            var half = Letters.WidthOf(text) / 2;
            return new TextShape(new Ink(role), Math.Clamp(x, half, Math.Max(half, extent.Width - half)), y, text, Anchor.Middle);
        }

        void Draw(List<Shape> into, TornadoBar bar, double top)
        {
            into.Add(new TextShape(new Ink(Role.Text), 0, top + 14, Cut(bar.Name, extent.Width)));
            End(into, bar.AtLow, bar.AtHigh, bar.LowText, Low, top + BarTop);
            End(into, bar.AtHigh, bar.AtLow, bar.HighText, High, top + BarTop);
            into.Add(new HintShape(0, top, extent.Width, RowHeight, bar.Hint));
        }

        void End(List<Shape> into, double at, double other, string text, Tone tone, double y)
        {
            if (at == Middle)
            {
                return;
            }

            var (left, right) = (X(Math.Min(at, Middle)), X(Math.Max(at, Middle)));
            into.Add(new BarShape(new Ink(Role.Fill, tone), left, y, Math.Max(0.5, right - left), BarHeight));

            // Where both ends lie on one side of the line, the shorter bar lies on the longer one and only the longer one is named.
            if (at < Middle != other < Middle || other == Middle || Math.Abs(at - Middle) >= Math.Abs(other - Middle))
            {
                into.Add(at < Middle
                    ? new TextShape(new Ink(Role.Text), left - Gap, y + 13, text, Anchor.End)
                    : new TextShape(new Ink(Role.Text), right + Gap, y + 13, text));
            }
        }
    }

    private static double Least(TornadoBar bar) => Math.Min(bar.AtLow, bar.AtHigh);

    private static double Most(TornadoBar bar) => Math.Max(bar.AtLow, bar.AtHigh);

    private static string Cut(string name, double width)
    {
        var kept = name.Length;
        while (kept > 1 && Letters.WidthOf(name[..kept]) > width - 16)
        {
            kept--;
        }

        return kept == name.Length ? name : name[..kept].TrimEnd() + "…";
    }
}
