using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>One line of a milestone's history.</summary>
/// <param name="At">In the account's time zone.</param>
/// <param name="By">Empty when the data said so.</param>
public sealed record HistoryRow(DateTimeOffset At, HistoryKind Kind, DateOnly? Day, string By, Side? Side);

/// <summary>What a person of the customer says of a milestone.</summary>
/// <param name="On">In the account's time zone.</param>
public sealed record RatingRow(Guid PersonId, string Name, int Stars, string? Word, DateOnly On);

/// <summary>A milestone by itself.</summary>
/// <param name="Plan">The plan it stands in.</param>
/// <param name="History">The latest line first, 100 at most.</param>
public sealed record MilestoneReport(PlanReport Plan, MilestoneRow Milestone, IReadOnlyList<HistoryRow> History)
{
    /// <summary>ISO 4217 code of the account's money.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The latest first, 100 at most.</summary>
    public IReadOnlyList<RatingRow> Ratings { get; init; } = [];
}

/// <summary>Reads one milestone of the one account the viewer looks at, with its history. That staff read it is noted.</summary>
public sealed class ReadMilestone(PortalDbFactory portal, ReadPlan plans, ReadCompany companies, IStringLocalizer<MilestonesWords> text)
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
            Currency = (await companies.RunAsync(viewer, plan.AccountId, ct))?.Currency ?? "",
            Ratings = [.. ratings.Select(rating => new RatingRow(
                rating.PersonId, rating.Name, rating.Stars, rating.Word, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(rating.At, zone).DateTime)))],
        };
    }
}
