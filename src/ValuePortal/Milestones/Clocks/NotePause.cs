using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Clocks;

/// <summary>Notes that one side waits for the other, or that work goes on.</summary>
public sealed class NotePause(PortalDbFactory portal, ReadAccountCalendar calendar, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="WaitedFor">The side that is waited for.</param>
    /// <param name="From">The first day of it, today at the latest.</param>
    /// <param name="Until">The day on which work went on; null while it stands still.</param>
    public sealed record Input(Side WaitedFor, DateOnly? From, DateOnly? Until, string? Reason);

    /// <returns>The pause's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        if (await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        var check = new FieldCheck(text)
            .Require(Enum.IsDefined(input.WaitedFor), nameof(Input.WaitedFor), "ChooseOne")
            .Day(input.From, nameof(Input.From))
            .Require(input.From is null || input.From <= account.Today, nameof(Input.From), "DayAhead")
            .Require(input.Until is null || input.Until <= account.Today, nameof(Input.Until), "DayAhead")
            .Require(input.Until is null || input.From is null || input.Until > input.From, nameof(Input.Until), "PauseEndsFirst")
            .Title(input.Reason, nameof(Input.Reason), Pause.ReasonMaxLength);
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        var pause = new Pause
        {
            AccountId = accountId,
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            WaitedFor = input.WaitedFor,
            From = input.From!.Value,
            Until = input.Until,
            Reason = input.Reason!.Trim(),
            NotedBy = viewer.Name,
        };
        await using var db = portal.For(narrowed);
        var end = pause.Until ?? DateOnly.MaxValue;
        if (await db.PlanPauses.AnyAsync(row => row.AccountId == accountId && row.From < end && (row.Until == null || row.Until > pause.From), ct))
        {
            return new Refusal.Conflict(text["PauseOverlaps"]);
        }

        db.Add(pause);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["PauseOverlaps"]);
        }

        await audit.WriteAsync(narrowed, PlanAudit.PauseNoted, $"{pause.Id} for {pause.WaitedFor} from {pause.From:yyyy-MM-dd}", accountId, ct);
        return pause.Id;
    }

    /// <summary>Work goes on today. Twice is once.</summary>
    public async Task<Outcome<Guid>> EndAsync(Viewer viewer, Guid accountId, Guid pauseId, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await calendar.RunAsync(narrowed, ct) is not { } account
            || await db.PlanPauses.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == pauseId, ct) is not { } pause)
        {
            return new Refusal.NotFound(text["NoSuchPause"]);
        }

        if (pause.Until is null)
        {
            pause.Until = account.Today;
            await db.SaveChangesAsync(ct);
            await audit.WriteAsync(narrowed, PlanAudit.PauseNoted, $"{pauseId} ended {account.Today:yyyy-MM-dd}", accountId, ct);
        }

        return pauseId;
    }
}
