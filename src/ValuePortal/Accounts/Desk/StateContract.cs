using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts.Desk;

/// <summary>States what the contract with an account says from a day on. The same day again replaces it; earlier lines stay.</summary>
public sealed class StateContract(PortalDbFactory portal, ApplyTierRules tiers, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 1, 1);

    public sealed record Input(DateOnly? ValidFrom, decimal? YearlyValue, string? Currency, DateOnly? StartsOn, DateOnly? EndsOn, DateOnly? RenewsOn);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAccountWork"]);
        }

        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        var errors = new Dictionary<string, string[]>();
        Require(IsDay(input.ValidFrom) && input.ValidFrom is not null, nameof(Input.ValidFrom), "DayInvalid");
        Require(input.YearlyValue is >= 0 and <= ContractTerms.MostValue, nameof(Input.YearlyValue), "AmountInvalid");
        Require(Currencies.IsKnown((input.Currency ?? "").ToUpperInvariant()), nameof(Input.Currency), "CurrencyInvalid");
        Require(IsDay(input.StartsOn), nameof(Input.StartsOn), "DayInvalid");
        Require(IsDay(input.EndsOn) && !(input.EndsOn < input.StartsOn), nameof(Input.EndsOn), "EndsAfterStart");
        Require(IsDay(input.RenewsOn), nameof(Input.RenewsOn), "DayInvalid");
        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var (day, currency) = (input.ValidFrom!.Value, input.Currency!.ToUpperInvariant());
        await using var db = portal.For(narrowed);
        var terms = await db.Contracts.SingleOrDefaultAsync(row => row.AccountId == accountId && row.ValidFrom == day, ct);
        if (terms is null)
        {
            db.Add(terms = new ContractTerms { AccountId = accountId, ValidFrom = day });
        }

        (terms.YearlyValue, terms.Currency) = (Money.Round(input.YearlyValue!.Value, currency), currency);
        (terms.StartsOn, terms.EndsOn, terms.RenewsOn) = (input.StartsOn, input.EndsOn, input.RenewsOn);

        // The renewal that pages show is the one of the line that holds today.
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (day <= today && !await db.Contracts.AnyAsync(row => row.AccountId == accountId && row.ValidFrom > day && row.ValidFrom <= today, ct))
        {
            (await db.Accounts.SingleAsync(row => row.AccountId == accountId, ct)).RenewsOn = input.RenewsOn;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["StatedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, "contract-stated", FormattableString.Invariant($"from {day:yyyy-MM-dd}, renews {input.RenewsOn:yyyy-MM-dd}"), accountId, ct);
        await tiers.RunAsync(accountId, ct);
        return accountId;

        static bool IsDay(DateOnly? day) => day is null || (day >= s_earliest && day <= s_latest);

        void Require(bool right, string field, string word)
        {
            if (!right)
            {
                errors[field] = [text[word]];
            }
        }
    }
}
