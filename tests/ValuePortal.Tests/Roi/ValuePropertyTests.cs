using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform.Text;
using ValuePortal.Roi;
using ValuePortal.Roi.OverTime;
using ValuePortal.Roi.Pages;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;
using ValuePortal.Roi.WhatIf;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>What holds for every model: made by chance, from a seed that is named when it fails.</summary>
public sealed class ValuePropertyTests
{
    private const int Models = 60;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    public async Task What_is_shown_adds_up_to_the_totals_that_are_shown(string currency, int places)
    {
        using var world = await MakeAsync(startMonth: null);
        await SetCurrencyAsync(world, currency);
        for (var seed = 1; seed <= Models; seed++)
        {
            var report = await WorkOutAsync(world, seed);
            var money = report.Money!;
            var last = report.Months.Count == 0 ? new MonthMoney(0, 0, 0, 0) : report.Months[^1].Money!;
            var end = report.Months.Concat(report.Ahead).Last(month => month.Month == report.Start.AddYears(report.HorizonYears).AddMonths(-1)).Money!;
            (string What, decimal Sum, decimal Total)[] sums =
            [
                ("drivers and tables", report.Drivers.Sum(line => line.Money?.Benefit ?? 0) + report.Tables.Where(line => line.Table.Kind is SheetKind.Benefit).Sum(line => line.ToDate), money.Benefit),
                ("months", report.Months.Sum(month => month.Money!.Benefit), money.Benefit),
                ("cumulative benefit", last.CumulativeBenefit, money.Benefit),
                ("costs", money.Investments.Sum(line => line.ToDate) + report.Tables.Where(line => line.Table.Kind is SheetKind.Cost).Sum(line => line.ToDate), money.Cost),
                ("months of cost", report.Months.Sum(month => month.Money!.Cost), money.Cost),
                ("cumulative cost", last.CumulativeCost, money.Cost),
                ("measured and estimated", money.Measured + money.Estimated, money.Benefit),
                ("benefits of years", money.Years.Sum(year => year.Benefit), end.CumulativeBenefit),
                ("costs of years", money.Years.Sum(year => year.Cost), end.CumulativeCost),
                ("present benefits", money.Years.Sum(year => year.PresentBenefit), decimal.Round(money.Flows.PresentBenefits, places, MidpointRounding.AwayFromZero)),
                ("present costs", money.Years.Sum(year => year.PresentCost), decimal.Round(money.Flows.PresentCosts, places, MidpointRounding.AwayFromZero)),
                ("net present value", money.Years.Sum(year => year.PresentNet), money.NetPresentValue),
                ("cumulative present net", money.Years[^1].CumulativePresentNet, money.NetPresentValue),
            ];
            Assert.All(sums, sum => Assert.True(sum.Sum == sum.Total, $"Seed {seed}, {currency}, {sum.What}: {sum.Sum} is shown, {sum.Total} in all."));
            Assert.All(
                report.Months.Concat(report.Ahead).SelectMany(month => new[] { month.Money!.Benefit, month.Money.Cost }).Concat(money.Years.SelectMany(year => new[] { year.PresentBenefit, year.PresentCost })),
                amount => Assert.True(amount == decimal.Round(amount, places), $"Seed {seed}: {amount} has more than {places} decimals."));
        }
    }

    [Fact]
    public async Task No_language_shows_what_is_no_number_and_no_model_has_two_answers()
    {
        using var world = await MakeAsync(startMonth: null);
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            foreach (var language in Languages.Codes)
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                for (var seed = 1; seed <= Models; seed++)
                {
                    var report = await WorkOutAsync(world, seed, store: true);
                    var (one, other) = (await AskAsync(world), await AskAsync(world));
                    Assert.Equal(one.Results!.Sensitivities, other.Results!.Sensitivities);
                    Assert.Equal(report.Money!.NetPresentValue, one.InModel!.NetPresentValue);
                    Assert.Equal((one.Results.Expected, one.Results.Low, one.Results.High), (other.Results.Expected, other.Results.Low, other.Results.High));
                    Assert.All(Said(world, report, one), said => Assert.True(
                        said.Length > 0 && !said.Contains("NaN", StringComparison.Ordinal) && !said.Contains('∞', StringComparison.Ordinal) && !said.Contains('{', StringComparison.Ordinal),
                        $"Seed {seed}, {language}: {said}"));
                }
            }
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    /// <summary>1,687.50 a month, as METRICS 2.2 has it.</summary>
    [Theory]
    [InlineData("2024-02-28T12:00:00Z", "1629.31")] // 28 of 29 days
    [InlineData("2024-02-29T12:00:00Z", "1687.50")]
    [InlineData("2025-02-28T12:00:00Z", "21937.50")] // thirteen months
    [InlineData("2028-02-29T23:59:59Z", "82687.50")] // forty-nine
    public async Task A_model_may_begin_in_a_february_of_29_days(string now, string benefit)
    {
        using var world = await MakeAsync("2024-02", years: "5");
        await world.DriverAsync();
        world.Portal.Clock.Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

        var report = await world.ReadAsync();

        Assert.Equal(decimal.Parse(benefit, CultureInfo.InvariantCulture), report.Money!.Benefit);
        Assert.Equal(new DateOnly(2029, 1, 1), report.Ahead[^1].Month);
        Assert.Equal(60 * 1687.50m, report.Ahead[^1].Money!.CumulativeBenefit);
    }

    [Fact]
    public async Task An_account_without_data_has_no_figure_and_one_with_terms_alone_has_zeros()
    {
        using var none = await MakeAsync(startMonth: null);
        Assert.Null(Done(await none.Portal.Get<ReadValue>().RunAsync(none.Admin, none.Id, ct: Ct)));
        Assert.Null(Done(await none.Portal.Get<ReadWhatIf>().RunAsync(none.Admin, none.Id, WhatIfChoice.None, Ct)));

        using var terms = await MakeAsync();
        var report = await terms.ReadAsync();
        Assert.False(report.HasContent);
        Assert.Equal((0m, 0m, (decimal?)null, (DateOnly?)null), (report.Money!.Benefit, report.Money.NetPresentValue, report.Money.Flows.ReturnOnInvestment, report.Money.PaidBackIn));
        Assert.Null(Done(await terms.Portal.Get<ReadWhatIf>().RunAsync(terms.Admin, terms.Id, WhatIfChoice.None, Ct)));
    }

    private static IEnumerable<string> Said(ValueWorld world, ValueReport report, WhatIfReport asked)
    {
        var (words, days) = (world.Portal.Get<IStringLocalizer<RoiWords>>(), world.Portal.Get<Days>());
        var timeline = new ValueTimeline(report, world.Portal.Get<IStringLocalizer<OverTimeWords>>(), words, days);
        var whatIf = world.Portal.Get<IStringLocalizer<WhatIfWords>>();
        var text = new WhatIfText(asked, whatIf);
        var results = asked.Results!;
        return
        [
            new ValuePicture(report, words, days).Headline, timeline.Title, timeline.Finding, .. timeline.Chart?.Hints ?? [], new TornadoPicture(asked, results, whatIf).Finding, text.Verdict(results),
            .. results.Sensitivities.Where(bar => bar.Edge is not null).Select(bar => text.Edge(bar, results.Pays)),
        ];
    }

    private static async Task<WhatIfReport> AskAsync(ValueWorld world)
    {
        var report = Done(await world.Portal.Get<ReadWhatIf>().RunAsync(world.Admin, world.Id, WhatIfChoice.None, Ct));
        Assert.NotNull(report);
        return report;
    }

    private static async Task<ValueReport> WorkOutAsync(ValueWorld world, int seed, bool store = false)
    {
        var chance = new Random(seed);
        world.Portal.Clock.Now = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(chance.Next(0, 1500));
        var json = JsonSerializer.SerializeToUtf8Bytes(DocumentOf(chance, world.Portal.Clock.Now));
        return Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(json, DryRun: !store), Ct)).Report;
    }

    /// <summary>A model with drivers, tables and costs, of any of which there may be none; it may be over, running, or not begun.</summary>
    private static JsonObject DocumentOf(Random chance, DateTimeOffset now)
    {
        var byMonth = chance.Next(4) == 0;
        var (years, start) = (chance.Next(1, byMonth ? 4 : 7), new DateOnly(now.Year, now.Month, 1).AddMonths(chance.Next(-40, 4)));
        var periods = byMonth ? years * 12 : years;
        JsonArray drivers = [], costs = [], tables = [];
        for (var i = chance.Next(0, 4); i > 0; i--)
        {
            drivers.Add(DriverOf(chance, i, start, now));
        }

        for (var i = chance.Next(0, 4); i > 0; i--)
        {
            costs.Add(new JsonObject
            {
                ["name"] = $"Cost {i}",
                ["rhythm"] = new[] { "once", "yearly", "monthly" }[chance.Next(3)],
                ["amount"] = Amount(chance),
                ["from_month"] = start.AddMonths(chance.Next(-3, 15)).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            });
        }

        for (var i = chance.Next(drivers.Count == 0 ? 1 : 0, 3); i > 0; i--)
        {
            JsonObject input = new() { ["id"] = $"T{i}a", ["unit"] = "money", ["values"] = new JsonArray([.. Enumerable.Range(0, periods).Select(_ => (JsonNode)Amount(chance))]) };
            if (chance.Next(2) == 0)
            {
                input["initial"] = Amount(chance);
            }

            tables.Add(new JsonObject
            {
                ["id"] = $"T{i}",
                ["kind"] = i == 1 ? "benefit" : "cost",
                ["result"] = $"T{i}c",
                ["risk_adjustment"] = chance.Next(0, 40) / 100m,
                ["rows"] = new JsonArray(
                    input,
                    new JsonObject { ["id"] = $"T{i}b", ["value"] = chance.Next(-5, 300) / 100m },
                    new JsonObject { ["id"] = $"T{i}c", ["unit"] = "money", ["formula"] = $"T{i}a*T{i}b+T{i}a.prev/3" }),
            });
        }

        return new JsonObject
        {
            ["version"] = 1,
            ["start_month"] = start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            ["years"] = years,
            ["period"] = byMonth ? "month" : "year",
            ["discount_rate"] = chance.Next(0, 31) / 100m,
            ["drivers"] = drivers,
            ["investments"] = costs,
            ["tables"] = tables,
        };
    }

    private static JsonObject DriverOf(Random chance, int no, DateOnly start, DateTimeOffset now)
    {
        var (baseline, byEntries) = (chance.Next(1, 200), chance.Next(2) == 0);
        JsonArray measured = [];
        for (var month = start; month <= DateOnly.FromDateTime(now.UtcDateTime) && measured.Count < 40; month = month.AddMonths(chance.Next(1, 5)))
        {
            JsonObject entry = new() { ["month"] = month.ToString("yyyy-MM", CultureInfo.InvariantCulture), ["level"] = baseline + (chance.Next(-900, 200) / 100m) };
            if (byEntries)
            {
                entry["quantity"] = chance.Next(0, 3000) / 7m is var q ? decimal.Round(q, 3) : 0;
            }

            measured.Add(entry);
        }

        return new JsonObject
        {
            ["name"] = $"Driver {no}",
            ["kind"] = chance.Next(2) == 0 ? "time_saved" : "cost_avoided",
            ["unit"] = "units",
            ["time"] = "minutes",
            ["baseline"] = baseline,
            ["target"] = baseline - (chance.Next(1, 900) / 100m),
            ["unit_value"] = chance.Next(0, 100_000) / 1000m,
            ["share"] = chance.Next(0, 101) / 100m,
            ["risk"] = chance.Next(0, 101) / 100m,
            ["quantity"] = byEntries ? "entries" : "agreed",
            ["per_month"] = byEntries && chance.Next(2) == 0 ? null : chance.Next(0, 5000),
            ["measurements"] = measured,
        };
    }

    private static decimal Amount(Random chance) => chance.Next(0, 3) == 0 ? 0 : chance.Next(0, 100_000_000) / 100m;

    private static async Task SetCurrencyAsync(ValueWorld world, string currency)
    {
        await using var db = world.Portal.Factory.ForSystem(world.Id);
        (await db.Set<Account>().SingleAsync(account => account.AccountId == world.Id, Ct)).Currency = currency;
        await db.SaveChangesAsync(Ct);
    }
}
