using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Portfolio;

/// <summary>
/// What the accounts that somebody of the vendor works for get, each in its own currency and in the vendor's, by rates that somebody entered. Each
/// amount is rounded to the minor unit when it is converted, and the totals are sums of these. What a model comes to is kept in memory and worked out
/// anew only where something it rests on has changed.
/// </summary>
public sealed class ReadPortfolio(
    PortalDbFactory portal, ListCompanies companies, ReadValue values, KeptAnswers kept, ListRates rates, IOptions<VendorOptions> vendor, TimeProvider clock)
{
    private const int BytesOfMonth = 100;

    /// <param name="Own">To date, in the account's currency.</param>
    /// <param name="Rate">Null for the vendor's own currency, and where nobody entered one. By month: the rate of the last month.</param>
    /// <param name="Converted">In the vendor's currency; null without a rate.</param>
    /// <param name="MonthWithoutRate">By month: the first for which nobody entered a rate.</param>
    public sealed record Row(
        Guid AccountId, string Name, string Currency, DateOnly Since, DateOnly Until, BenefitParts Own, ExchangeRate? Rate, BenefitParts? Converted, DateOnly? MonthWithoutRate = null);

    /// <param name="Currency">The vendor's.</param>
    /// <param name="Day">The day whose rates count.</param>
    /// <param name="ByMonth">Each month is converted by the rate that was valid on its last day, not all of them by that of the day.</param>
    /// <param name="Rows">By name.</param>
    /// <param name="Total">Sum of the converted rows.</param>
    /// <param name="WithoutRate">Those that are not in the total.</param>
    /// <param name="WithoutValue">Names of accounts that have no value model, or nothing that counts yet.</param>
    public sealed record Result(
        string Currency, DateOnly Day, bool ByMonth, IReadOnlyList<Row> Rows, BenefitParts Total, IReadOnlyList<Row> WithoutRate, IReadOnlyList<string> WithoutValue);

    private sealed record Worth(DateOnly Since, DateOnly Until, IReadOnlyList<MonthParts> Months);

    /// <summary>What a model's figures rest on, so that they are the same while it is: every change of a model and every decision has its step.</summary>
    private sealed record Stamp(int Version, DateTimeOffset ChangedAt, int Steps, long Usage, long Features, string Currency, DateOnly Today);

    /// <param name="viewer">Who works on accounts; others get nothing.</param>
    /// <param name="on">The day whose rates count; null, or after it: today.</param>
    /// <param name="byMonth">Each month by its own rate; none is later than that of the day.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result> RunAsync(Viewer viewer, DateOnly? on = null, bool byMonth = false, CancellationToken ct = default)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (day, currency) = (on < today ? on.Value : today, vendor.Value.Currency);
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin))
        {
            return new Result(currency, day, byMonth, [], default, [], []);
        }

        var accounts = await companies.RunAsync(viewer, ct);
        var table = new RateTable(await rates.RunAsync(ct));
        List<Row> rows = [];
        foreach (var (account, stamp) in await StampsAsync(viewer, accounts, ct))
        {
            if (await kept.GetAsync((account, nameof(ReadPortfolio)), stamp, BytesOf, () => WorkOutAsync(viewer, account, ct)) is { } worth)
            {
                rows.Add(RowOf(accounts[account], worth, table, currency, day, byMonth));
            }
        }

        rows = [.. rows.OrderBy(row => row.Name, StringComparer.CurrentCulture).ThenBy(row => row.AccountId)];
        var valued = rows.Select(row => row.AccountId).ToHashSet();
        return new Result(
            currency, day, byMonth, rows,
            rows.Aggregate(default(BenefitParts), (sum, row) => sum + (row.Converted ?? default)),
            [.. rows.Where(row => row.Converted is null)],
            [.. accounts.Values.Where(account => !valued.Contains(account.AccountId)).Select(account => account.Name).Order(StringComparer.CurrentCulture)]);
    }

    private static long BytesOf(Worth? worth) => BytesOfMonth * ((worth?.Months.Count ?? 0) + 1);

    private static Row RowOf(ListCompanies.Row account, Worth worth, RateTable table, string vendors, DateOnly day, bool byMonth)
    {
        var sum = worth.Months.Aggregate(default(BenefitParts), (sum, month) => sum + month.Parts);
        var (own, row) = (account.Currency, new Row(account.AccountId, account.Name, account.Currency, worth.Since, worth.Until, sum, null, null));
        if (own == vendors)
        {
            return row with { Converted = sum };
        }

        if (!byMonth)
        {
            return table.Find(own, vendors, day) is { } rate ? row with { Rate = rate, Converted = Convert(sum, rate, vendors) } : row;
        }

        var converted = default(BenefitParts);
        foreach (var month in worth.Months)
        {
            var end = month.Month.AddMonths(1).AddDays(-1);
            if (table.Find(own, vendors, end < day ? end : day) is not { } rate)
            {
                return row with { Rate = null, MonthWithoutRate = month.Month };
            }

            converted += Convert(month.Parts, rate, vendors);
            row = row with { Rate = rate };
        }

        return row with { Converted = converted };
    }

    private static BenefitParts Convert(BenefitParts own, ExchangeRate rate, string currency) => new(
        Money.Round(own.Confirmed * rate.Rate, currency), Money.Round(own.Measured * rate.Rate, currency),
        Money.Round(own.Estimated * rate.Rate, currency), Money.Round(own.Disputed * rate.Rate, currency));

    private async Task<Worth?> WorkOutAsync(Viewer viewer, Guid account, CancellationToken ct) =>
        (await values.RunAsync(viewer, account, ct: ct)).Is(out var report, out _) && report is { HasContent: true, Until: { } until, Money: not null }
            ? new Worth(report.From, until, report.PartsByMonth)
            : null;

    private async Task<List<(Guid Account, Stamp Stamp)>> StampsAsync(Viewer viewer, IReadOnlyDictionary<Guid, ListCompanies.Row> accounts, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var (now, (usage, features)) = (clock.GetUtcNow(), await kept.VersionsAsync(ct));
        var steps = await db.FigureSteps.GroupBy(step => step.AccountId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var models = await db.ValueModels.AsNoTracking().OrderBy(model => model.AccountId).Select(model => new { model.AccountId, model.Version, model.ChangedAt }).ToListAsync(ct);
        return [.. models.Where(model => accounts.ContainsKey(model.AccountId)).Select(model => (model.AccountId, new Stamp(
            model.Version, model.ChangedAt, steps.GetValueOrDefault(model.AccountId), usage.GetValueOrDefault(model.AccountId), features,
            accounts[model.AccountId].Currency, TimeZones.DayIn(accounts[model.AccountId].TimeZone, now))))];
    }
}
