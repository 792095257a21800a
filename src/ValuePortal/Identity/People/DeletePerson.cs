using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.SecondFactor;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Drafts;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.People;

/// <summary>
/// Deletes a person of a customer for ever: name, e-mail and everything one signs in with are gone, in one transaction with what each module
/// keeps without a name. The row stays, empty, so that what it did still counts as somebody's.
/// </summary>
public sealed class DeletePerson(PortalDbFactory portal, IEnumerable<PersonRemains> remains, TimeProvider clock, AuditLog audit, IStringLocalizer<IdentityWords> text, IStringLocalizerFactory texts)
{
    /// <summary>What stays without a name: a sentence of each module.</summary>
    public IReadOnlyList<string> WhatStays => [.. remains.Select(module => texts.Create(module.Words)[module.Kept].Value)];

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid personId, CancellationToken ct = default)
    {
        if (!viewer.LooksAfterPeople)
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        await using var db = portal.For(viewer);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        if (await db.FindForAsync(viewer, personId, ct) is not { AccountId: { } account } person)
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        if (person.Id == viewer.PersonId)
        {
            return new Refusal.Conflict(text["NotYourself"]);
        }

        if (viewer.IsCustomer && person.Role is PersonRole.CustomerAdmin && !await db.HasAdminBesideAsync(person, ct))
        {
            return new Refusal.Conflict(text["LastAdmin"]);
        }

        var instead = InLanguage.Of(person.Language, () => text["FormerColleague"].Value);
        var leaving = new LeavingPerson(account, person.Id, person.Name, instead);
        foreach (var module in remains)
        {
            await module.LeaveAsync(db, leaving, ct);
        }

        var now = clock.GetUtcNow();
        await ForgetAsync(db, leaving, ct);
        person.Forget(instead, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(viewer, AuditAction.PersonDeleted, $"{person.Id}", account, ct);
        return person.Id;
    }

    // What one signs in with, the mails on their way, and the name in the log. The keys that the person made work on for the company, without amounts.
    private static async Task ForgetAsync(PortalDb db, LeavingPerson leaving, CancellationToken ct)
    {
        var id = leaving.PersonId;
        await db.UserClaims.Where(row => row.UserId == id).ExecuteDeleteAsync(ct);
        await db.UserLogins.Where(row => row.UserId == id).ExecuteDeleteAsync(ct);
        await db.UserTokens.Where(row => row.UserId == id).ExecuteDeleteAsync(ct);
        await db.Set<IdentityUserPasskey<Guid>>().Where(row => row.UserId == id).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(row => row.PersonId == id).ExecuteDeleteAsync(ct);
        await db.Authenticators.Where(row => row.PersonId == id).ExecuteDeleteAsync(ct);
        await db.RecoveryCodes.Where(row => row.PersonId == id).ExecuteDeleteAsync(ct);
        await db.SignOnIdentities.Where(row => row.AccountId == leaving.AccountId && row.PersonId == id).ExecuteDeleteAsync(ct);
        await KeepDraft.ForgetAsync(db, leaving.AccountId, id, ct);
        await MailOutbox.ForgetAsync(db, leaving.AccountId, id, ct);
        await AuditLog.ForgetAsync(db, leaving.AccountId, id, ct);
    }
}
