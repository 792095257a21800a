using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Budget;

/// <summary>
/// What was planned and what was paid, for each cost item and year of the model in which something was paid. Of the running year as much is planned as
/// has come up to the last day that counts.
/// </summary>
public sealed class ReadBudget(PortalDbFactory portal)
{
    private const int MonthsOfYear = 12;

    /// <param name="Year">1 for the first year of the model; null for the sum of an item's years.</param>
    public sealed record Line(string Name, int? Year, decimal Planned, decimal Paid)
    {
        public decimal Difference => Paid - Planned;
    }

    /// <param name="viewer">Who sees amounts; others get nothing.</param>
    /// <param name="account">The account.</param>
    /// <param name="report">Its report, from the start of the model.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Item by item, each with its years and, where there is more than one, their sum; the sum of all last. Nothing while nothing was paid.</returns>
    public async Task<IReadOnlyList<Line>> RunAsync(Viewer viewer, Guid account, ValueReport report, CancellationToken ct = default)
    {
        if (report.Money is not { } money || viewer.NarrowTo(account) is not { SeesMoney: true } narrowed)
        {
            return [];
        }

        await using var db = portal.For(narrowed);
        var paid = (await db.Payments.AsNoTracking().Where(p => p.AccountId == account).ToListAsync(ct)).ToLookup(p => p.InvestmentId);
        List<Line> lines = [];
        foreach (var item in money.Investments.Where(item => paid.Contains(item.Id)))
        {
            var planned = item.Months.ToLookup(month => YearOf(report.Start, month.Month), month => month.Planned);
            var years = paid[item.Id].GroupBy(p => YearOf(report.Start, p.Month)).OrderBy(year => year.Key)
                .Select(year => new Line(item.Name, year.Key, planned[year.Key].Sum(), year.Sum(p => p.Amount))).ToList();
            lines.AddRange(years);
            if (years.Count > 1)
            {
                lines.Add(Sum(item.Name, years));
            }
        }

        var all = lines.Where(line => line.Year is not null).ToList();
        return lines.Select(line => line.Name).Distinct().Count() > 1 ? [.. lines, Sum("", all)] : lines;
    }

    private static Line Sum(string name, List<Line> lines) => new(name, null, lines.Sum(line => line.Planned), lines.Sum(line => line.Paid));

    /// <summary>What was paid before the start belongs to the first year, as in the plan.</summary>
    private static int YearOf(DateOnly start, DateOnly month) => Math.Max(0, (((month.Year - start.Year) * MonthsOfYear) + month.Month - start.Month) / MonthsOfYear) + 1;
}
