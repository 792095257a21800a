using ValuePortal.Platform.Ui;

namespace ValuePortal.Tests.Platform.Ui;

public sealed class ChangeTests
{
    [Theory]
    [InlineData(100, 112, Direction.Up, 12, 0.12)]
    [InlineData(200, 150, Direction.Down, -50, -0.25)]
    [InlineData(5, 5, Direction.Same, 0, 0.0)]
    [InlineData(0, 0, Direction.Same, 0, null)]
    [InlineData(0, 7, Direction.New, 7, null)]
    [InlineData(-4, -2, Direction.Up, 2, 0.5)]
    public void A_change_has_a_direction_an_amount_and_a_share_unless_there_was_nothing(int then, int now, Direction direction, int absolute, double? relative)
    {
        var change = Change.Between(then, now);

        Assert.Equal(direction, change.Direction);
        Assert.Equal(absolute, change.Absolute);
        Assert.Equal((decimal?)relative, change.Relative);
    }
}
