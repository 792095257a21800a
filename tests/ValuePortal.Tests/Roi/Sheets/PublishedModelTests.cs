using System.Text.Json;
using System.Text.Json.Nodes;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.Sheets;

/// <summary>Every published table becomes a value document, goes in as one, and comes out within what was published.</summary>
public sealed class PublishedModelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_published_table_comes_out_of_its_document()
    {
        using var world = await MakeAsync(startMonth: null);
        var tables = JsonNode.Parse(await File.ReadAllTextAsync(TestData.PathOf("roi", "published-tables.json"), Ct))!.AsArray();
        var compared = 0;
        foreach (var published in tables.Select(table => table!))
        {
            var result = Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(JsonSerializer.SerializeToUtf8Bytes(DocumentOf(published))), Ct));
            foreach (var figure in published["published"]!.AsObject())
            {
                var name = $"{published["id"]} {figure.Key}";
                foreach (var (here, cell) in Here(figure.Key, result.Report).Zip(Cells(figure.Value!)))
                {
                    compared++;
                    var within = figure.Key switch { "roiPercent" => 0.5m, "roi" => 0.005m, "discountedPaybackYears" => 0.0005m, "A5" => 0, "paybackMonthsLessThan" => cell, _ => (decimal)published["tolerance"]! };
                    Assert.True(Math.Abs(here - cell) <= within, $"{name}: published {cell}, here {here}.");
                }
            }
        }

        Assert.True(compared > 30);
    }

    internal static JsonObject DocumentOf(JsonNode published)
    {
        var tables = new JsonArray();
        if (published["rows"] is { } rows)
        {
            // "(A1.prev+A6.prev)*A5.prev; 0 in year 1": what stands behind the semicolon is said for people.
            var formulas = published["formulas"]!.AsObject().Select(formula => (formula.Key, Formula: ((string)formula.Value!).Split(';')[0]));
            tables.Add(Table("A", "benefit", [
                .. rows.AsObject().Select(row => new JsonObject { ["id"] = row.Key, ["unit"] = (decimal)row.Value![0]! > 1 ? "money" : "percent", ["values"] = row.Value.DeepClone() }),
                .. formulas.Select(formula => new JsonObject { ["id"] = formula.Key, ["formula"] = formula.Formula }),
            ]));
        }
        else
        {
            tables.Add(Table("B", "benefit", [new JsonObject { ["id"] = "Bt", ["values"] = published["benefits"]!.DeepClone() }]));
            tables.Add(Table("C", "cost", [new JsonObject { ["id"] = "Ct", ["values"] = published["costs"]!.DeepClone(), ["initial"] = published["initialCost"]!.DeepClone() }]));
        }

        return new JsonObject
        {
            ["version"] = 1,
            ["title"] = (string)published["name"]!,
            ["start_month"] = "2026-01",
            ["years"] = tables[0]!["rows"]!.AsArray().Max(row => row!["values"]?.AsArray().Count ?? 0),
            ["discount_rate"] = published["discountRate"]!.DeepClone(),
            ["tables"] = tables,
        };
    }

    private static JsonObject Table(string id, string kind, JsonArray rows) => new() { ["id"] = id, ["kind"] = kind, ["rows"] = rows };

    private static IEnumerable<decimal> Here(string figure, ValueReport report)
    {
        var (money, flows) = (report.Money!, report.Money!.Flows);
        return figure switch
        {
            "pvCosts" => [money.PresentCosts],
            "pvBenefits" => [money.PresentBenefits],
            "npv" => [money.NetPresentValue],
            "roiPercent" => [flows.ReturnOnInvestment!.Value * 100],
            "roi" => [flows.ReturnOnInvestment!.Value],
            "paybackMonthsLessThan" => [flows.PaybackMonths!.Value],
            "totalCosts" => [money.Years.Sum(year => year.Cost)],
            "totalBenefits" => [money.Years.Sum(year => year.Benefit)],
            "netByYear" => money.Years.Select(year => year.Net),
            "discountedNetByYear" => money.Years.Skip(1).Select(year => year.PresentNet),
            "cumulative" => money.Years.Select(year => year.CumulativePresentNet),
            "discountedPaybackYears" => [flows.DiscountedPaybackMonths!.Value / 12],
            "total" => [report.Tables[0].Initial + report.Tables[0].Amounts.Sum()],
            "pv" => [report.Tables[0].PresentValue],
            _ => report.Tables[0].Table.Rows.Single(row => row.Id == figure).Values,
        };
    }

    private static IEnumerable<decimal> Cells(JsonNode published) => published is JsonArray cells ? cells.Select(cell => (decimal)cell!) : [(decimal)published];
}
