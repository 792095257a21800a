using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Desk;

/// <summary>Adds a driver to an account's value model, or changes one. The first driver opens the model with the usual terms.</summary>
public sealed class SaveDriver(
    PortalDbFactory portal, ReadCompany companies, ListFeatures features, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
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

        if (await FillAsync(driver, narrowed, input, ct) is { } wrong)
        {
            return wrong;
        }

        driver.ChangedAt = now;
        if (id is null)
        {
            if (await db.Drivers.CountAsync(d => d.AccountId == account, ct) >= Driver.MostPerAccount)
            {
                return new Refusal.Conflict(words["TooManyDrivers", Driver.MostPerAccount]);
            }

            await ValueWork.ModelAsync(db, company, now, ct);
            db.Add(driver);
        }
        else
        {
            driver.Version++;
        }

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

    private async Task<Refusal?> FillAsync(Driver driver, Viewer viewer, Input input, CancellationToken ct)
    {
        var fields = new Fields(words);
        driver.Name = fields.Text(nameof(Input.Name), input.Name, Driver.NameMaxLength);
        driver.Kind = fields.Choice<DriverKind>(nameof(Input.Kind), input.Kind);
        driver.Unit = fields.Text(nameof(Input.Unit), input.Unit, Driver.UnitMaxLength);
        driver.Time = driver.Kind is DriverKind.TimeSaved ? fields.Choice<TimeUnit>(nameof(Input.Time), input.Time) : null;
        driver.Baseline = fields.Number(nameof(Input.Baseline), input.Baseline);
        driver.Target = fields.Number(nameof(Input.Target), input.Target);
        if (driver.Baseline == driver.Target)
        {
            fields.Wrong(nameof(Input.Target), "TargetIsBaseline");
        }

        if (driver.IsMoney)
        {
            driver.UnitValue = fields.Number(nameof(Input.UnitValue), input.UnitValue, 0);
            driver.Share = fields.Share(nameof(Input.Share), input.Share);
            driver.Risk = fields.Share(nameof(Input.Risk), input.Risk);
            await FillQuantityAsync(driver, viewer, input, fields, ct);
        }
        else
        {
            // Quality is measured month by month and has neither a price nor a number of times.
            (driver.UnitValue, driver.Share, driver.Risk, driver.ExpectedPerMonth) = (0, 1, 0, null);
            (driver.Source, driver.Measure, driver.Feature) = (QuantitySource.Entries, null, null);
        }

        return fields.Refusal;
    }

    private async Task FillQuantityAsync(Driver driver, Viewer viewer, Input input, Fields fields, CancellationToken ct)
    {
        driver.Source = fields.Choice<QuantitySource>(nameof(Input.Source), input.Source);
        driver.ExpectedPerMonth = fields.Optional(nameof(Input.ExpectedPerMonth), input.ExpectedPerMonth, 0);
        (driver.Measure, driver.Feature) = (null, null);
        if (driver.Source is QuantitySource.Agreed && driver.ExpectedPerMonth is null)
        {
            fields.Wrong(nameof(Input.ExpectedPerMonth), "AgreedNumberMissing");
        }

        if (driver.Source is not QuantitySource.Usage)
        {
            return;
        }

        driver.Measure = fields.Choice<UsageMeasure>(nameof(Input.Measure), input.Measure);
        driver.Feature = string.IsNullOrEmpty(input.Feature) || driver.Measure is UsageMeasure.FeaturesUsed ? null : input.Feature;
        if (driver.Feature is { } feature && (await features.RunAsync(viewer, ct)).All(row => row.Key != feature))
        {
            fields.Wrong(nameof(Input.Feature), "NoSuchFeature");
        }
    }
}
