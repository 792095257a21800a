using System.Globalization;
using ValuePortal.Platform.Charts;

namespace ValuePortal.Tests.Platform.Charts;

public sealed class TrendChartTests
{
    private static readonly Extent s_extent = new(660, 280);

    [Fact]
    public void There_is_a_bar_for_each_value_above_zero_and_all_stand_on_the_axis()
    {
        var drawing = Chart(Series(Mark.Bars, 3, 0, 7)).Draw(s_extent);

        var bars = drawing.Shapes.OfType<BarShape>().ToList();
        var axis = drawing.Shapes.OfType<PathShape>().Single(path => path.Ink.Role is Role.Axis);
        Assert.Equal(2, bars.Count);
        Assert.All(bars, bar => Assert.Equal(axis.Spots[0].Y, bar.Y + bar.Height, 6));
        Assert.Equal(7.0 / 3, bars[1].Height / bars[0].Height, 6);
    }

    [Fact]
    public void A_gap_breaks_the_line_and_is_not_a_zero()
    {
        var drawing = Chart(Series(Mark.Line, 4, 5, null, 6, 7)).Draw(s_extent);

        var lines = Lines(drawing);
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Equal(2, line.Spots.Count));
    }

    [Fact]
    public void A_mark_stands_over_its_slot_with_its_sign_and_signs_do_not_cover_each_other()
    {
        var bare = Chart(Series(Mark.Bars, 1, 2, 3, 4)).Draw(s_extent);
        var many = Chart(Series(Mark.Line, [.. Enumerable.Repeat<double?>(1, 200)])) with { Marks = [new(100, "1"), new(101, "2"), new(199, "3–5")] };
        var marked = (Chart(Series(Mark.Bars, 1, 2, 3, 4)) with { Marks = [new(2, "1")] }).Draw(s_extent);

        var line = Assert.Single(marked.Shapes.OfType<PathShape>(), path => path is { Dashed: true, Ink.Role: Role.Axis });
        var bar = marked.Shapes.OfType<BarShape>().Where(shape => shape.Ink.Role is Role.Fill).ElementAt(2);
        Assert.Equal(bar.X + (bar.Width / 2), line.Spots[0].X, 6);
        Assert.Contains(marked.Shapes.OfType<TextShape>(), text => text is { Text: "1", Ink.Role: Role.Value });
        Assert.True(marked.Shapes.OfType<BarShape>().First().Y > bare.Shapes.OfType<BarShape>().First().Y);

        var signs = many.Draw(s_extent).Shapes.OfType<BarShape>().Where(shape => shape.Ink.Role is Role.Hollow).ToList();
        Assert.Equal(3, signs.Count);
        Assert.All(signs.Zip(signs.Skip(1)), pair => Assert.True(pair.First.X + pair.First.Width <= pair.Second.X));
        Assert.All(signs, sign => Assert.True(sign.X + sign.Width <= s_extent.Width));
    }

    [Fact]
    public void A_point_alone_between_gaps_is_still_seen()
    {
        var drawing = Chart(Series(Mark.Line, null, 5, null)).Draw(s_extent);

        Assert.Empty(Lines(drawing));
        Assert.Single(drawing.Shapes.OfType<DotShape>());
    }

    [Fact]
    public void What_is_compared_with_is_dashed_throughout()
    {
        var earlier = new ChartSeries("before", Mark.Line, Tone.Then, [new(1), new(2), new(3)]);
        var drawing = Chart(Series(Mark.Bars, 1, 2, 3), earlier).Draw(s_extent);

        Assert.All(Lines(drawing), line => Assert.True(line.Dashed));
        Assert.Single(Lines(drawing));
    }

    [Fact]
    public void A_period_that_is_not_whole_is_hollow_and_the_way_to_it_dashed()
    {
        var series = new ChartSeries("now", Mark.Line, Tone.First, [new(1), new(2), new(3), new(1, Partial: true)]);
        var drawing = Chart(series).Draw(s_extent);

        Assert.Equal([(3, false), (2, true)], Lines(drawing).Select(line => (line.Spots.Count, line.Dashed)));
        Assert.Equal([Role.Fill, Role.Fill, Role.Fill, Role.Hollow], drawing.Shapes.OfType<DotShape>().Select(dot => dot.Ink.Role));

        var bar = Chart(series with { Mark = Mark.Bars }).Draw(s_extent).Shapes.OfType<BarShape>().Last();
        Assert.Equal(Role.Hollow, bar.Ink.Role);
    }

    [Theory]
    [InlineData(360, 240)]
    [InlineData(660, 280)]
    [InlineData(1060, 300)]
    public void Everything_lies_on_the_paper_and_labels_do_not_touch(double width, double height)
    {
        var labels = Enumerable.Range(1, 90).Select(day => new DateOnly(2026, 1, 1).AddDays(day).ToString("M月d日", CultureInfo.InvariantCulture)).ToList();
        var series = Series(Mark.Bars, [.. Enumerable.Range(1, 90).Select(day => (double?)day * 1000)]);
        var drawing = new TrendChart([series], labels, labels, Write).Draw(new(width, height));

        Assert.All(drawing.Shapes.OfType<BarShape>(), bar => Assert.True(bar.X >= 0 && bar.X + bar.Width <= width && bar.Y >= 0 && bar.Height >= 0));
        var written = drawing.Shapes.OfType<TextShape>().Where(text => text.Anchor is Anchor.Middle).ToList();
        Assert.True(written.Count > 2);
        Assert.All(written.Zip(written.Skip(1)), pair =>
            Assert.True(pair.Second.X - pair.First.X >= (Letters.WidthOf(pair.First.Text) + Letters.WidthOf(pair.Second.Text)) / 2));
        Assert.All(written, text => Assert.InRange(text.X + (Letters.WidthOf(text.Text) / 2), 0, width));
        Assert.Equal(90, drawing.Shapes.OfType<HintShape>().Count());
    }

    [Fact]
    public void A_chart_without_any_value_still_draws_its_frame()
    {
        var drawing = Chart(Series(Mark.Bars, null, null)).Draw(s_extent);

        Assert.Contains(drawing.Shapes, shape => shape.Ink.Role is Role.Axis);
        Assert.Empty(drawing.Shapes.OfType<BarShape>());
    }

    [Fact]
    public void Stacked_parts_add_up_to_the_whole_bar()
    {
        var first = new ChartSeries("a", Mark.Bars, Tone.First, [new(30), new(10)]);
        var second = new ChartSeries("b", Mark.Bars, Tone.Second, [new(10), new(null)]);
        var bars = new StackedBars([first, second], ["1", "2"], Write).Draw(s_extent).Shapes.OfType<BarShape>().ToList();

        Assert.Equal([Tone.First, Tone.Second, Tone.First], bars.Select(bar => bar.Ink.Tone));
        Assert.Equal(bars[0].Y, bars[1].Y + bars[1].Height + 1, 6);
        Assert.Equal(3, (bars[0].Height + 1) / (bars[1].Height + 1), 6);
    }

    [Fact]
    public void A_sparkline_leaves_gaps_open_and_marks_its_end()
    {
        var shapes = new Sparkline([1, 2, null, 4, 3]).Draw(new(80, 24)).Shapes;

        Assert.Equal(2, shapes.OfType<PathShape>().Count());
        Assert.Single(shapes.OfType<DotShape>());
    }

    [Fact]
    public void A_bullet_never_leaves_its_line_and_shows_the_target()
    {
        var shapes = new Bullet(130, 100).Draw(new(200, 12)).Shapes;

        Assert.All(shapes.OfType<BarShape>(), bar => Assert.True(bar.X + bar.Width <= 200));
        Assert.Single(shapes.OfType<PathShape>());
        Assert.Empty(new Bullet(3, null).Draw(new(200, 12)).Shapes.OfType<PathShape>());
    }

    private static List<PathShape> Lines(Drawing drawing) => [.. drawing.Shapes.OfType<PathShape>().Where(path => path.Ink.Role is Role.Line)];

    private static ChartSeries Series(Mark mark, params double?[] values) =>
        new("now", mark, Tone.First, [.. values.Select(value => new ChartPoint(value))]);

    private static TrendChart Chart(params ChartSeries[] series) =>
        new(series, [.. series[0].Points.Select((_, slot) => slot.ToString(CultureInfo.InvariantCulture))], [], Write);

    private static string Write(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
