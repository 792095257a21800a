using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.People;

/// <summary>
/// Says what a person may: its role, and whether it sees amounts. The next page and the next write go by it. Somebody who is no admin any
/// more signs in again.
/// </summary>
public sealed class ChangeRights(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    /// <param name="Role">A customer's role for a customer, a staff role for the vendor's people.</param>
    /// <param name="MaySeeMoney">For members and product managers; the others always may.</param>
    public sealed record Input(Guid PersonId, PersonRole Role, bool MaySeeMoney);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (!viewer.LooksAfterPeople)
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        await using var db = portal.ForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        if (await db.FindForAsync(viewer, input.PersonId, ct) is not { } person)
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        if (!Enum.IsDefined(input.Role) || input.Role.IsCustomer != person.AccountId is not null)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.Role)] = [text["ChooseOne"]] });
        }

        var isNoAdminAnyMore = person.Role is PersonRole.CustomerAdmin or PersonRole.VendorAdmin && input.Role != person.Role;
        if (isNoAdminAnyMore && person.AccountId is null && person.Id == viewer.PersonId)
        {
            return new Refusal.Conflict(text["NotOwnRole"]);
        }

        if (isNoAdminAnyMore && viewer.IsCustomer && !await db.HasAdminBesideAsync(person, ct))
        {
            return new Refusal.Conflict(text["LastAdmin"]);
        }

        var money = input.MaySeeMoney || PersonRoles.AlwaysSeesMoney(input.Role);
        if (person.Role == input.Role && person.MaySeeMoney == money)
        {
            return person.Id;
        }

        var what = $"{person.Id}: {person.Role} → {input.Role}, amounts {(money ? "visible" : "hidden")}";
        (person.Role, person.MaySeeMoney) = (input.Role, money);
        if (isNoAdminAnyMore)
        {
            person.EndSessions(clock.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(viewer, AuditAction.RoleChanged, what, person.AccountId ?? AccountScope.NoAccount, ct);
        return person.Id;
    }
}
