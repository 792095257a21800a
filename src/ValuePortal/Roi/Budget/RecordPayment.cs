using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Budget;

/// <summary>Writes down what was paid for a cost item in a month; without an amount, that nothing is known of it. The planned amount stays as it was agreed.</summary>
public sealed class RecordPayment(PortalDbFactory portal, ReadCompany companies, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it. The month as 2026-03, the amount in the account's currency.</summary>
    public sealed class Input
    {
        public string? Investment { get; set; }

        public string? Month { get; set; }

        public string? Amount { get; set; }
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var id = Guid.TryParse(input.Investment, out var given) ? given : Guid.Empty;
        if (await companies.RunAsync(narrowed, account, ct) is not { } company || !await db.Investments.AnyAsync(i => i.AccountId == account && i.Id == id, ct))
        {
            return new Refusal.NotFound(words["NoSuchInvestment"]);
        }

        var now = clock.GetUtcNow();
        var fields = new Fields(words);
        var month = fields.Month(nameof(Input.Month), input.Month);
        var amount = fields.Optional(nameof(Input.Amount), input.Amount, 0);
        if (month > TimeZones.DayIn(company.TimeZone, now))
        {
            fields.Wrong(nameof(Input.Month), "MonthAhead");
        }

        if (fields.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await ValueWork.ClosedAsync(db, account, month, words, ct) is { } closed)
        {
            return closed;
        }

        var payment = await db.Payments.SingleOrDefaultAsync(p => p.AccountId == account && p.InvestmentId == id && p.Month == month, ct);
        if (payment is null && amount is not null)
        {
            db.Add(payment = new Payment { AccountId = account, InvestmentId = id, Month = month });
        }

        if (payment is not null && amount is { } paid)
        {
            (payment.Amount, payment.At) = (Money.Round(paid, company.Currency), now);
        }
        else if (payment is not null)
        {
            db.Remove(payment);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.PaymentRecorded, FormattableString.Invariant($"{id} {month:yyyy-MM} amount {amount}"), account, ct);
        return id;
    }
}
