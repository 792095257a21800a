using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>Takes an investment out of an account's value model.</summary>
public sealed class RemoveInvestment(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Investments.SingleOrDefaultAsync(i => i.AccountId == account && i.Id == id, ct) is not { } investment)
        {
            return new Refusal.NotFound(words["NoSuchInvestment"]);
        }

        var now = clock.GetUtcNow();
        await db.StageBeforeAsync(account, id, UndoKind.InvestmentRemoved, investment, 0, viewer.Name, now, ct);
        db.Remove(investment);
        if (await ValueWork.ClosedAsync(db, account, investment.FromMonth, words, ct) is { } closed)
        {
            return closed;
        }

        await db.StageTrailAsync(viewer, account, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            // Somebody else removed it a moment ago, which is as good.
        }

        await audit.WriteAsync(narrowed, RoiAudit.InvestmentRemoved, $"{id} {investment.Name}", account, ct);
        return id;
    }
}
