using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>Takes a driver and its measurements out of an account's value model. The audit log keeps that it was there.</summary>
public sealed class RemoveDriver(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Drivers.SingleOrDefaultAsync(d => d.AccountId == account && d.Id == id, ct) is not { } driver)
        {
            return new Refusal.NotFound(words["NoSuchDriver"]);
        }

        if (await ValueWork.ClosedAsync(db, account, null, words, ct) is { } closed)
        {
            return closed;
        }

        var now = clock.GetUtcNow();
        var entries = await db.DriverEntries.Where(e => e.AccountId == account && e.DriverId == id).ToListAsync(ct);
        await db.StageBeforeAsync(account, id, UndoKind.DriverRemoved, new RemovedDriver(ReadValueModel.DriverRow.Of(driver).ToInput(), driver.Position, entries), 0, viewer.Name, now, ct);
        db.RemoveRange(entries);
        db.Remove(driver);
        await db.StageTrailAsync(viewer, account, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Changed, or measured once more, between reading and removing.
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.DriverRemoved, $"{id} {driver.Name}", account, ct);
        return id;
    }
}
