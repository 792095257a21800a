namespace ValuePortal.Platform.Charts;

/// <summary>The small picture before a name in the legend: the mark and the dashes, not the colour alone.</summary>
public static class LegendKey
{
    private static readonly Extent s_extent = new(26, 14);

    public static Drawing For(ChartSeries series) => series.Mark is Mark.Bars
        ? new Drawing(s_extent.Width, s_extent.Height, [new BarShape(new Ink(Role.Fill, series.Tone), 7, 1, 12, 12, 2)])
        : new Drawing(s_extent.Width, s_extent.Height,
        [
            new PathShape(new Ink(Role.Line, series.Tone), [new(1, 7), new(25, 7)], 2.25, series.Dashed),
            .. series.Dashed ? Array.Empty<Shape>() : [new DotShape(new Ink(Role.Fill, series.Tone), 13, 7, 3.5)],
        ]);

    /// <summary>For a period that is not whole.</summary>
    public static Drawing ForPartial(ChartSeries series) => new(s_extent.Width, s_extent.Height, series.Mark is Mark.Bars
        ? [new BarShape(new Ink(Role.Hollow, series.Tone), 7, 1, 12, 12, 2, Dashed: true)]
        :
        [
            new PathShape(new Ink(Role.Line, series.Tone), [new(1, 7), new(25, 7)], 2.25, Dashed: true),
            new DotShape(new Ink(Role.Hollow, series.Tone), 13, 7, 3.5),
        ]);
}
