using System.Text;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Verbs;
using ValuePortal.Roi;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.Sheets;

public sealed class ImportValueModelTests
{
    private const string Terms = "\"version\":1,\"start_month\":\"2026-01\",\"years\":2,\"discount_rate\":0.1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}", "version", "start_month", "years", "discount_rate")]
    [InlineData("{\"version\":2,\"start_month\":\"May\",\"years\":21,\"discount_rate\":\"101%\",\"period\":\"week\",\"currency\":\"EUR\",\"title\":\"\"}",
        "version", "currency", "start_month", "discount_rate", "period", "years", "title")]
    [InlineData("{" + Terms + ",\"period\":\"month\",\"years\":6}", "years")]
    [InlineData("{" + Terms + ",\"drivers\":[{}]}", "drivers[0].name", "drivers[0].kind", "drivers[0].unit", "drivers[0].baseline", "drivers[0].target")]
    [InlineData("{" + Terms + ",\"investments\":[{\"name\":\"Fee\",\"rhythm\":\"weekly\",\"amount\":-1,\"from_month\":\"2026-13\"}]}",
        "investments[0].rhythm", "investments[0].amount", "investments[0].from_month")]
    [InlineData("{" + Terms + ",\"tables\":[null]}", "tables[0].id", "tables[0].kind", "tables[0].rows")]
    [InlineData("{" + Terms + ",\"tables\":[{\"id\":\"A\",\"kind\":\"other\",\"rows\":[{\"id\":\"A1\",\"values\":[1,null]}]}]}", "tables[0].rows[0].values[1]")]
    [InlineData("{" + Terms + ",\"tables\":[{\"id\":\"A\",\"kind\":\"other\",\"rows\":[{\"id\":\"A1\",\"formula\":\"1/(PERIOD-2)\"}]}]}", "tables[0].rows[0].formula")]
    public async Task What_is_wrong_is_said_place_by_place_and_nothing_is_stored(string json, params string[] places)
    {
        using var world = await MakeAsync(startMonth: null);

        // The last of two equal names is not to be had: replace the years of the terms.
        var document = json.Replace("\"years\":2,\"discount_rate\":0.1,\"period\":\"month\",", "\"discount_rate\":0.1,\"period\":\"month\",", StringComparison.Ordinal);
        var refusal = Assert.IsType<Refusal.Invalid>(Refused(await ImportAsync(world, document)));

        Assert.Equal(places.Order(StringComparer.Ordinal), refusal.Errors.Keys.Where(place => places.Contains(place)).Order(StringComparer.Ordinal));
        await using var db = world.Portal.Factory.For(world.Csm);
        Assert.Equal(0, await db.ValueModels.CountAsync(Ct) + await db.Drivers.CountAsync(Ct) + await db.Tables.CountAsync(Ct) + await db.Investments.CountAsync(Ct));
    }

    [Fact]
    public async Task A_refusal_in_a_period_names_it()
    {
        using var world = await MakeAsync(startMonth: null);
        var refusal = Assert.IsType<Refusal.Invalid>(Refused(await ImportAsync(
            world, "{" + Terms + ",\"tables\":[{\"id\":\"A\",\"kind\":\"other\",\"rows\":[{\"id\":\"A1\",\"formula\":\"1/(PERIOD-2)\"}]}]}")));

        Assert.Equal("Row A1 of table A, year 2: It divides by zero.", refusal.Errors["tables[0].rows[0].formula"][0]);
    }

    [Fact]
    public async Task A_model_of_the_desk_goes_out_and_in_again_and_who_measured_stays()
    {
        using var world = await MakeAsync();
        var id = await world.DriverAsync();
        await world.EntryAsync(id, "2026-02", level: "14");
        await world.InvestAsync("8000", "Once", "2026-01");
        var read = world.Portal.Get<ReadValueDocument>();
        var before = Done(await read.RunAsync(world.Csm, world.Id, Ct));

        var changed = before.Json.Replace("\"level\": 14", "\"level\": 13.5", StringComparison.Ordinal);
        Done(await ImportAsync(world, before.Json));
        Assert.Equal(before.Tag, Done(await read.RunAsync(world.Csm, world.Id, Ct)).Tag);
        await using (var db = world.Portal.Factory.For(world.Csm))
        {
            var (driver, entry) = (await db.Drivers.SingleAsync(Ct), await db.DriverEntries.SingleAsync(Ct));
            Assert.Equal((id, 1, "CSM"), (driver.Id, driver.Version, entry.By));
        }

        world.Portal.Clock.Now = world.Portal.Clock.Now.AddDays(1);
        Done(await ImportAsync(world, changed));
        await using (var db = world.Portal.Factory.For(world.Csm))
        {
            var entry = await db.DriverEntries.SingleAsync(Ct);
            Assert.Equal((id, 13.5m, world.Portal.Clock.Now), (entry.DriverId, entry.Level!.Value, entry.At));
        }

        Assert.Equal(RoiAudit.ModelImported, (await AuditAsync(world))[^1]);
    }

    [Fact]
    public async Task Drivers_tables_and_investments_keep_the_order_of_the_document()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();
        var driver = "{\"name\":\"N\",\"kind\":\"quality\",\"unit\":\"points\",\"baseline\":1,\"target\":2}";
        var names = new[] { "Zeal", "Accuracy", "Minutes saved per ticket", "Accuracy" };
        var json = "{" + Terms + ",\"tables\":[" + string.Join(',', new[] { "Z", "A", "M" }.Select(id => $$"""{"id":"{{id}}","kind":"other","rows":[{"id":"{{id}}1","value":1}]}"""))
            + "],\"drivers\":[" + string.Join(',', names.Select(name => driver.Replace("\"N\"", $"\"{name}\"", StringComparison.Ordinal)))
            + "],\"investments\":[" + string.Join(',', names.Select((name, i) => $$"""{"name":"{{name}}","rhythm":"once","amount":{{i}},"from_month":"2026-01"}""")) + "]}";

        var document = Done(await ImportAsync(world, json)).Document.Document;

        Assert.Equal(["Z", "A", "M"], document.Tables!.Select(table => table!.Id));
        Assert.Equal(names, document.Drivers!.Select(each => each!.Name));
        Assert.Equal(names, document.Investments!.Select(each => each!.Name));
    }

    [Fact]
    public async Task A_dry_run_calculates_and_stores_nothing()
    {
        using var world = await MakeAsync(startMonth: null);
        var example = DocumentExamples.All[3];

        var dry = Done(await ImportAsync(world, example.Json, dryRun: true));
        Assert.IsType<Refusal.NotFound>(Refused(await world.Portal.Get<ReadValueDocument>().RunAsync(world.Csm, world.Id, Ct)));
        var real = Done(await ImportAsync(world, example.Json));

        Assert.Equal((27_437.64m, dry.Report.Money!.NetPresentValue, dry.Document.Tag), (dry.Report.Money.NetPresentValue, real.Report.Money!.NetPresentValue, real.Document.Tag));
    }

    [Fact]
    public async Task Only_who_works_on_the_account_reads_and_writes_its_model()
    {
        using var world = await MakeAsync();
        foreach (var stranger in new[] { world.Admin, TestPortal.MemberOf(world.Id), TestPortal.ProductManager() })
        {
            Assert.IsType<Refusal.NotAllowed>(Refused(await world.Portal.Get<ImportValueModel>().RunAsync(stranger, world.Id, new("{}"u8.ToArray()), Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await world.Portal.Get<ReadValueDocument>().RunAsync(stranger, world.Id, Ct)));
        }

        Assert.IsType<Refusal.NotFound>(Refused(await world.Portal.Get<ReadValueDocument>().RunAsync(TestPortal.Csm(Guid.CreateVersion7(FixedClock.Monday)), world.Id, Ct)));
    }

    [Fact]
    public async Task The_years_of_tables_are_not_changed_under_them()
    {
        using var world = await MakeAsync();
        Done(await ImportAsync(world, DocumentExamples.All[0].Json));
        var refusal = Refused(await world.Portal.Get<SetTerms>().RunAsync(
            world.Csm, world.Id, new() { StartMonth = "2026-01", HorizonYears = "4", DiscountRate = "10", Version = "2" }, Ct));

        Assert.Equal(["HorizonYears"], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
        Done(await world.Portal.Get<SetTerms>().RunAsync(world.Csm, world.Id, new() { StartMonth = "2026-02", HorizonYears = "3", DiscountRate = "8", Version = "2" }, Ct));
    }

    [Fact]
    public async Task The_command_says_what_it_comes_to_and_a_refusal_where()
    {
        using var world = await MakeAsync(startMonth: null);
        var file = Path.Combine(world.Portal.Folder.Path, "model.json");
        await File.WriteAllTextAsync(file, DocumentExamples.All[0].Json, Ct);

        var (dry, said, _) = await CommandAsync(world, "import", "value-model", file, "--account", "fabrikam", "--dry-run");
        Assert.Equal(0, dry);
        Assert.StartsWith("Dry run, nothing is stored: value model of fabrikam with 2 tables", said, StringComparison.Ordinal);
        Assert.Contains("net present value 5496170.11", said, StringComparison.Ordinal);
        var (done, stored, _) = await CommandAsync(world, "import", "value-model", file, "--account", "fabrikam");
        Assert.Equal((0, true), (done, stored.StartsWith("Stored: ", StringComparison.Ordinal)));

        await File.WriteAllTextAsync(file, DocumentExamples.All[1].Json.Replace("A2*A3*A4", "A2*A3*", StringComparison.Ordinal), Ct);
        var (refused, _, why) = await CommandAsync(world, "import", "value-model", file, "--account", "fabrikam");
        Assert.Equal(1, refused);
        Assert.Contains("tables[0].rows[4].formula: Row A5 of table A: The formula ends too early.", why, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandAsync(world, "import", "value-model", file, "--account", "nobody")).Code);
        Assert.Equal(2, (await CommandAsync(world, "import", "value-model", file)).Code);
    }

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("USD", 2)]
    [InlineData("KWD", 3)]
    public async Task Shown_lines_add_up_in_every_currency_whatever_the_numbers(string currency, int places)
    {
        using var world = await MakeAsync(startMonth: null);
        await using (var db = world.Portal.Factory.For(world.Csm))
        {
            db.Attach(world.Account).Entity.Currency = currency;
            await db.SaveChangesAsync(Ct);
        }

        var random = new Random(20260229 + places);
        for (var i = 0; i < 25; i++)
        {
            var years = random.Next(1, 8);
            var byMonth = years <= 3 && random.Next(2) == 0;
            decimal Next(int most) => decimal.Round((decimal)random.NextDouble() * most, random.Next(7));
            string Values() => string.Join(',', Enumerable.Range(0, byMonth ? years * 12 : years).Select(_ => Next(100_000)));
            var json = FormattableString.Invariant($$"""
                {"version":1,"start_month":"{{(random.Next(2) == 0 ? "2024-02" : "2025-11")}}","years":{{years}},"period":"{{(byMonth ? "month" : "year")}}","discount_rate":{{Next(1) % 0.5m}},
                "tables":[{"id":"A","kind":"benefit","risk_adjustment":{{Next(1)}},"rows":[{"id":"A1","unit":"number","values":[{{Values()}}]},{"id":"A2","unit":"money","value":{{Next(9)}}},{"id":"At","formula":"A1*A2/7"}]},
                {"id":"C","kind":"cost","risk_adjustment":{{Next(1)}},"rows":[{"id":"Ct","values":[{{Values()}}],"initial":{{Next(50_000)}}}]}],
                "drivers":[{"name":"D","kind":"time_saved","unit":"minutes","time":"minutes","baseline":18,"target":{{Next(17)}},"unit_value":{{Next(90)}},"share":{{Next(1)}},"quantity":"agreed","per_month":{{Next(900)}}}],
                "investments":[{"name":"Fee","rhythm":"yearly","amount":{{Next(9_000)}},"from_month":"2025-12"}]}
                """);
            var report = Done(await ImportAsync(world, json)).Report;
            var money = report.Money!;

            Assert.All([money.Benefit, money.Cost, money.PresentBenefits, money.PresentCosts, money.NetPresentValue], amount => Assert.Equal(decimal.Round(amount, places), amount));
            Assert.Equal(money.Benefit, report.Months.Sum(month => month.Money!.Benefit));
            Assert.Equal(money.Cost, report.Months.Sum(month => month.Money!.Cost));
            Assert.Equal(money.Benefit, money.OfDrivers + report.Tables.Where(table => table.Table.Kind is SheetKind.Benefit).Sum(table => table.ToDate));
            Assert.Equal(money.NetPresentValue, money.Years.Sum(year => year.PresentNet));
            Assert.Equal(decimal.Round(money.Flows.PresentBenefits, places, MidpointRounding.AwayFromZero), money.PresentBenefits);
            Assert.All(money.Years, year => Assert.InRange(year.PresentBenefit, 0, year.Benefit));
            Assert.Equal(report.Tables[0].Amounts.Sum(), money.Flows.Benefits.Sum() - money.Years.Skip(1).Sum(year => year.Benefit) + report.Tables[0].Amounts.Sum());
        }
    }

    [Fact]
    public async Task A_table_comes_evenly_and_a_leap_february_has_its_day()
    {
        using var world = await MakeAsync(startMonth: null);
        Done(await ImportAsync(world, """
            {"version":1,"start_month":"2024-02","years":1,"period":"month","discount_rate":0,
            "tables":[{"id":"A","kind":"benefit","rows":[{"id":"At","values":[2900,0,0,0,0,0,0,0,0,0,0,0]}]},{"id":"C","kind":"cost","rows":[{"id":"Ct","values":[0,0,0,0,0,0,0,0,0,0,0,0],"initial":2900}]}]}
            """));

        var to28 = await world.ReadAsync(input: new(To: new DateOnly(2024, 2, 28)));
        var to29 = await world.ReadAsync(input: new(To: new DateOnly(2024, 2, 29)));

        Assert.Equal((2800m, 2900m), (to28.Money!.Benefit, to28.Money.Cost));
        Assert.Equal((2900m, new DateOnly(2024, 2, 1)), (to29.Money!.Benefit, to29.Money.PaidBackIn!.Value));
        Assert.Equal(1m, to29.Money.Flows.PaybackMonths);
    }

    [Fact]
    public async Task A_model_without_anything_has_no_ratio_and_no_rate()
    {
        using var world = await MakeAsync(startMonth: null);
        var money = Done(await ImportAsync(world, "{" + Terms + "}")).Report.Money!;

        Assert.Equal((0m, 0m, null, null), (money.Benefit, money.NetPresentValue, money.Flows.ReturnOnInvestment, money.Flows.BenefitCostRatio));
        Assert.Empty(money.Flows.InternalRates);
    }

    private static async Task<Outcome<ImportValueModel.Result>> ImportAsync(ValueWorld world, string json, bool dryRun = false) =>
        await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(Encoding.UTF8.GetBytes(json), dryRun), Ct);

    private static async Task<(int Code, string Out, string Error)> CommandAsync(ValueWorld world, params string[] line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await CommandLine.Parse(line).RunAsync(world.Portal.Services, output, error, Ct), output.ToString(), error.ToString());
    }

    private static async Task<List<string>> AuditAsync(ValueWorld world)
    {
        await using var db = world.Portal.Factory.For(world.Csm);
        return await db.Set<AuditEntry>().Where(entry => entry.AccountId == world.Id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(Ct);
    }
}
