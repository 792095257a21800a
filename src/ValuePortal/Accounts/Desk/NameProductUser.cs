using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>Says which of the product's user ids a person of a company is, so that lists of use can call it by name.</summary>
public sealed class NameProductUser(PortalDbFactory portal, AuditLog audit, IStringLocalizer<ProductUserWords> text)
{
    public const int MaxLength = 255;

    /// <param name="ExternalUserId">As events name it; blank takes it away.</param>
    public sealed record Input(Guid PersonId, string? ExternalUserId);

    public static string? IdOf(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    public async Task<Outcome<bool>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        if (!viewer.Scope.Contains(accountId))
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        if (IdOf(input.ExternalUserId) is { Length: > MaxLength })
        {
            return new Refusal.Invalid(
                text["Invalid", MaxLength], new Dictionary<string, string[]> { [nameof(Input.ExternalUserId)] = [text["Invalid", MaxLength]] });
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.SingleOrDefaultAsync(person => person.Id == input.PersonId && person.AccountId == accountId, ct);
        if (person is null)
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        person.ExternalUserId = IdOf(input.ExternalUserId);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, "product-user-named", person.Id.ToString(), accountId, ct);
        return true;
    }
}
