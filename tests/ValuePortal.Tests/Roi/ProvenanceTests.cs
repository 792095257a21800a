using ValuePortal.Roi;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Provenance;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>Each total of the page of value is the one its own page takes apart.</summary>
public sealed class ProvenanceTests
{
    [Fact]
    public async Task Parts_of_every_total_add_up_to_what_the_page_of_value_shows()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var other = Tickets();
        (other.Name, other.UnitValue, other.Share) = ("Calls", "33.33", "47.7");
        await world.DriverAsync(other);
        await world.EntryAsync(driver, "2026-03", "14.37");
        await world.EntryAsync(driver, "2026-05", "13.9");
        await world.InvestAsync("8000", "Once", "2026-01");
        await world.InvestAsync("6000.01", "Yearly", "2026-01");
        var report = await world.ReadAsync();
        var money = report.Money!;

        decimal Of(string metric) => Sum.Of(metric, report)!.Value!.Value;

        Assert.Equal(
            [money.Benefit, money.Confirmed, money.Measured, money.Estimated, money.Disputed, money.Target, money.Cost, money.Net, money.NetPresentValue],
            new[] { "roi.benefit", "roi.confirmed_benefit", "roi.measured_benefit", "roi.estimated_benefit", "roi.disputed_benefit", "roi.target_benefit", "roi.cost", "roi.net_benefit", "roi.npv" }
                .Select(Of));
        Assert.Equal(report.HoursSaved!.Value, Of(RoiMetrics.HoursSaved.Id), 3);
        Assert.Equal(money.NetPresentValue / money.PresentCosts, Of(RoiMetrics.Roi.Id), 4);
        Assert.Equal(money.Years.Sum(year => year.PresentBenefit), Of(SheetMetrics.PresentBenefits.Id));

        // Months add up to the driver, and each figure a part names has a page of its own.
        Assert.All(report.Drivers, line => Assert.Equal(line.Money!.Benefit, line.Months.Sum(month => month.Benefit)));
        Assert.All(
            Sum.All.Select(metric => Sum.Of(metric.Id, report)).SelectMany(sum => sum!.Parts),
            part => Assert.True(FigureKey.TryParse(part.Figure, out _) || Sum.Of(part.Figure!, report) is not null));
    }

    [Fact]
    public async Task Without_the_right_to_see_money_there_are_hours_alone()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();
        var report = await world.ReadAsync(TestPortal.MemberOf(world.Id));

        Assert.Equal([RoiMetrics.HoursSaved], Sum.All.Select(metric => Sum.Of(metric.Id, report)).OfType<Sum>().Select(sum => sum.Metric));
    }
}
