using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>States what was measured of a driver in a month. The same month again replaces what was stated; a field left empty keeps it.</summary>
public sealed class RecordMonth(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it. The month as 2026-03.</summary>
    public sealed class Input
    {
        /// <summary>The driver's id.</summary>
        public string? Driver { get; set; }

        public string? Month { get; set; }

        /// <summary>The driver as measured, in its unit.</summary>
        public string? Level { get; set; }

        /// <summary>How often it counted in the month.</summary>
        public string? Quantity { get; set; }
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var id = Guid.TryParse(input.Driver, out var given) ? given : Guid.Empty;
        if (await db.Drivers.AsNoTracking().SingleOrDefaultAsync(d => d.AccountId == account && d.Id == id, ct) is not { } driver)
        {
            return new Refusal.NotFound(words["NoSuchDriver"]);
        }

        var now = clock.GetUtcNow();
        var fields = new Fields(words);
        var month = fields.Month(nameof(Input.Month), input.Month);
        var level = fields.Optional(nameof(Input.Level), input.Level);
        var quantity = fields.Optional(nameof(Input.Quantity), input.Quantity, 0, Driver.MostTimes);

        // The zone farthest east is a day ahead of UTC at most; no account can have measured a later month.
        if (month > DateOnly.FromDateTime(now.UtcDateTime.AddHours(14)))
        {
            fields.Wrong(nameof(Input.Month), "MonthAhead");
        }

        if (driver.IsMoney && level is { } measured && driver.IsBeyondMeasure(measured))
        {
            fields.Wrong(nameof(Input.Level), "WorthTooLarge", Driver.MostWorth);
        }

        if (string.IsNullOrWhiteSpace(input.Level) && string.IsNullOrWhiteSpace(input.Quantity))
        {
            fields.Wrong(nameof(Input.Level), "NothingMeasured");
        }

        if (quantity is not null && driver.Source is not QuantitySource.Entries)
        {
            fields.Wrong(nameof(Input.Quantity), driver.Source is QuantitySource.Usage ? "QuantityFromUsage" : "QuantityAgreed");
        }
        else if (quantity is not null && driver.Kind is DriverKind.Quality)
        {
            fields.Wrong(nameof(Input.Quantity), "QualityHasNoQuantity");
        }

        if (fields.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await ValueWork.ClosedAsync(db, account, month, words, ct) is { } closed)
        {
            return closed;
        }

        var entry = await db.DriverEntries.SingleOrDefaultAsync(e => e.AccountId == account && e.DriverId == id && e.Month == month, ct);
        if (entry is null)
        {
            entry = new DriverEntry { AccountId = account, DriverId = id, Month = month };
            db.Add(entry);
        }

        entry.Level = level ?? entry.Level;
        entry.Quantity = quantity ?? entry.Quantity;
        (entry.PersonId, entry.By, entry.At) = (viewer.PersonId, viewer.Name, now);
        await db.StageTrailAsync(viewer, account, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.MonthRecorded, FormattableString.Invariant($"{id} {month:yyyy-MM} level {level} quantity {quantity}"), account, ct);
        return id;
    }
}
