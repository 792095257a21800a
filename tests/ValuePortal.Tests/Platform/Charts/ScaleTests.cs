using ValuePortal.Platform.Charts;

namespace ValuePortal.Tests.Platform.Charts;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(7, 8, 2)]
    [InlineData(118, 125, 25)]
    [InlineData(2382, 2500, 500)]
    [InlineData(100, 100, 25)]
    [InlineData(1018, 1250, 250)]
    [InlineData(148570, 150000, 50000)]
    [InlineData(double.NaN, 1, 1)]
    public void Ticks_are_round_and_hold_the_highest_value(double max, double top, double step)
    {
        var scale = Scale.For(max);

        Assert.Equal(top, scale.Top);
        Assert.Equal(0, scale.Ticks[0]);
        Assert.Equal(step, scale.Ticks[1]);
        Assert.Equal(top, scale.Ticks[^1]);
    }

    [Fact]
    public void A_share_may_have_ticks_below_one()
    {
        Assert.Equal([0, 0.25, 0.5, 0.75], Scale.For(0.7, wholeOnly: false).Ticks.Select(tick => Math.Round(tick, 6)));
    }

    [Fact]
    public void Zero_lies_at_the_bottom_and_the_top_at_the_top()
    {
        var scale = Scale.For(200);

        Assert.Equal(274, scale.Place(0, bottom: 274, top: 10));
        Assert.Equal(10, scale.Place(200, bottom: 274, top: 10));
        Assert.Equal(142, scale.Place(100, bottom: 274, top: 10));
    }
}
