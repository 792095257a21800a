namespace ValuePortal.Platform.Charts;

/// <summary>The shape of a series in the size of a word: no axes, the last point marked, gaps left open.</summary>
public sealed record Sparkline(IReadOnlyList<double?> Values)
{
    public Drawing Draw(Extent extent)
    {
        const double Margin = 3;
        var top = Values.Max() is > 0 and { } max ? max : 1;
        var across = Values.Count > 1 ? (extent.Width - (2 * Margin)) / (Values.Count - 1) : 0;
        var shapes = new List<Shape>();
        var run = new List<Spot>();
        for (var i = 0; i < Values.Count; i++)
        {
            if (Values[i] is { } value)
            {
                run.Add(new Spot(Margin + (i * across), extent.Height - Margin - (value / top * (extent.Height - (2 * Margin)))));
            }

            if (run.Count > 0 && (Values[i] is null || i + 1 == Values.Count))
            {
                shapes.Add(run.Count == 1
                    ? new DotShape(new Ink(Role.Fill, Tone.First), run[0].X, run[0].Y, 1.5)
                    : new PathShape(new Ink(Role.Line, Tone.First), [.. run], 1.75));
                if (i + 1 == Values.Count && Values[i] is not null)
                {
                    shapes.Add(new DotShape(new Ink(Role.Fill, Tone.First), run[^1].X, run[^1].Y, 2.5));
                }

                run = [];
            }
        }

        return new Drawing(extent.Width, extent.Height, shapes);
    }
}
