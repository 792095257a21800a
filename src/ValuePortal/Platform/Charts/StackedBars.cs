namespace ValuePortal.Platform.Charts;

/// <summary>Parts of a whole over time: bars on top of each other, first series at the bottom.</summary>
public sealed record StackedBars(IReadOnlyList<ChartSeries> Series, IReadOnlyList<string> Labels, Func<double, string> WriteValue)
{
    /// <summary>What a slot tells to who points at it; as many as labels, or none.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    public Drawing Draw(Extent extent)
    {
        var totals = Labels.Select((_, slot) => Series.Sum(series => series.Points[slot].Value ?? 0)).ToList();

        // The frame of a trend chart with the totals, whose bars are then taken out: one place decides where things lie.
        var whole = new TrendChart([new("", Mark.Bars, Tone.None, [.. totals.Select(total => new ChartPoint(total))])], Labels, Hints, WriteValue).Draw(extent);
        var shapes = whole.Shapes.Where(shape => shape is not (BarShape or HintShape)).ToList();
        var outlines = whole.Shapes.OfType<BarShape>().GetEnumerator();
        for (var slot = 0; slot < totals.Count; slot++)
        {
            if (totals[slot] <= 0 || !outlines.MoveNext())
            {
                continue;
            }

            var y = outlines.Current.Y + outlines.Current.Height;
            foreach (var series in Series.Where(series => series.Points[slot].Value > 0))
            {
                var height = outlines.Current.Height * series.Points[slot].Value!.Value / totals[slot];
                y -= height;
                var bar = outlines.Current with { Ink = new Ink(Role.Fill, series.Tone), Y = y, Height = Math.Max(0.5, height - 1), TopRadius = 0 };
                shapes.Add(series.Points[slot].Partial ? bar.Hollow() : bar);
            }
        }

        return whole with { Shapes = [.. shapes, .. whole.Shapes.OfType<HintShape>()] };
    }
}
