using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.People;

/// <summary>
/// Adds somebody who may sign in, without a password yet. An e-mail belongs to one person in the whole portal; a second one is
/// refused without saying whose it is.
/// </summary>
public sealed class AddPerson(PortalDbFactory portal, ILookupNormalizer normalizer, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Person person, CancellationToken ct = default)
    {
        if (!viewer.LooksAfterPeople || (viewer.IsCustomer && person.AccountId is null))
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        if (!viewer.LooksAfterPeopleOf(person.AccountId))
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        var errors = new Dictionary<string, string[]>();
        if (!EmailAddress.IsValid(person.Email))
        {
            errors[nameof(Person.Email)] = [text["EmailInvalid"]];
        }

        if (person.Name.Length is 0 or > Person.NameMaxLength)
        {
            errors[nameof(Person.Name)] = [text["NameInvalid", Person.NameMaxLength]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        person.NormalizedEmail = normalizer.NormalizeEmail(person.Email);
        person.NormalizedUserName = normalizer.NormalizeName(person.UserName);
        await using var db = portal.ForSystem();
        if (await db.Users.AnyAsync(p => p.NormalizedUserName == person.NormalizedUserName, ct))
        {
            return new Refusal.Conflict(text["EmailTaken"]);
        }

        db.Users.Add(person);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["EmailTaken"]);
        }

        await audit.WriteAsync(viewer, AuditAction.PersonAdded, $"{person.Role} {person.Id}", person.AccountId ?? AccountScope.NoAccount, ct);
        return person.Id;
    }
}
