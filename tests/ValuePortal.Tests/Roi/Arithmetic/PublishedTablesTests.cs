using System.Text.Json;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Roi.Arithmetic;

/// <summary>Every table of the published ones that is a cash flow, as it lies in the file.</summary>
public sealed class PublishedTablesTests
{
    [Fact]
    public void Every_published_cash_flow_comes_out()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.PathOf("roi", "published-tables.json")));
        var seen = 0;
        foreach (var table in file.RootElement.EnumerateArray().Where(table => table.TryGetProperty("benefits", out _)))
        {
            seen++;
            var flows = new CashFlows(
                table.GetProperty("discountRate").GetDecimal(), table.GetProperty("initialCost").GetDecimal(), Numbers(table, "benefits"), Numbers(table, "costs"));
            var name = table.GetProperty("id").GetString()!;
            var tolerance = table.GetProperty("tolerance").GetDecimal();
            foreach (var figure in table.GetProperty("published").EnumerateObject())
            {
                Check(name, figure, flows, tolerance);
            }
        }

        Assert.NotEqual(0, seen);
    }

    [Fact]
    public void The_published_benefit_of_retention_comes_out()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.PathOf("roi", "published-tables.json")));
        var table = file.RootElement.EnumerateArray().Single(table => table.GetProperty("id").GetString() == "T2");
        var published = table.GetProperty("published");
        var margin = new DriverBenefit(1, table.GetProperty("rows").GetProperty("A7")[0].GetDecimal(), 1, table.GetProperty("riskAdjustment").GetDecimal());
        decimal[] benefits = [.. Numbers(published, "A6").Select(gained => margin.Of(1, gained))];

        Assert.All(Numbers(published, "Atr").Zip(benefits), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
        Assert.InRange(PresentValue.Of(table.GetProperty("discountRate").GetDecimal(), benefits) - published.GetProperty("pv").GetDecimal(), -1, 1);
    }

    private static void Check(string table, JsonProperty published, CashFlows flows, decimal tolerance)
    {
        (decimal Expected, decimal Computed, decimal Tolerance)[] pairs = published.Name switch
        {
            "pvCosts" => [(published.Value.GetDecimal(), flows.PresentCosts, tolerance)],
            "pvBenefits" => [(published.Value.GetDecimal(), flows.PresentBenefits, tolerance)],
            "npv" => [(published.Value.GetDecimal(), flows.NetPresentValue, tolerance)],
            "roiPercent" => [(published.Value.GetDecimal(), flows.ReturnOnInvestment!.Value * 100, 0.5m)],
            "roi" => [(published.Value.GetDecimal(), flows.ReturnOnInvestment!.Value, 0.005m)],
            "paybackMonthsLessThan" => [(published.Value.GetDecimal(), flows.PaybackMonths!.Value, published.Value.GetDecimal())],
            "totalCosts" => [(published.Value.GetDecimal(), flows.InitialCost + flows.Costs.Sum(), tolerance)],
            "totalBenefits" => [(published.Value.GetDecimal(), flows.Benefits.Sum(), tolerance)],
            "netByYear" => Pairs(published.Value, [-flows.InitialCost, .. flows.NetByYear], tolerance),
            "discountedNetByYear" => Pairs(published.Value, flows.DiscountedNetByYear, tolerance),
            "cumulative" => Pairs(published.Value, Cumulative([-flows.InitialCost, .. flows.DiscountedNetByYear]), tolerance),
            "discountedPaybackYears" => [(published.Value.GetDecimal(), flows.DiscountedPaybackMonths!.Value / 12, 0.0005m)],
            _ => throw new NotSupportedException($"{table} publishes {published.Name}, which is not compared."),
        };
        Assert.All(pairs, pair => Assert.True(
            Math.Abs(pair.Expected - pair.Computed) <= pair.Tolerance, $"{table} {published.Name}: published {pair.Expected}, computed {pair.Computed}."));
    }

    private static (decimal, decimal, decimal)[] Pairs(JsonElement published, IReadOnlyList<decimal> computed, decimal tolerance)
    {
        Assert.Equal(published.GetArrayLength(), computed.Count);
        return [.. published.EnumerateArray().Select(cell => cell.GetDecimal()).Zip(computed, (cell, value) => (cell, value, tolerance))];
    }

    private static List<decimal> Cumulative(IReadOnlyList<decimal> flows)
    {
        var sum = 0m;
        return [.. flows.Select(flow => sum += flow)];
    }

    private static List<decimal> Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(cell => cell.GetDecimal())];
}
