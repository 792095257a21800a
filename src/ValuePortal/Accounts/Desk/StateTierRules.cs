using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>The vendor's admin says by what accounts are sorted into tiers from a day on. Rules of days that have come stay as they are.</summary>
public sealed class StateTierRules(PortalDbFactory portal, ApplyTierRules apply, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    private const int Most = 100;

    public sealed record Input(DateOnly? ValidFrom, TierMeasure Measure, string? Currency, decimal? ImportantFrom, decimal? KeyFrom);

    /// <summary>The rules by day, the latest first.</summary>
    public async Task<IReadOnlyList<TierRules>> ListAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.TierRules.AsNoTracking().OrderByDescending(rules => rules.ValidFrom).Take(Most).ToListAsync(ct);
    }

    public async Task<Outcome<DateOnly>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var byValue = input.Measure is TierMeasure.ContractValue;
        var errors = new Dictionary<string, string[]>();
        Require(input.ValidFrom >= today && input.ValidFrom < today.AddYears(10), nameof(Input.ValidFrom), "TodayOrLater");
        Require(Enum.IsDefined(input.Measure), nameof(Input.Measure), "ChooseOne");
        Require(!byValue || Currencies.IsKnown((input.Currency ?? "").ToUpperInvariant()), nameof(Input.Currency), "CurrencyInvalid");
        Require(input.ImportantFrom is > 0 and <= ContractTerms.MostValue, nameof(Input.ImportantFrom), "AmountInvalid");
        Require(input.KeyFrom > input.ImportantFrom && input.KeyFrom <= ContractTerms.MostValue, nameof(Input.KeyFrom), "KeyAboveImportant");
        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var day = input.ValidFrom!.Value;
        await using var db = portal.ForSystem();
        db.Add(new TierRules
        {
            ValidFrom = day,
            Measure = input.Measure,
            Currency = byValue ? input.Currency!.ToUpperInvariant() : null,
            ImportantFrom = input.ImportantFrom!.Value,
            KeyFrom = input.KeyFrom!.Value,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["RulesOfThatDay"]);
        }

        await audit.WriteAsync(viewer, "tier-rules-stated", FormattableString.Invariant($"{input.Measure} {input.ImportantFrom} {input.KeyFrom} {input.Currency} from {day:yyyy-MM-dd}"), AccountScope.NoAccount, ct);
        await apply.RunAsync(ct);
        return day;

        void Require(bool right, string field, string word)
        {
            if (!right)
            {
                errors[field] = [text[word]];
            }
        }
    }
}
