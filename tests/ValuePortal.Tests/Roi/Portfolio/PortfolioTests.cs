using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Exports;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Portfolio;
using ValuePortal.Roi.Reports;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.Portfolio;

public sealed class PortfolioTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    /// <summary>The expected figures are calculated by <c>portfolio.py</c>, without the product.</summary>
    [Fact]
    public async Task Accounts_in_four_currencies_come_to_what_they_come_to_when_calculated_elsewhere()
    {
        var elsewhere = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "ValuePortal.Tests", "Roi", "Portfolio", "portfolio.json"), Ct))!.AsObject();
        Guid[] accounts = [await OpenAsync("Kanda", "JPY", "13"), await OpenAsync("Kuwait Pearl", "KWD", "12", confirms: true), await OpenAsync("Northwind", "USD", "13"), await OpenAsync("Zermatt", "CHF", "13")];
        var empty = await OpenAsync("Without a model", "EUR", null);
        await EnterAsync("JPY", "0.0067123", "2026-05-01");
        await EnterAsync("JPY", "0.0064", "2026-06-10");
        await EnterAsync("KWD", "3.25731", "2026-01-01");

        foreach (var (day, expected) in elsewhere)
        {
            var found = await portal.Get<ReadPortfolio>().RunAsync(TestPortal.VendorAdmin([.. accounts, empty]), DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), ct: Ct);
            foreach (var (name, row) in expected!["rows"]!.AsObject())
            {
                var read = found.Rows.Single(each => each.Name == name);
                Assert.Equal(PartsOf(row!["own"]), read.Own);
                Assert.Equal(row["converted"] is null ? null : PartsOf(row["converted"]), read.Converted);
            }

            Assert.Equal(PartsOf(expected["total"]), found.Total);
            Assert.Equal(["Zermatt"], found.WithoutRate.Select(row => row.Name));
            Assert.Equal(["Without a model"], found.WithoutValue);
        }
    }

    [Fact]
    public async Task The_file_has_a_row_for_each_account_and_the_total_of_the_page()
    {
        Guid[] accounts = [await OpenAsync("Kanda", "JPY", "13"), await OpenAsync("=Northwind", "USD", "13")];
        await EnterAsync("JPY", "0.0064", "2026-06-10");
        var admin = TestPortal.VendorAdmin(accounts);
        var total = (await portal.Get<ReadPortfolio>().RunAsync(admin, ct: Ct)).Total;
        var csv = Encoding.UTF8.GetString(Done(await portal.Get<ExportPortfolio>().RunAsync(admin, null, false, ExportFormat.Csv, Ct)).Content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, csv.Length);
        Assert.Contains("'=Northwind", csv[1], StringComparison.Ordinal);
        Assert.Contains("0.0064", csv[2], StringComparison.Ordinal);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"{total.Confirmed:0.00},{total.Measured:0.00},{total.Estimated:0.00},{total.Disputed:0.00}"), csv[3].Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("PK"u8.ToArray(), Done(await portal.Get<ExportPortfolio>().RunAsync(admin, null, false, ExportFormat.Xlsx, Ct)).Content[..2]);
    }

    /// <summary>April 1,688 yen by the rate of March, May 1,688 by that of 20 May: 11.33 + 10.80; not by that of June.</summary>
    [Fact]
    public async Task By_month_each_month_has_the_rate_of_its_last_day()
    {
        var account = await OpenAsync("Kanda", "JPY", "13");
        await EnterAsync("JPY", "0.0067123", "2026-03-01");
        await EnterAsync("JPY", "0.0064", "2026-05-20");
        await EnterAsync("JPY", "0.005", "2026-06-10");
        var late = await OpenAsync("Zermatt", "CHF", "13");
        await EnterAsync("CHF", "1.1", "2026-05-01");

        var found = await portal.Get<ReadPortfolio>().RunAsync(TestPortal.VendorAdmin(account, late), byMonth: true, ct: Ct);

        Assert.Equal(new BenefitParts(0, 10.80m, 11.33m, 0), found.Rows[0].Converted);
        Assert.Equal(found.Rows[0].Converted, found.Total);
        Assert.Equal(("Zermatt", new DateOnly(2026, 4, 1)), (found.WithoutRate.Single().Name, found.WithoutRate.Single().MonthWithoutRate!.Value));
    }

    /// <summary>What is kept is never older than the model, the decisions, the currency, or the day.</summary>
    [Fact]
    public async Task A_kept_figure_changes_with_whatever_it_rests_on()
    {
        var account = await OpenAsync("Kanda", "USD", "13");
        var (csm, admin) = (TestPortal.Csm(account), TestPortal.AdminOf(account));
        async Task<BenefitParts> SeenAsync()
        {
            var kept = (await portal.Get<ReadPortfolio>().RunAsync(csm, ct: Ct)).Rows.Single().Own;
            Assert.Equal(Done(await portal.Get<ReadValueSummary>().RunAsync(csm, account, ct: Ct))!.Money!.Parts, kept);
            return kept;
        }

        HashSet<BenefitParts> seen = [await SeenAsync()];
        await using var db = portal.Factory.For(csm);
        var driver = (await db.Set<ValuePortal.Roi.Models.Driver>().SingleAsync(Ct)).Id;
        Done(await portal.Get<RecordMonth>().RunAsync(csm, account, new() { Driver = driver.ToString(), Month = "2026-05", Level = "12" }, Ct));
        Assert.True(seen.Add(await SeenAsync()));
        var figure = Done(await portal.Get<ReadFigure>().RunAsync(admin, account, FigureKey.OfDriver(driver), Ct));
        Done(await portal.Get<DecideFigure>().RunAsync(admin, figure.Key, new() { Kind = "Confirmed", Seen = figure.Seen.ToString(CultureInfo.InvariantCulture), Fingerprint = figure.Fingerprint }, Ct));
        Assert.True(seen.Add(await SeenAsync()));
        Done(await portal.Get<SetTerms>().RunAsync(csm, account, new() { StartMonth = "2026-05", HorizonYears = "3", DiscountRate = "10", Version = "1" }, Ct));
        Assert.True(seen.Add(await SeenAsync()));
        Done(await portal.Get<RecordMonth>().RunAsync(csm, account, new() { Driver = driver.ToString(), Month = "2026-06", Level = "11" }, Ct));
        Assert.True(seen.Add(await SeenAsync()));
        portal.Clock.Now = portal.Clock.Now.AddDays(1);
        Assert.True(seen.Add(await SeenAsync()));
    }

    [Fact]
    public async Task A_success_manager_sees_the_accounts_in_care_and_a_product_manager_none()
    {
        var (own, _) = (await OpenAsync("Own", "USD", "13"), await OpenAsync("Foreign", "USD", "13"));

        Assert.Equal(["Own"], (await portal.Get<ReadPortfolio>().RunAsync(TestPortal.Csm(own), ct: Ct)).Rows.Select(row => row.Name));
        Assert.Empty((await portal.Get<ReadPortfolio>().RunAsync(TestPortal.ProductManager() with { Scope = AccountScope.Only(own) }, ct: Ct)).Rows);
    }

    [Fact]
    public async Task A_rate_is_entered_once_a_day_by_the_vendors_admin_and_removed_to_be_corrected()
    {
        var first = await EnterAsync("EUR", "1.08", "2026-06-01");
        Assert.IsType<Refusal.Invalid>(Refused(await TryAsync("eur", "1.09", "2026-06-01")));
        Assert.IsType<Refusal.Invalid>(Refused(await TryAsync("EUR", "0", "2026-06-02")));
        Assert.IsType<Refusal.Invalid>(Refused(await TryAsync("EUR", "1,08", "2026-06-02")));
        Assert.IsType<Refusal.Invalid>(Refused(await TryAsync("USD", "1", "2026-06-02")));
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<EnterRate>().RunAsync(TestPortal.Csm(), new() { From = "EUR", To = "USD", Rate = "1", ValidFrom = "2026-06-02", Source = "x" }, Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<RemoveRate>().RunAsync(TestPortal.Csm(), first, Ct)));

        Done(await portal.Get<RemoveRate>().RunAsync(TestPortal.VendorAdmin(), first, Ct));
        await EnterAsync("EUR", "1.09", "2026-06-01");

        Assert.Equal(1.09m, Assert.Single(await portal.Get<ListRates>().RunAsync(Ct)).Rate);
        await using var db = portal.Factory.ForSystem(AccountScope.NoAccount);
        Assert.Contains("1 EUR = 1.08 USD from 2026-06-01", await db.Set<AuditEntry>().Where(entry => entry.Action == "exchange-rate-removed").Select(entry => entry.Detail).ToListAsync(Ct));
    }

    private static BenefitParts PartsOf(JsonNode? three)
    {
        var parts = three!.AsArray().Select(part => decimal.Parse((string)part!, CultureInfo.InvariantCulture)).ToList();
        return new BenefitParts(parts[0], parts[1], parts[2], 0);
    }

    private async Task<Guid> EnterAsync(string from, string rate, string day) => Done(await TryAsync(from, rate, day));

    private Task<Outcome<Guid>> TryAsync(string from, string rate, string day) => portal.Get<EnterRate>().RunAsync(
        TestPortal.VendorAdmin(), new() { From = from, To = "USD", Rate = rate, ValidFrom = day, Source = "Central bank" }, Ct);

    private async Task<Guid> OpenAsync(string name, string currency, string? level, bool confirms = false)
    {
        var opened = await portal.OpenAccountAsync(name.ToLowerInvariant(), name);
        await using (var db = portal.Factory.ForSystem(opened.AccountId))
        {
            db.Attach(opened).Entity.Currency = currency;
            await db.SaveChangesAsync(Ct);
        }

        if (level is null)
        {
            return opened.AccountId;
        }

        var csm = TestPortal.Csm(opened.AccountId);
        Done(await portal.Get<SetTerms>().RunAsync(csm, opened.AccountId, new() { StartMonth = "2026-04", HorizonYears = "3", DiscountRate = "10" }, Ct));
        var driver = Done(await portal.Get<SaveDriver>().RunAsync(csm, opened.AccountId, null, Tickets(), Ct));
        Done(await portal.Get<RecordMonth>().RunAsync(csm, opened.AccountId, new() { Driver = driver.ToString(), Month = "2026-05", Level = level }, Ct));
        if (confirms)
        {
            var admin = TestPortal.AdminOf(opened.AccountId);
            var figure = Done(await portal.Get<ReadFigure>().RunAsync(admin, opened.AccountId, FigureKey.OfDriver(driver), Ct));
            Done(await portal.Get<DecideFigure>().RunAsync(
                admin, figure.Key, new() { Kind = "Confirmed", Seen = figure.Seen.ToString(CultureInfo.InvariantCulture), Fingerprint = figure.Fingerprint }, Ct));
        }

        return opened.AccountId;
    }
}
