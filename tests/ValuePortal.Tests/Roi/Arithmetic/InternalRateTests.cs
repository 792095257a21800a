using ValuePortal.Roi.Arithmetic;

namespace ValuePortal.Tests.Roi.Arithmetic;

public sealed class InternalRateTests
{
    [Theory]
    [InlineData(new[] { -100.0, 110 }, 0.1)]
    [InlineData(new[] { -100.0, 0, 121 }, 0.1)]
    [InlineData(new[] { -42500.0, 21500, 21500, 21500, 21500, 21500 }, 0.41748)]
    [InlineData(new[] { -70000.0, 12000, 15000, 18000, 21000, 26000 }, 0.086631)] // the example of the spreadsheet function IRR
    [InlineData(new[] { -70000.0, 12000, 15000, 18000, 21000 }, -0.021245)] // the same over four years
    [InlineData(new[] { -100.0, 50 }, -0.5)]
    public void One_rate_makes_the_present_value_nothing(double[] flows, double rate) =>
        Assert.Equal((decimal)rate, Assert.Single(InternalRate.Of([.. flows.Select(flow => (decimal)flow)])));

    [Theory]
    [InlineData(new double[] { }, new double[] { })]
    [InlineData(new[] { 0.0, 0, 0 }, new double[] { })]
    [InlineData(new[] { 100.0, 100 }, new double[] { })]
    [InlineData(new[] { -100.0, -5 }, new double[] { })]
    [InlineData(new[] { 1000.0, -3000, 2500 }, new double[] { })] // Brealey, Myers, Allen: no internal rate
    [InlineData(new[] { -1000.0, 800, 1000, 1300, -2200 }, new[] { 0.066049, 0.365453 })]
    [InlineData(new[] { -100.0, 230, -132 }, new[] { 0.1, 0.2 })]
    [InlineData(new[] { -100.0, 220, -121 }, new[] { 0.1 })] // touches zero without crossing it
    public void None_or_several_are_said_to_be_so(double[] flows, double[] rates) =>
        Assert.Equal(rates.Select(rate => (decimal)rate), InternalRate.Of([.. flows.Select(flow => (decimal)flow)]));

    [Fact]
    public void At_each_rate_found_the_present_value_is_nothing_and_nothing_is_infinite()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            decimal[] flows = [.. Enumerable.Range(0, random.Next(1, 21)).Select(_ => decimal.Round((decimal)(random.NextDouble() - 0.4) * 1_000_000, 2))];
            foreach (var rate in InternalRate.Of(flows))
            {
                // A rate is told to six places: the present value changes its sign within a step around it, or touches nothing there.
                var (below, above) = (PresentAt(flows, rate - 0.000001m), PresentAt(flows, rate + 0.000001m));
                Assert.True(Math.Sign(below) != Math.Sign(above) || Math.Min(Math.Abs(below), Math.Abs(above)) < 1_000, $"{string.Join(", ", flows)} at {rate}: {below} and {above}");
            }
        }
    }

    [Theory]
    [InlineData(new[] { 0.335, 0.335, 0.33 }, new[] { 0.34, 0.33, 0.33 })]
    [InlineData(new[] { 0.333, 0.333, 0.334 }, new[] { 0.33, 0.33, 0.34 })]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 1.0, 2, 3 })]
    [InlineData(new[] { -0.335, -0.335 }, new[] { -0.33, -0.34 })]
    [InlineData(new double[] { }, new double[] { })]
    public void Rounded_parts_add_up_to_the_rounded_sum(double[] parts, double[] rounded)
    {
        var result = Apportion.Round([.. parts.Select(part => (decimal)part)], 2);
        Assert.Equal(decimal.Round(parts.Sum(part => (decimal)part), 2, MidpointRounding.AwayFromZero), result.Sum());
        Assert.Equal(rounded.Select(part => (decimal)part).Order(), result.Order());
    }

    private static double PresentAt(decimal[] flows, decimal rate) => flows.Select((flow, year) => (double)flow / Math.Pow(1 + (double)rate, year)).Sum();
}
