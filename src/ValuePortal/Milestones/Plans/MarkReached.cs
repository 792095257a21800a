using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption.Annotations;

namespace ValuePortal.Milestones.Plans;

/// <summary>States on which day a milestone without a criterion was reached, or takes that back. A measured one is refused: there the usage says so.</summary>
public sealed class MarkReached(
    PortalDbFactory portal, ReadAccountCalendar calendar, Annotate annotate, RemoveAnnotation removeAnnotation, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="viewer">Staff who work on the account.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="milestoneId">The milestone.</param>
    /// <param name="day">A day of the account's time zone, today at the latest; null takes it back.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid milestoneId, DateOnly? day, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Milestones.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == milestoneId, ct) is not { } milestone
            || await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        if (milestone.Criterion is not null)
        {
            return new Refusal.Conflict(text["MeasuredSaysUsage"]);
        }

        var check = new FieldCheck(text)
            .Require(day is not { } given || PlanWork.IsInCalendar(given), "ReachedOn", "DayInvalid")
            .Require(day is null || day <= account.Today, "ReachedOn", "DayAhead");
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        milestone.MarkReached(day);
        await db.SaveChangesAsync(ct);
        await WriteOnTimeLineAsync(narrowed, milestone, day, ct);
        await audit.WriteAsync(narrowed, PlanAudit.MilestoneMarked, day is { } on ? $"{milestoneId} reached {on:yyyy-MM-dd}" : $"{milestoneId} not reached", accountId, ct);
        return milestoneId;
    }

    /// <summary>The time line of usage shows the day too, so that what came of it can be seen.</summary>
    private async Task WriteOnTimeLineAsync(Viewer viewer, Milestone milestone, DateOnly? day, CancellationToken ct)
    {
        var mark = milestone.Mark;
        if (day is { } reached)
        {
            await annotate.RunAsync(viewer, milestone.AccountId, new(AnnotationKind.Milestone, reached, milestone.Title, milestone.ChineseTitle, "/milestones", mark), ct);
        }
        else
        {
            await removeAnnotation.RunAsync(viewer, milestone.AccountId, new(Mark: mark), ct);
        }
    }
}
