using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>Adds what the account puts in: once, for each year or for each month. The first one opens the model with the usual terms.</summary>
public sealed class AddInvestment(PortalDbFactory portal, ReadCompany companies, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it. The month as 2026-03, the amount in the account's currency.</summary>
    public sealed class Input
    {
        public string? Name { get; set; }

        public string? Rhythm { get; set; }

        public string? Amount { get; set; }

        public string? FromMonth { get; set; }
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        var fields = new Fields(words);
        var name = fields.Text(nameof(Input.Name), input.Name, Investment.NameMaxLength);
        var rhythm = fields.Choice<InvestmentRhythm>(nameof(Input.Rhythm), input.Rhythm);
        var amount = fields.Number(nameof(Input.Amount), input.Amount, 0);
        var from = fields.Month(nameof(Input.FromMonth), input.FromMonth);
        if (fields.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        await using var db = portal.For(narrowed);
        if (await db.Investments.CountAsync(i => i.AccountId == account, ct) >= Investment.MostPerAccount)
        {
            return new Refusal.Conflict(words["TooManyInvestments", Investment.MostPerAccount]);
        }

        if (await ValueWork.ClosedAsync(db, account, from, words, ct) is { } closed)
        {
            return closed;
        }

        var now = clock.GetUtcNow();
        await ValueWork.ModelAsync(db, company, now, ct);
        var investment = new Investment
        {
            AccountId = account,
            Id = Guid.CreateVersion7(now),
            Name = name,
            Rhythm = rhythm,
            Amount = Money.Round(amount, company.Currency),
            FromMonth = from,
            Position = await db.Investments.Where(i => i.AccountId == account).MaxAsync(i => (int?)i.Position, ct) ?? 0,
        };
        db.Add(investment);
        await db.StageTrailAsync(viewer, account, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.InvestmentAdded, investment.Id.ToString(), account, ct);
        return investment.Id;
    }
}
