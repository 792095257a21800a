using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// Signs off a milestone without a criterion for the viewer's side, or takes the own side's word back. It is reached when a person of the
/// vendor and an admin of the customer have signed the same day; from then on nobody takes anything back. Of a measured one the usage says so.
/// </summary>
public sealed class SignOffMilestone(
    PortalDbFactory portal, ReadAccountCalendar calendar, MarkOnTimeLine timeLine, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Given">False takes the own side's word back.</param>
    /// <param name="Day">When it was reached: a day of the account's time zone, today at the latest. Who signs second signs the day the first one stated.</param>
    public sealed record Input(bool Given, DateOnly? Day = null);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid milestoneId, Input input, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed || await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        await using var db = portal.For(narrowed);
        if (await db.Milestones.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == milestoneId, ct) is not { } milestone)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        if (SideOf(viewer) is not { } side)
        {
            return new Refusal.NotAllowed(text["OnlyAdminsSign"]);
        }

        if (Check(milestone, side, input, account.Today) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var line = input.Given ? milestone.Sign(side, viewer, input.Day!.Value, now) : milestone.Withdraw(side, viewer, now);
        if (line is null)
        {
            return milestoneId;
        }

        db.Add(line);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["SignedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, PlanAudit.MilestoneSigned, $"{milestoneId} {side} {line.Kind} {line.Day:yyyy-MM-dd}", accountId, ct);
        if (milestone.SignedReachedOn is { } reached)
        {
            await timeLine.WriteAsync(milestone, reached, ct);
        }

        return milestoneId;
    }

    /// <summary>For which side this viewer may sign; null when for none.</summary>
    public static Side? SideOf(Viewer viewer) => viewer.Role switch
    {
        PersonRole.Csm or PersonRole.VendorAdmin => Side.Vendor,
        PersonRole.CustomerAdmin => Side.Customer,
        _ => null,
    };

    private Refusal? Check(Milestone milestone, Side side, Input input, DateOnly today)
    {
        if (milestone.Criterion is not null)
        {
            return new Refusal.Conflict(text["MeasuredSaysUsage"]);
        }

        if (milestone.SignedReachedOn is not null)
        {
            return new Refusal.Conflict(text["SignedByBoth"]);
        }

        if (!input.Given)
        {
            return null;
        }

        if (milestone.SignOffOf(side is Side.Vendor ? Side.Customer : Side.Vendor) is not null && input.Day != milestone.MarkedReachedOn)
        {
            return new Refusal.Conflict(text["SignedMeanwhile"]); // not the day the page showed
        }

        return new FieldCheck(text)
            .Day(input.Day, "ReachedOn")
            .Require(input.Day is null || input.Day <= today, "ReachedOn", "DayAhead")
            .Refusal;
    }
}
