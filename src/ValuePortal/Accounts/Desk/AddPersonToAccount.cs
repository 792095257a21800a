using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.People;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>Adds a person of a customer company. The person speaks the account's language until it chooses another.</summary>
public sealed class AddPersonToAccount(PortalDbFactory portal, AddPerson add, TimeProvider clock, IStringLocalizer<AccountsWords> text, IStringLocalizer<ProductUserWords> productUser)
{
    /// <param name="Role">A customer's role.</param>
    /// <param name="MaySeeMoney">For members; an admin of the customer always may.</param>
    /// <param name="ExternalUserId">Which of the product's user ids this person is; null while nobody says so.</param>
    public sealed record Input(string Email, string Name, PersonRole Role = PersonRole.CustomerMember, bool MaySeeMoney = false, string? ExternalUserId = null);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        if (!Enum.IsDefined(input.Role) || !input.Role.IsCustomer)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.Role)] = [text["ChooseOne"]] });
        }

        if (NameProductUser.IdOf(input.ExternalUserId) is { Length: > NameProductUser.MaxLength })
        {
            return new Refusal.Invalid(
                text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.ExternalUserId)] = [productUser["Invalid", NameProductUser.MaxLength]] });
        }

        await using var db = portal.For(narrowed);
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        var person = Person.OfAccount(accountId, input.Email, input.Name, input.Role, clock.GetUtcNow());
        person.MaySeeMoney |= input.MaySeeMoney;
        (person.Language, person.TimeZone) = (account.Language, account.TimeZone);
        person.ExternalUserId = NameProductUser.IdOf(input.ExternalUserId);
        return await add.RunAsync(narrowed, person, ct);
    }
}
