using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Agreement;

/// <summary>A customer's person chooses whether a mail tells of answers to its objections. It sets a state.</summary>
public sealed class ChooseAnswerMails(PortalDbFactory portal, AuditLog audit, IStringLocalizer<RoiWords> words)
{
    public async Task<bool> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return !await db.AnswerMailsOff.AnyAsync(choice => choice.AccountId == viewer.AccountId && choice.PersonId == viewer.PersonId, ct);
    }

    public async Task<Outcome<bool>> RunAsync(Viewer viewer, bool on, CancellationToken ct = default)
    {
        if (viewer is not { IsCustomer: true, AccountId: { } account })
        {
            return new Refusal.NotAllowed(words["OnlyCustomers"]);
        }

        await using var db = portal.For(viewer);
        if (on)
        {
            await db.AnswerMailsOff.Where(choice => choice.AccountId == account && choice.PersonId == viewer.PersonId).ExecuteDeleteAsync(ct);
        }
        else if (await ReadAsync(viewer, ct))
        {
            db.Add(new AnswerMailChoice { AccountId = account, PersonId = viewer.PersonId });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                // Sent twice: it is off.
            }
        }

        await audit.WriteAsync(viewer, RoiAudit.AnswerMailsChosen, on ? "on" : "off", account, ct);
        return on;
    }
}
