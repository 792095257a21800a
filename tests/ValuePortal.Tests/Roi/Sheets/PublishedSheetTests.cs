using System.Text.Json;
using System.Text.Json.Nodes;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.Sheets;

/// <summary>Sheets that others published with their results: 3 and 5 years, from −2 % to a payback inside the first year.</summary>
public sealed class PublishedSheetTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>powcoder.com/2021/11/17, "Sheet1": 8 %, ROI 112.0 %, paid back during the first year.</summary>
    [Fact]
    public async Task A_sheet_of_three_years_that_pays_back_within_the_first()
    {
        var money = await WorkOutAsync(0.08m, 140_000, [200_000, 200_000, 200_000], [40_000, 40_000, 40_000]);

        Assert.Equal((515_419m, 243_084m), (Whole(money.PresentBenefits), Whole(money.PresentCosts)));
        Assert.InRange(money.NetPresentValue, 272_335m, 272_337m);
        Assert.Equal(1.120m, decimal.Round(money.Flows.ReturnOnInvestment!.Value, 3));
        Assert.Equal([-140_000m, 8_148m, 145_322m, 272_336m], money.Years.Select(year => Whole(year.CumulativePresentNet)));
        Assert.InRange(money.Flows.PaybackMonths!.Value, 0, 12);
        Assert.InRange(money.Flows.DiscountedPaybackMonths!.Value, money.Flows.PaybackMonths.Value, 12);
    }

    /// <summary>coursehero.com/file/12122276, "Cost Benefit Analysis Spreadsheet For NOVA": 12 %, five years.</summary>
    [Fact]
    public async Task A_sheet_of_five_years()
    {
        var money = await WorkOutAsync(0.12m, 30_000, Five(60_000), Five(25_000));

        Assert.Equal((216_287m, 120_119m, 96_167m), (Whole(money.PresentBenefits), Whole(money.PresentCosts), Whole(money.NetPresentValue)));
        Assert.Equal(0.80m, decimal.Round(money.Flows.ReturnOnInvestment!.Value, 2));
        Assert.Equal([-30_000m, 31_250m, 27_902m, 24_912m, 22_243m, 19_860m], money.Years.Select(year => Whole(year.PresentNet)));
    }

    /// <summary>The examples of Microsoft's pages on NPV and IRR in Excel: one change of sign, one rate; after four years it is below zero.</summary>
    [Fact]
    public async Task Net_present_value_and_internal_rate_as_excel_documents_them()
    {
        Assert.Equal(1_922.06m, (await WorkOutAsync(0.08m, 40_000, [8_000, 9_200, 10_000, 12_000, 14_500])).NetPresentValue);
        Assert.Equal(0.087m, decimal.Round((await WorkOutAsync(0, 70_000, [12_000, 15_000, 18_000, 21_000, 26_000])).Flows.InternalRates.Single(), 3));

        var four = await WorkOutAsync(0, 70_000, [12_000, 15_000, 18_000, 21_000]);
        Assert.Equal(-0.021m, decimal.Round(four.Flows.InternalRates.Single(), 3));
        Assert.Null(four.Flows.PaybackMonths);
    }

    /// <summary>At 100 % each year is worth half of the one before; at 0 % all of it.</summary>
    [Theory]
    [InlineData(0, 300, 100)]
    [InlineData(1, 87.5, 46.88)]
    public async Task The_discount_rate_may_be_nothing_and_everything(double rate, double benefits, double costs)
    {
        var money = await WorkOutAsync((decimal)rate, 25, [100, 100, 100], [25, 25, 25]);

        Assert.Equal(((decimal)benefits, (decimal)costs), (money.PresentBenefits, money.PresentCosts));
    }

    /// <summary>A grant at the start above all costs: nothing is paid, so that there is no ratio, and nothing has to come back.</summary>
    [Fact]
    public async Task Where_more_comes_back_than_is_paid_there_is_no_ratio_and_payback_is_at_once()
    {
        var money = await WorkOutAsync(0.1m, -100, [0, 6], [5, 0]);

        Assert.Equal(((decimal?)null, (decimal?)null, (decimal?)0m, (decimal?)0m), (money.Flows.ReturnOnInvestment, money.Flows.BenefitCostRatio, money.Flows.PaybackMonths, money.Flows.DiscountedPaybackMonths));
        Assert.True(money.NetPresentValue > 95);
    }

    private static decimal Whole(decimal amount) => decimal.Round(amount, 0, MidpointRounding.AwayFromZero);

    private static decimal[] Five(decimal amount) => [.. Enumerable.Repeat(amount, 5)];

    private static async Task<ValueMoney> WorkOutAsync(decimal rate, decimal initial, decimal[] benefits, decimal[]? costs = null)
    {
        using var world = await MakeAsync(startMonth: null);
        var document = new JsonObject
        {
            ["version"] = 1,
            ["start_month"] = "2026-01",
            ["years"] = benefits.Length,
            ["discount_rate"] = rate,
            ["tables"] = new JsonArray(
                Table("B", "benefit", benefits, null),
                Table("C", "cost", costs ?? new decimal[benefits.Length], initial)),
        };
        return Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(JsonSerializer.SerializeToUtf8Bytes(document), DryRun: true), Ct)).Report.Money!;
    }

    private static JsonObject Table(string id, string kind, decimal[] values, decimal? initial) => new()
    {
        ["id"] = id,
        ["kind"] = kind,
        ["rows"] = new JsonArray(new JsonObject { ["id"] = id + "t", ["values"] = new JsonArray([.. values.Select(value => (JsonNode)value)]), ["initial"] = initial ?? 0 }),
    };
}
