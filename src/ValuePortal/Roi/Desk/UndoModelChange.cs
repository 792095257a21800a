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
/// Undoes the last change of a driver, or puts back the driver or the investment that was removed last. A change is undone by saving what stood there
/// before, so that undone once more it is redone.
/// </summary>
public sealed class UndoModelChange(
    PortalDbFactory portal, SaveDriver save, FillDriver fill, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <param name="viewer">Staff with the account in care.</param>
    /// <param name="account">The account.</param>
    /// <param name="id">The driver or the investment.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Undoables.SingleOrDefaultAsync(row => row.AccountId == account && row.Id == id, ct) is not { Kind: not UndoKind.TableRemoved } undoable)
        {
            return new Refusal.Conflict(words["NothingToUndo"]);
        }

        if (undoable.Kind is UndoKind.DriverChanged)
        {
            var before = undoable.Read<SaveDriver.Input>();
            before.Version = undoable.Version.ToString(CultureInfo.InvariantCulture);
            return await save.RunAsync(viewer, account, id, before, ct);
        }

        if (undoable.Kind is UndoKind.DriverRemoved)
        {
            var removed = undoable.Read<RemovedDriver>();
            var driver = new Driver { AccountId = account, Id = id, Position = removed.Position, ChangedAt = clock.GetUtcNow() };
            if (await fill.RunAsync(narrowed, driver, removed.Driver, ct) is { } wrong)
            {
                return new Refusal.Conflict(string.Join(' ', wrong.Errors.Values.SelectMany(each => each)));
            }

            if (await db.Drivers.CountAsync(d => d.AccountId == account, ct) >= Driver.MostPerAccount)
            {
                return new Refusal.Conflict(words["TooManyDrivers", Driver.MostPerAccount]);
            }

            db.Add(driver);
            db.AddRange(removed.Entries);
        }
        else
        {
            if (await db.Investments.CountAsync(i => i.AccountId == account, ct) >= Investment.MostPerAccount)
            {
                return new Refusal.Conflict(words["TooManyInvestments", Investment.MostPerAccount]);
            }

            db.Add(undoable.Read<Investment>());
        }

        db.Remove(undoable);
        if (await ValueWork.ClosedAsync(db, account, null, words, ct) is { } closed)
        {
            return closed;
        }

        await db.StageTrailAsync(viewer, account, clock.GetUtcNow(), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Somebody else put it back, or removed the model, a moment ago.
            return new Refusal.Conflict(words["NothingToUndo"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.ModelUndone, $"{undoable.Kind} {id}", account, ct);
        return id;
    }
}
