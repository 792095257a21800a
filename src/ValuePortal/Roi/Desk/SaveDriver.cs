using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>Adds a driver to an account's value model, or changes one. The first driver opens the model with the usual terms.</summary>
public sealed class SaveDriver(
    PortalDbFactory portal, ReadCompany companies, FillDriver fill, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it. Numbers with a point; share and risk in per cent.</summary>
    public sealed class Input
    {
        public string? Name { get; set; }

        public string? Kind { get; set; }

        public string? Unit { get; set; }

        /// <summary>For a driver of time: minutes, hours or seconds; left aside for the others.</summary>
        public string? Time { get; set; }

        public string? Baseline { get; set; }

        public string? Target { get; set; }

        public string? UnitValue { get; set; }

        public string? Share { get; set; } = "100";

        public string? Risk { get; set; } = "0";

        public string? Source { get; set; }

        public string? ExpectedPerMonth { get; set; }

        public string? Measure { get; set; }

        /// <summary>The key of a feature; nothing for all use.</summary>
        public string? Feature { get; set; }

        /// <summary>The version that was read; nothing for a new driver.</summary>
        public string? Version { get; set; }
    }

    /// <param name="viewer">Staff with the account in care.</param>
    /// <param name="account">The account.</param>
    /// <param name="id">The driver to change; null for a new one.</param>
    /// <param name="input">What was filled in.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The driver's id; a refusal for wrong fields, and when somebody else changed it meanwhile.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid? id, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        if (await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        var now = clock.GetUtcNow();
        await using var db = portal.For(narrowed);
        var driver = id is { } known
            ? await db.Drivers.SingleOrDefaultAsync(d => d.AccountId == account && d.Id == known, ct)
            : new Driver { AccountId = account, Id = Guid.CreateVersion7(now) };
        if (driver is null)
        {
            return new Refusal.NotFound(words["NoSuchDriver"]);
        }

        if (id is not null && driver.Version.ToString(CultureInfo.InvariantCulture) != input.Version)
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        var before = id is null ? null : ReadValueModel.DriverRow.Of(driver).ToInput();
        if (await fill.RunAsync(narrowed, driver, input, ct) is { } wrong)
        {
            return wrong;
        }

        if (driver.IsMoney && (await db.DriverEntries.Where(e => e.AccountId == account && e.DriverId == driver.Id && e.Level != null).Select(e => e.Level!.Value).ToListAsync(ct)).Any(driver.IsBeyondMeasure))
        {
            var beyond = new Fields(words);
            beyond.Wrong(nameof(Input.UnitValue), "WorthTooLarge", Driver.MostWorth);
            return beyond.Refusal!;
        }

        if (await ValueWork.ClosedAsync(db, account, null, words, ct) is { } closed)
        {
            return closed;
        }

        driver.ChangedAt = now;
        if (id is null)
        {
            if (await db.Drivers.CountAsync(d => d.AccountId == account, ct) >= Driver.MostPerAccount)
            {
                return new Refusal.Conflict(words["TooManyDrivers", Driver.MostPerAccount]);
            }

            await ValueWork.ModelAsync(db, company, now, ct);
            driver.Position = await db.Drivers.Where(d => d.AccountId == account).MaxAsync(d => (int?)d.Position, ct) ?? 0;
            db.Add(driver);
        }
        else
        {
            driver.Version++;
            await db.StageBeforeAsync(account, driver.Id, UndoKind.DriverChanged, before, driver.Version, viewer.Name, now, ct);
        }

        await db.StageTrailAsync(viewer, account, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, id is null ? RoiAudit.DriverAdded : RoiAudit.DriverChanged, driver.Id.ToString(), account, ct);
        return driver.Id;
    }
}
