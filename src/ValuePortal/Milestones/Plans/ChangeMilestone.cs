using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>Changes the words, the due day or the owner of a milestone. Of two people at once the second is shown what the first one wrote.</summary>
public sealed class ChangeMilestone(PortalDbFactory portal, NameDrivers drivers, MarkOnTimeLine timeLine, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Version">The one the form was filled from.</param>
    public sealed record Input(string? Title, string? ChineseTitle, DateOnly? DueOn, Side OwnerSide, string? OwnerName, int Version, decimal? ExpectedValue = null, Guid? DriverId = null);

    /// <summary>What stands there now, to be changed.</summary>
    public sealed record Current(MilestoneText Text, int Version, MilestoneText? Before = null);

    /// <summary>Somebody changed it since the form was filled.</summary>
    /// <param name="Theirs">What stands there now.</param>
    /// <param name="Version">With this one the own text takes its place.</param>
    public sealed record Overtaken(string Message, MilestoneText Theirs, int Version) : Refusal(Message);

    /// <returns>Null for a milestone that is not there for this viewer.</returns>
    public async Task<Current?> ReadAsync(Viewer viewer, Guid accountId, Guid milestoneId, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is not null)
        {
            return null;
        }

        await using var db = portal.For(narrowed);
        return await db.Milestones.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == milestoneId, ct) is { } milestone
            ? new Current(TextFor(narrowed, milestone), milestone.Version, narrowed.SeesMoney ? milestone.TextBefore : milestone.TextBefore is { } before ? before with { ExpectedValue = null } : null)
            : null;
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid milestoneId, Input input, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Milestones.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == milestoneId, ct) is not { } milestone)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        var check = new FieldCheck(text)
            .Title(input.Title, nameof(Input.Title), Milestone.TitleMaxLength)
            .Text(input.ChineseTitle, nameof(Input.ChineseTitle), Milestone.TitleMaxLength)
            .Text(input.OwnerName, nameof(Input.OwnerName), Milestone.OwnerMaxLength)
            .Day(input.DueOn, nameof(Input.DueOn))
            .Require(Milestone.IsValue(input.ExpectedValue), nameof(Input.ExpectedValue), "ValueInvalid")
            .Require(input.DriverId is null || input.DriverId == milestone.DriverId || (await drivers.RunAsync(narrowed, accountId, ct)).Any(driver => driver.Id == input.DriverId), nameof(Input.DriverId), "ChooseOne")
            .Require(Enum.IsDefined(input.OwnerSide), nameof(Input.OwnerSide), "ChooseOne");
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        if (milestone.Version != input.Version)
        {
            return new Overtaken(text["MilestoneOvertaken"], TextFor(narrowed, milestone), milestone.Version);
        }

        if (milestone.VendorSignOff is not null || milestone.CustomerSignOff is not null)
        {
            return new Refusal.Conflict(text["MilestoneIsSigned"]);
        }

        db.Add(milestone.Change(new MilestoneText(input.Title!, input.ChineseTitle, input.DueOn!.Value, input.OwnerSide, input.OwnerName, narrowed.SeesMoney ? input.ExpectedValue : milestone.ExpectedValue, input.DriverId), narrowed, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ReadAsync(viewer, accountId, milestoneId, ct) is { } now
                ? new Overtaken(text["MilestoneOvertaken"], now.Text, now.Version)
                : new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        await audit.WriteAsync(narrowed, PlanAudit.MilestoneChanged, $"{milestoneId} version {milestone.Version}", accountId, ct);
        if (milestone is { NotedReachedOn: { } reached, ReopenedOn: null })
        {
            await timeLine.WriteAsync(milestone, reached, ct);
        }

        return milestoneId;
    }

    private static MilestoneText TextFor(Viewer viewer, Milestone milestone) =>
        viewer.SeesMoney ? MilestoneText.Of(milestone) : MilestoneText.Of(milestone) with { ExpectedValue = null };
}
