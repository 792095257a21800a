using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>One line of a milestone's history.</summary>
/// <param name="At">In the account's time zone.</param>
/// <param name="By">Empty when the data said so.</param>
public sealed record HistoryRow(DateTimeOffset At, HistoryKind Kind, DateOnly? Day, string By, Side? Side);

/// <summary>What a person of the customer says of a milestone.</summary>
/// <param name="On">In the account's time zone.</param>
public sealed record RatingRow(Guid PersonId, string Name, int Stars, string? Word, DateOnly On);

/// <summary>A value driver since a milestone was reached.</summary>
/// <param name="Key">By which the page of the figure is found.</param>
/// <param name="Months">The whole months after the one in which it was reached; zero while there are none, and before it is reached.</param>
/// <param name="Hours">Hours saved in them; null unless it is a driver of time.</param>
/// <param name="Benefit">What came up in them; null for who does not see money, and for quality.</param>
public sealed record MilestoneDriver(string Name, string Key, int Months, decimal? Hours, decimal? Benefit);

/// <summary>A milestone by itself.</summary>
/// <param name="Plan">The plan it stands in.</param>
/// <param name="History">The latest line first, 100 at most.</param>
public sealed record MilestoneReport(PlanReport Plan, MilestoneRow Milestone, IReadOnlyList<HistoryRow> History)
{
    /// <summary>What the driver came to from which value is expected; null where none is named, and where it is not in the model any more.</summary>
    public MilestoneDriver? Driver { get; init; }

    /// <summary>ISO 4217 code of the account's money.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The latest first, 100 at most.</summary>
    public IReadOnlyList<RatingRow> Ratings { get; init; } = [];
}

/// <summary>Reads one milestone of the one account the viewer looks at, with its history. That staff read it is noted.</summary>
public sealed class ReadMilestone(PortalDbFactory portal, ReadPlan plans, ReadCompany companies, ReadValue values, IStringLocalizer<MilestonesWords> text)
{
    private const int MostLines = 100;

    public async Task<Outcome<MilestoneReport>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (!(await plans.RunAsync(viewer, ct)).Is(out var plan, out var refusal))
        {
            return refusal;
        }

        if (plan.Milestones.FirstOrDefault(row => row.Id == id) is not { } milestone)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        await using var db = portal.For(viewer);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
        var lines = await db.MilestoneHistory.AsNoTracking()
            .Where(line => line.AccountId == plan.AccountId && line.MilestoneId == id)
            .OrderByDescending(line => line.At).ThenByDescending(line => line.Id).Take(MostLines)
            .Select(line => new { line.At, line.Kind, line.Day, line.By, line.Side })
            .ToListAsync(ct);
        var ratings = await db.MilestoneRatings.AsNoTracking()
            .Where(rating => rating.AccountId == plan.AccountId && rating.MilestoneId == id)
            .OrderByDescending(rating => rating.At).ThenBy(rating => rating.PersonId).Take(MostLines)
            .ToListAsync(ct);
        return new MilestoneReport(plan, milestone, [.. lines.Select(line => new HistoryRow(TimeZoneInfo.ConvertTime(line.At, zone), line.Kind, line.Day, line.By, line.Side))])
        {
            Driver = milestone.DriverId is { } driver ? await DriverAsync(viewer, plan.AccountId, driver, milestone.ReachedOn, ct) : null,
            Currency = (await companies.RunAsync(viewer, plan.AccountId, ct))?.Currency ?? "",
            Ratings = [.. ratings.Select(rating => new RatingRow(
                rating.PersonId, rating.Name, rating.Stars, rating.Word, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(rating.At, zone).DateTime)))],
        };
    }

    private async Task<MilestoneDriver?> DriverAsync(Viewer viewer, Guid account, Guid id, DateOnly? reached, CancellationToken ct)
    {
        if (!(await values.RunAsync(viewer, account, ct: ct)).Is(out var report, out _) || report?.Drivers.FirstOrDefault(line => line.Id == id) is not { } driver)
        {
            return null;
        }

        // The month in which it was reached belongs to both sides of the day.
        var partial = report.Months.Where(month => month.Partial).Select(month => month.Month).ToHashSet();
        var since = reached is { } day ? driver.Months.Where(month => month.Month > day && !partial.Contains(month.Month)).ToList() : [];
        return new MilestoneDriver(
            driver.Name, driver.Key.ToString(), since.Count, driver.HoursSaved is null ? null : since.Sum(month => month.Hours), driver.Money is null ? null : since.Sum(month => month.Benefit));
    }
}
