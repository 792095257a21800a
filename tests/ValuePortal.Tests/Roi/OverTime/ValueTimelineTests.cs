using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Text;
using ValuePortal.Roi;
using ValuePortal.Roi.OverTime;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.OverTime;

public sealed class ValueTimelineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_months_of_a_published_table_end_at_its_published_totals()
    {
        using var world = await MakeAsync(startMonth: null);

        var last = (await PublishedAsync(world, "T1")).Ahead[^1];

        Assert.Equal((new DateOnly(2028, 12, 1), 8_897_602m, 2_004_420m), (last.Month, last.Money!.CumulativeBenefit, last.Money.CumulativeCost));
    }

    /// <summary>The textbook's 42,500 come back at 21,500 a year: after 23.7 months, so in the 24th.</summary>
    [Fact]
    public async Task The_month_in_which_the_cost_comes_back_is_marked()
    {
        using var world = await MakeAsync(startMonth: null);

        var timeline = Timeline(world, await PublishedAsync(world, "T4"));

        Assert.Equal(new DateOnly(2027, 12, 1), timeline.PaysBackIn);
        Assert.Equal(23, Assert.Single(timeline.Chart!.Marks).Slot);
        Assert.Equal(60, timeline.Chart.Labels.Count);
        Assert.Contains("Dec 2027", timeline.Finding, StringComparison.Ordinal);
    }

    /// <summary>Intellum, table A: nothing in the first year, and no costs.</summary>
    [Fact]
    public async Task Value_that_begins_in_the_second_year_is_seen_as_planned()
    {
        using var world = await MakeAsync(startMonth: null);

        var report = await PublishedAsync(world, "T2");
        var timeline = Timeline(world, report);

        Assert.All(report.Months, month => Assert.Equal(0, month.Money!.CumulativeBenefit));
        Assert.Equal(12_943_488, timeline.Chart!.Series.Single(series => series.Planned && series.Points[^1].Value > 0).Points[^1].Value);
        Assert.Null(timeline.PaysBackIn);
        Assert.Empty(timeline.Chart.Marks);
    }

    [Fact]
    public async Task A_model_that_begins_later_is_all_planned_and_one_that_is_over_has_nothing_planned()
    {
        using var later = await MakeAsync("2027-01");
        await later.DriverAsync();
        await later.InvestAsync("8000", "Once", "2027-01");
        var planned = Timeline(later, await later.ReadAsync());
        Assert.All(planned.Series, series => Assert.True(series.Planned));
        Assert.Equal(new DateOnly(2027, 5, 1), planned.PaysBackIn); // 8,000 at 1,687.50 a month: in the fifth
        Assert.NotEmpty(planned.Finding);

        using var over = await MakeAsync("2025-01", years: "1");
        await over.DriverAsync();
        await over.InvestAsync("8000", "Once", "2025-01");
        var report = await over.ReadAsync();
        Assert.Empty(report.Ahead);
        Assert.Equal(new DateOnly(2025, 5, 1), Timeline(over, report).PaysBackIn);
        Assert.DoesNotContain(Timeline(over, report).Series, series => series.Planned);
    }

    [Fact]
    public async Task The_rest_of_the_running_month_is_planned_and_completes_it()
    {
        using var world = await MakeAsync("2026-06");
        await world.DriverAsync();

        var report = await world.ReadAsync();

        // 15 of 30 days of 1,687.50.
        Assert.Equal((843.75m, true), (report.Months[0].Money!.Benefit, report.Months[0].Partial));
        Assert.Equal((843.75m, 1687.50m, true), (report.Ahead[0].Money!.Benefit, report.Ahead[0].Money!.CumulativeBenefit, report.Ahead[0].Partial));
        Assert.Equal(36, Timeline(world, report).Chart!.Labels.Count);
    }

    [Fact]
    public async Task Files_hold_the_rows_of_the_page_and_no_amounts_for_who_sees_none()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        await world.InvestAsync("8000", "Once", "2026-01");
        await world.EntryAsync(driver, "2026-02", level: "14");
        var export = world.Portal.Get<ExportValue>();
        var report = await world.ReadAsync();

        var months = Lines(Done(await export.MonthsAsync(world.Admin, world.Id, ExportFormat.Csv, Ct)));
        Assert.Equal(1 + report.Months.Count + report.Ahead.Count, months.Count);
        Assert.Equal("2026-01-01,whole month,83.3333,83.3333,1687.5,8000,1687.5,8000", months[1]);
        var drivers = Lines(Done(await export.DriversAsync(world.Admin, world.Id, ExportFormat.Csv, Ct)));
        Assert.Equal(1 + report.Months.Count, drivers.Count);
        Assert.Equal("Minutes saved per ticket,minutes per ticket,2026-02-01,whole month,1000,14,2026-02-01,66.6667,1350,1687.5,Measured", drivers[2]);

        var member = TestPortal.MemberOf(world.Id);
        Assert.All(Lines(Done(await export.MonthsAsync(member, world.Id, ExportFormat.Csv, Ct))), line => Assert.Equal(4, line.Split(',').Length));
        Assert.DoesNotContain("1350", string.Join('\n', Lines(Done(await export.DriversAsync(member, world.Id, ExportFormat.Csv, Ct)))), StringComparison.Ordinal);
        Assert.IsType<Refusal.NotAllowed>(Refused(await export.TablesAsync(member, world.Id, ExportFormat.Xlsx, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await export.MonthsAsync(TestPortal.AdminOf(Guid.CreateVersion7(FixedClock.Monday)), world.Id, ExportFormat.Csv, Ct)));
    }

    [Fact]
    public async Task The_file_of_tables_has_every_row_in_every_period_and_what_counts()
    {
        using var world = await MakeAsync(startMonth: null);
        await PublishedAsync(world, "T2");

        var lines = Lines(Done(await world.Portal.Get<ExportValue>().TablesAsync(world.Admin, world.Id, ExportFormat.Csv, Ct)));

        Assert.Equal(1 + (10 * 3), lines.Count); // nine rows and what counts, three years
        Assert.Contains(lines, line => line.StartsWith("A,,A6,,money,", StringComparison.Ordinal) && line.Contains(",3,2028-01-01,90828000", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(",Counts,", StringComparison.Ordinal) && line.Contains(",3,2028-01-01,8719488", StringComparison.Ordinal));
    }

    private static ValueTimeline Timeline(ValueWorld world, ValueReport report) => new(
        report, world.Portal.Get<IStringLocalizer<OverTimeWords>>(), world.Portal.Get<IStringLocalizer<RoiWords>>(), world.Portal.Get<Days>());

    private static async Task<ValueReport> PublishedAsync(ValueWorld world, string id)
    {
        var tables = JsonNode.Parse(await File.ReadAllTextAsync(TestData.PathOf("roi", "published-tables.json"), Ct))!.AsArray();
        var document = PublishedModelTests.DocumentOf(tables.Single(table => (string?)table!["id"] == id)!);
        return Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(JsonSerializer.SerializeToUtf8Bytes(document)), Ct)).Report;
    }

    /// <summary>The lines of a file, numbers without the zeros at their end: how many there are is the database's.</summary>
    private static List<string> Lines(WriteExport.File file) =>
    [
        .. System.Text.Encoding.UTF8.GetString(file.Content).TrimStart('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(',', line.TrimEnd('\r').Split(',').Select(cell =>
                decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : cell))),
    ];
}
