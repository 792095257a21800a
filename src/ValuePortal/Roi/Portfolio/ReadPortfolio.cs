using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Portfolio;

/// <summary>
/// What the accounts that somebody of the vendor works for get, each in its own currency and in the vendor's, by the rate that somebody entered for
/// the day. Each amount is rounded to the minor unit when it is converted, and the totals are sums of these.
/// </summary>
public sealed class ReadPortfolio(
    PortalDbFactory portal, ReadValueSummary values, NameAccounts names, ListRates rates, IOptions<VendorOptions> vendor, TimeProvider clock)
{
    /// <param name="Own">To date, in the account's currency.</param>
    /// <param name="Rate">Null for the vendor's own currency, and where nobody entered one.</param>
    /// <param name="Converted">In the vendor's currency; null without a rate.</param>
    public sealed record Row(Guid AccountId, string Name, string Currency, DateOnly Since, DateOnly Until, BenefitParts Own, ExchangeRate? Rate, BenefitParts? Converted);

    /// <param name="Currency">The vendor's.</param>
    /// <param name="Day">The day whose rates count.</param>
    /// <param name="Rows">By name.</param>
    /// <param name="Total">Sum of the converted rows.</param>
    /// <param name="WithoutRate">Those that are not in the total.</param>
    /// <param name="WithoutValue">Names of accounts that have no value model, or nothing that counts yet.</param>
    public sealed record Result(
        string Currency, DateOnly Day, IReadOnlyList<Row> Rows, BenefitParts Total, IReadOnlyList<Row> WithoutRate, IReadOnlyList<string> WithoutValue);

    /// <param name="viewer">Who works on accounts; others get nothing.</param>
    /// <param name="on">The day whose rates count; null, or after it: today.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result> RunAsync(Viewer viewer, DateOnly? on = null, CancellationToken ct = default)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (day, currency) = (on < today ? on.Value : today, vendor.Value.Currency);
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin))
        {
            return new Result(currency, day, [], default, [], []);
        }

        var called = await names.RunAsync(viewer.Scope, ct);
        var table = new RateTable(await rates.RunAsync(ct));
        List<Row> rows = [];
        foreach (var account in await WithModelAsync(viewer, ct))
        {
            if ((await values.RunAsync(viewer, account, ct: ct)).Is(out var found, out _) && found is { Money: { } money })
            {
                var rate = money.Currency == currency ? null : table.Find(money.Currency, currency, day);
                rows.Add(new Row(
                    account, called[account], money.Currency, found.Since, found.Until, money.Parts, rate,
                    money.Currency == currency ? money.Parts : rate is null ? null : Convert(money.Parts, rate, currency)));
            }
        }

        rows = [.. rows.OrderBy(row => row.Name, StringComparer.CurrentCulture).ThenBy(row => row.AccountId)];
        var valued = rows.Select(row => row.AccountId).ToHashSet();
        return new Result(
            currency, day, rows,
            rows.Aggregate(default(BenefitParts), (sum, row) => sum + (row.Converted ?? default)),
            [.. rows.Where(row => row.Converted is null)],
            [.. called.Where(account => !valued.Contains(account.Key)).Select(account => account.Value).Order(StringComparer.CurrentCulture)]);
    }

    private static BenefitParts Convert(BenefitParts own, ExchangeRate rate, string currency) => new(
        Money.Round(own.Confirmed * rate.Rate, currency), Money.Round(own.Measured * rate.Rate, currency),
        Money.Round(own.Estimated * rate.Rate, currency), Money.Round(own.Disputed * rate.Rate, currency));

    private async Task<List<Guid>> WithModelAsync(Viewer viewer, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        return await db.ValueModels.AsNoTracking().OrderBy(model => model.AccountId).Select(model => model.AccountId).ToListAsync(ct);
    }
}
