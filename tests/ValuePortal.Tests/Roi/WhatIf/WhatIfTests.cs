using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Sheets;
using ValuePortal.Roi.WhatIf;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.WhatIf;

public sealed class WhatIfTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The expected figures are calculated by <c>sensitivities.py</c>, from the published numbers and without the product.</summary>
    [Fact]
    public async Task Published_cash_flows_move_as_they_do_when_calculated_elsewhere()
    {
        using var world = await MakeAsync(startMonth: null);
        var elsewhere = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "ValuePortal.Tests", "Roi", "WhatIf", "sensitivities.json"), Ct))!;
        foreach (var published in JsonNode.Parse(await File.ReadAllTextAsync(TestData.PathOf("roi", "published-tables.json"), Ct))!.AsArray())
        {
            Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(JsonSerializer.SerializeToUtf8Bytes(PublishedModelTests.DocumentOf(published!))), Ct));
            var results = (await AskAsync(world)).Results!;
            var expected = elsewhere[(string)published!["id"]!]!;
            if (published["rows"] is not null)
            {
                foreach (var row in expected.AsObject())
                {
                    AssertBar(row.Value!, results, "row-" + row.Key);
                }

                continue;
            }

            AssertBar(expected["benefits"]!, results, "row-Bt");
            AssertBar(expected["costs"]!, results, "row-Ct");
            AssertBar(expected["rate"]!, results, "rate");
            Assert.Equal(Number(expected["worst"]), results.Low!.NetPresentValue);
            Assert.Equal(Number(expected["best"]), results.High!.NetPresentValue);
            Near(Number(expected["break_even"]!["benefits"])!.Value, Bar(results, "row-Bt").Edge!.Below!.Value, 0.0001m);
            Near(Number(expected["break_even"]!["costs"])!.Value, Bar(results, "row-Ct").Edge!.Above!.Value, 0.0001m);
            Near(Number(expected["break_even"]!["rate"]) ?? 9, Bar(results, "rate").Edge!.Above ?? 9, 0.0001m);
            Assert.Null(Bar(results, "row-Bt").Edge!.Above);
        }
    }

    /// <summary>METRICS 2.2. By hand: NPV = 50,358.75 × share ÷ 50 % − 22,921.11, so it is nothing at a share of 22.758 %.</summary>
    [Fact]
    public async Task A_driver_breaks_even_where_the_worked_example_does()
    {
        using var world = await WorkedExampleAsync();

        var report = await AskAsync(world);
        var share = Bar(report.Results!, "share-");

        Assert.Equal(27437.64m, report.InModel!.NetPresentValue);
        Assert.Equal(report.InModel, report.Results!.Expected);
        Near(22921.11m / 50358.75m * 0.5m, share.Edge!.Below!.Value, 0.0001m);
        Assert.Null(share.Edge.Above);
        Assert.Equal(0.4m, share.Line.Low);
        Assert.Equal(17365.89m, share.AtLow); // 50,358.75 × 0.8 − 22,921.11
        Near(17033.08m, Bar(report.Results, "cost-", "Yearly").Edge!.Above!.Value, 0.06m); // (50,358.75 − 8,000) ÷ 2.486852
    }

    [Fact]
    public async Task What_is_changed_counts_and_what_was_measured_stays()
    {
        using var world = await WorkedExampleAsync();
        var key = Key(await AskAsync(world), "share-");

        var changed = await AskAsync(world, $"{key}~~30~");

        // By hand: 20,250 × 0.6 = 12,150 a year; 12,150 × 2.486852 − 22,921.11; 8,000 ÷ (12,150 − 6,000) × 12.
        Assert.Equal(7294.14m, changed.Results!.Expected.NetPresentValue);
        Near(15.6098m, changed.Results.Expected.PaybackMonths!.Value, 0.0001m);
        Assert.Equal(27437.64m, changed.InModel!.NetPresentValue);
        Assert.Equal(27437.64m, (await world.ReadAsync()).Money!.NetPresentValue);
    }

    [Fact]
    public async Task Another_level_than_the_target_counts_where_none_was_measured_and_else_in_the_months_ahead()
    {
        using var world = await WorkedExampleAsync();
        var key = Key(await AskAsync(world), "level-");

        // 18 − 14 is four fifths of 18 − 13: the benefit of the worked example times 0.8.
        Assert.Equal(17365.89m, (await AskAsync(world, $"{key}~~14~")).Results!.Expected.NetPresentValue);

        var driver = (await world.ReadAsync()).Drivers.Single().Id;
        await world.EntryAsync(driver, "2026-05", "13");
        var measured = await AskAsync(world, $"{key}~~18~");

        // The five months that were are worth 1,687.50 each, at the end of the first year; nothing comes after them.
        Assert.Equal(decimal.Round(5 * 1687.5m / 1.1m, 2) - 22921.11m, measured.Results!.Expected.NetPresentValue);
    }

    [Fact]
    public async Task Counted_months_are_no_assumption()
    {
        using var world = await MakeAsync(years: "1");
        await world.DriverAsync(ByUsage());
        await world.UseAsync("2026-01-10", 100);
        await world.UseAsync("2026-02-10", 100);
        var key = Key(await AskAsync(world), "times-");

        var none = await AskAsync(world, $"{key}~~0~");

        // 1,000 a month are expected where nothing was counted; the 200 that were are worth 5 × 10 each, at the end of the year.
        Assert.Equal(decimal.Round(200 * 50m / 1.1m, 2), none.Results!.Expected.NetPresentValue);
    }

    [Theory]
    [InlineData("10", null, "PaysAlways")]
    [InlineData("10", "100000000", "PaysNever")]
    [InlineData("0", "10", "PaysNever")]
    [InlineData("0", null, "ComesToNothing")]
    public async Task A_model_that_always_or_never_pays_says_so(string unitValue, string? cost, string verdict)
    {
        using var world = await MakeAsync();
        var driver = ByUsage();
        (driver.Source, driver.Measure, driver.UnitValue) = ("Agreed", null, unitValue);
        await world.DriverAsync(driver);
        if (cost is not null)
        {
            await world.InvestAsync(cost, "Once", "2026-01");
        }

        var report = await AskAsync(world);
        var words = world.Portal.Get<Microsoft.Extensions.Localization.IStringLocalizer<WhatIfWords>>();

        Assert.Equal(words[verdict], new WhatIfText(report, words).Verdict(report.Results!));
        Assert.Equal(cost is not null, report.Results!.Expected.Return is not null);
        Assert.Null(report.Results.Expected.PaybackMonths);
        Assert.All(report.Results.Sensitivities.Where(bar => bar.Edge is not null), bar => Assert.NotEmpty(new WhatIfText(report, words).Edge(bar, report.Results.Pays)));
    }

    [Fact]
    public async Task What_cannot_be_calculated_at_an_end_is_a_gap()
    {
        using var world = await MakeAsync(startMonth: null);
        Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new("""
            {"version":1,"start_month":"2026-01","years":2,"discount_rate":0.1,"tables":[{"id":"A","kind":"benefit","rows":[
              {"id":"A1","unit":"money","value":100},{"id":"A2","value":2},{"id":"A3","value":7},{"id":"At","unit":"money","formula":"A1/A2"}]}]}
            """u8.ToArray()), Ct));

        var report = await AskAsync(world, "row-A2~0~~");
        var bar = Bar(report.Results!, "row-A2");

        Assert.Null(bar.AtLow);
        Assert.Equal(72.32m, bar.AtHigh); // 100 ÷ 2.4 = 41.67; 41.67 ÷ 1.1 + 41.67 ÷ 1.21
        Assert.DoesNotContain(report.Lines, line => line.Assumption.Key == "row-A3"); // nothing rests on it
        Assert.Null((await AskAsync(world, "row-A2~0~0~")).Results);
    }

    [Fact]
    public async Task Wrong_numbers_are_told_beside_their_field()
    {
        using var world = await WorkedExampleAsync();
        var (share, times) = (Key(await AskAsync(world), "share-"), Key(await AskAsync(world), "times-"));

        var report = await AskAsync(world, $"{share}~60~50~", $"{times}~~many~", "rate~~~101", "row-Z9~1~2~3");

        Assert.Null(report.Results);
        Assert.True(report.Unknown);
        Assert.NotNull(report.Lines.Single(line => line.Assumption.Key == share).Wrong.Low);
        Assert.NotNull(report.Lines.Single(line => line.Assumption.Key == times).Wrong.Expected);
        Assert.NotNull(report.Lines.Single(line => line.Assumption.Key == "rate").Wrong.High);
    }

    [Fact]
    public async Task Only_who_sees_amounts_asks_and_only_about_their_own_company()
    {
        using var world = await WorkedExampleAsync();
        var read = world.Portal.Get<ReadWhatIf>();

        Assert.IsType<Refusal.NotAllowed>(Refused(await read.RunAsync(TestPortal.MemberOf(world.Id), world.Id, WhatIfChoice.None, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await read.RunAsync(TestPortal.AdminOf(Guid.CreateVersion7(FixedClock.Monday)), world.Id, WhatIfChoice.None, Ct)));
    }

    [Fact]
    public async Task An_address_holds_only_what_differs()
    {
        using var world = await WorkedExampleAsync();
        var report = await AskAsync(world);
        var share = Key(report, "share-");
        var typed = report.Lines.ToDictionary(line => line.Assumption.Key + ".Expected", line => (string?)line.Assumption.Write(line.Assumption.InModel));
        var change = world.Portal.Get<ChangeWhatIf>();

        typed["spread"] = "20";
        Assert.Equal("value/what-if", Done(await change.RunAsync(world.Admin, world.Id, typed, Ct)));

        typed[share + ".Low"] = " 1~0 ";
        var address = Done(await change.RunAsync(world.Admin, world.Id, typed, Ct));
        Assert.Equal($"value/what-if?a={share}~1%200~~", address);
        Assert.NotNull((await AskAsync(world, Uri.UnescapeDataString(address.Split('=')[1]))).Lines.Single(line => line.Assumption.Key == share).Wrong.Low);
    }

    private static async Task<ValueWorld> WorkedExampleAsync()
    {
        var world = await MakeAsync();
        await world.DriverAsync();
        await world.InvestAsync("8000", "Once", "2026-01");
        await world.InvestAsync("6000", "Yearly", "2026-01");
        return world;
    }

    private static ValuePortal.Roi.Desk.SaveDriver.Input ByUsage() => new()
    {
        Name = "Fewer mistakes",
        Kind = "CostAvoided",
        Unit = "mistakes",
        Baseline = "10",
        Target = "5",
        UnitValue = "10",
        Source = "Usage",
        Measure = "Events",
        ExpectedPerMonth = "1000",
    };

    private static async Task<WhatIfReport> AskAsync(ValueWorld world, params string[] assumptions)
    {
        var report = Done(await world.Portal.Get<ReadWhatIf>().RunAsync(world.Admin, world.Id, WhatIfChoice.Read(null, assumptions), Ct));
        Assert.NotNull(report);
        return report;
    }

    private static string Key(WhatIfReport report, string start) => report.Lines.First(line => line.Assumption.Key.StartsWith(start, StringComparison.Ordinal)).Assumption.Key;

    private static Sensitivity Bar(WhatIfResults results, string start, string? subject = null) => results.Sensitivities.Single(bar =>
        bar.Line.Assumption.Key.StartsWith(start, StringComparison.Ordinal) && (subject is null || bar.Line.Assumption.Subject!.StartsWith(subject, StringComparison.Ordinal)));

    private static void AssertBar(JsonNode expected, WhatIfResults results, string key)
    {
        var bar = Bar(results, key);
        Assert.Equal((Number(expected[0]), Number(expected[1]), Number(expected[2])), (bar.AtLow, results.Expected.NetPresentValue, bar.AtHigh));
    }

    private static void Near(decimal expected, decimal here, decimal within) => Assert.True(Math.Abs(expected - here) <= within, $"Elsewhere {expected}, here {here}.");

    private static decimal? Number(JsonNode? text) => text is null ? null : decimal.Parse((string)text!, CultureInfo.InvariantCulture);
}
