using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts.Desk;

/// <summary>Opens an account for a customer company.</summary>
public sealed class OpenAccount(PortalDbFactory portal, AccountDirectory directory, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    /// <param name="ExternalId">The company's id in the vendor's product, as events name it. Case and blanks count.</param>
    /// <param name="TimeZone">IANA name.</param>
    /// <param name="Currency">ISO 4217 code; small letters are taken too.</param>
    public sealed record Input(
        string ExternalId, string Name, Tier Tier = Tier.Regular, string Currency = "USD", string TimeZone = "UTC", string Language = "en",
        DateOnly? GoLiveOn = null, DateOnly? RenewsOn = null);

    /// <returns>The new account's id; a conflict when the external id is taken.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        if (Check(input) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        if ((await directory.FindAsync([input.ExternalId], ct)).Count > 0)
        {
            return new Refusal.Conflict(text["ExternalIdTaken"]);
        }

        var account = Account.Open(input.ExternalId, input.Name, clock.GetUtcNow(), input.TimeZone);
        account.Tier = input.Tier;
        account.Currency = input.Currency.ToUpperInvariant();
        account.Language = input.Language;
        account.GoLiveOn = input.GoLiveOn;
        account.RenewsOn = input.RenewsOn;
        await using var db = portal.ForSystem(account.AccountId);
        db.Add(account);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ExternalIdTaken"]);
        }

        await audit.WriteAsync(viewer, AuditAction.AccountAdded, $"{input.Tier}, {account.Currency}, {input.TimeZone}", account.AccountId, ct);
        return account.AccountId;
    }

    private Dictionary<string, string[]> Check(Input input)
    {
        var errors = new Dictionary<string, string[]>();
        Require(input.ExternalId.Length is > 0 and <= Account.ExternalIdMaxLength && !input.ExternalId.Any(char.IsControl), nameof(Input.ExternalId), "ExternalIdInvalid", Account.ExternalIdMaxLength);
        Require(input.Name.Trim().Length is > 0 and <= Account.NameMaxLength, nameof(Input.Name), "NameInvalid", Account.NameMaxLength);
        Require(Enum.IsDefined(input.Tier), nameof(Input.Tier), "ChooseOne");
        Require(Currencies.IsKnown(input.Currency.ToUpperInvariant()), nameof(Input.Currency), "CurrencyInvalid");
        Require(TimeZones.IsKnown(input.TimeZone), nameof(Input.TimeZone), "TimeZoneInvalid");
        Require(Languages.IsKnown(input.Language), nameof(Input.Language), "ChooseOne");
        return errors;

        void Require(bool right, string field, string word, params object[] values)
        {
            if (!right)
            {
                errors[field] = [text[word, values]];
            }
        }
    }
}
