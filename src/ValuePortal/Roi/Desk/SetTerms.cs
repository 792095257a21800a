using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>Sets the terms of an account's value model: first month, years, discount rate.</summary>
public sealed class SetTerms(PortalDbFactory portal, ReadCompany companies, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it. Months as 2026-03, the rate in per cent.</summary>
    public sealed class Input
    {
        public string? StartMonth { get; set; }

        public string? HorizonYears { get; set; }

        public string? DiscountRate { get; set; }

        /// <summary>The version that was read; nothing when there was no model yet.</summary>
        public string? Version { get; set; }
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        var fields = new Fields(words);
        var start = fields.Month(nameof(Input.StartMonth), input.StartMonth);
        var years = fields.Number(nameof(Input.HorizonYears), input.HorizonYears, 1, ValueModel.MostHorizonYears);
        if (years != decimal.Truncate(years))
        {
            fields.Wrong(nameof(Input.HorizonYears), "NumberInvalid");
        }

        var rate = fields.Number(nameof(Input.DiscountRate), input.DiscountRate, 0, ValueModel.MostDiscountRate * 100, Fields.PlacesOfPercent) / 100;
        if (fields.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        await using var db = portal.For(narrowed);
        if (await ValueWork.ClosedAsync(db, account, null, words, ct) is { } closed)
        {
            return closed;
        }

        var now = clock.GetUtcNow();
        var model = await ValueWork.ModelAsync(db, company, now, ct);
        if (db.Entry(model).State is not EntityState.Added)
        {
            if (model.Version.ToString(CultureInfo.InvariantCulture) != input.Version)
            {
                return new Refusal.Conflict(words["ChangedMeanwhile"]);
            }

            if (model.HorizonYears != (int)years && await db.Tables.AnyAsync(t => t.AccountId == account, ct))
            {
                fields.Wrong(nameof(Input.HorizonYears), "YearsOfTables", model.HorizonYears);
                return fields.Refusal!;
            }

            model.Version++;
        }

        (model.StartMonth, model.HorizonYears, model.DiscountRate, model.ChangedAt) = (start, (int)years, rate, now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.TermsSet, FormattableString.Invariant($"from {start:yyyy-MM}, {model.HorizonYears} years, rate {rate}"), account, ct);
        return account;
    }
}
