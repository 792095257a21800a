using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Portfolio;

/// <summary>The vendor's admin enters what one unit of a currency is in another from a day on, and where it was read. A wrong one is removed and entered anew.</summary>
public sealed class EnterRate(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<PortfolioWords> words)
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);

    /// <summary>As a form sends it: the rate with a point, the day as 2026-03-31.</summary>
    public sealed class Input
    {
        public string? From { get; set; }

        public string? To { get; set; }

        public string? Rate { get; set; }

        public string? ValidFrom { get; set; }

        public string? Source { get; set; }
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(words["OnlyVendorAdmin"]);
        }

        var now = clock.GetUtcNow();
        var errors = new Dictionary<string, string[]>();
        var (from, to) = (Code(input.From), Code(input.To));
        Require(Currencies.IsKnown(from), nameof(Input.From), "CurrencyInvalid");
        Require(Currencies.IsKnown(to) && to != from, nameof(Input.To), from == to ? "SameCurrency" : "CurrencyInvalid");
        var isRate = decimal.TryParse(input.Rate?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is >= ExchangeRate.Least and <= ExchangeRate.Most && decimal.Round(rate, 9) == rate;
        Require(isRate, nameof(Input.Rate), "RateInvalid");
        var isDay = DateOnly.TryParseExact(input.ValidFrom, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= s_earliest && day <= DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
        Require(isDay, nameof(Input.ValidFrom), "DayInvalid");
        var source = input.Source?.Trim() ?? "";
        Require(source.Length is > 0 and <= ExchangeRate.SourceMaxLength && !source.Any(char.IsControl), nameof(Input.Source), "SourceInvalid");
        if (errors.Count > 0)
        {
            return new Refusal.Invalid(words["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.ForSystem();
        var entered = new ExchangeRate { Id = Guid.CreateVersion7(now), From = from, To = to, Rate = rate, ValidFrom = day, Source = source, By = viewer.Name, At = now };
        db.Add(entered);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Invalid(words["RateOfThatDay"], new Dictionary<string, string[]> { [nameof(Input.ValidFrom)] = [words["RateOfThatDay"]] });
        }

        await audit.WriteAsync(viewer, RoiAudit.RateEntered, Told(entered), AccountScope.NoAccount, ct);
        return entered.Id;

        void Require(bool right, string field, string word)
        {
            if (!right)
            {
                errors[field] = [words[word, ExchangeRate.SourceMaxLength]];
            }
        }
    }

    internal static string Told(ExchangeRate rate) => string.Create(CultureInfo.InvariantCulture, $"1 {rate.From} = {rate.Rate:0.#########} {rate.To} from {rate.ValidFrom:yyyy-MM-dd}");

    private static string Code(string? written) => written?.Trim().ToUpperInvariant() ?? "";
}
