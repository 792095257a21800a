using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>
/// Closes the figures of an account up to a month: what was entered for them is not changed any more. To open them again takes a reason, which stays
/// in the trail.
/// </summary>
public sealed class LockPeriod(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    private const int MostLines = 20;

    /// <summary>As a form sends it. The month as 2026-03; nothing to open all.</summary>
    public sealed class Input
    {
        public string? Month { get; set; }

        public string? Reason { get; set; }
    }

    /// <param name="Through">Null while nothing is closed.</param>
    /// <param name="Lines">The latest first, 20 at most.</param>
    public sealed record State(DateOnly? Through, IReadOnlyList<PeriodLock> Lines);

    public async Task<State?> ReadAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out _))
        {
            return null;
        }

        await using var db = portal.For(narrowed);
        var lines = await db.PeriodLocks.AsNoTracking().Where(line => line.AccountId == account).OrderByDescending(line => line.Number).Take(MostLines).ToListAsync(ct);
        return new State(lines.FirstOrDefault()?.Through, lines);
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (!await db.ValueModels.AnyAsync(model => model.AccountId == account, ct))
        {
            return new Refusal.Conflict(words["NothingToClose"]);
        }

        var now = clock.GetUtcNow();
        var fields = new Fields(words);
        var through = string.IsNullOrWhiteSpace(input.Month) ? (DateOnly?)null : fields.Month(nameof(Input.Month), input.Month);
        var last = await db.PeriodLocks.AsNoTracking().Where(line => line.AccountId == account).OrderByDescending(line => line.Number).FirstOrDefaultAsync(ct);
        if (through >= ValueModel.MonthOf(DateOnly.FromDateTime(now.UtcDateTime)))
        {
            fields.Wrong(nameof(Input.Month), "CloseWhatIsOver");
        }
        else if (through == last?.Through)
        {
            fields.Wrong(nameof(Input.Month), "ClosedAlready");
        }

        var opens = last?.Through is { } closed && (through is null || through < closed);
        var reason = FigureNote.Read(input.Reason) ?? "";
        if (opens && reason.Length is 0 or > PeriodLock.ReasonMaxLength)
        {
            fields.Wrong(nameof(Input.Reason), "ReasonToOpen", PeriodLock.ReasonMaxLength);
        }

        if (fields.Refusal is { } wrong)
        {
            return wrong;
        }

        db.Add(new PeriodLock { AccountId = account, Number = (last?.Number ?? 0) + 1, Through = through, Reason = opens ? reason : null, By = viewer.Name, At = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        var month = through?.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? "–";
        await audit.WriteAsync(narrowed, opens ? RoiAudit.PeriodOpened : RoiAudit.PeriodClosed, opens ? $"{month} {reason}" : month, account, ct);
        return account;
    }
}
