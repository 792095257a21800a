using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts.Desk;

/// <summary>States how many seats an account has from a day on (a day of the account's calendar). The same day again replaces the number.</summary>
public sealed class StateSeats(PortalDbFactory portal, ApplyTierRules tiers, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    public const int Most = 10_000_000;
    public const decimal MostPrice = 1_000_000_000;

    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 1, 1);

    public Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, DateOnly? validFrom, int? seats, CancellationToken ct = default) =>
        RunAsync(viewer, accountId, validFrom, seats, yearlyPrice: null, ct);

    /// <param name="viewer">Staff who work on the account.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="validFrom">A day of the account's calendar.</param>
    /// <param name="seats">Seats from that day on.</param>
    /// <param name="yearlyPrice">What a seat costs a year, in the account's currency as it is today; null where the contract does not say.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task<Outcome<Guid>> RunAsync(
        Viewer viewer, Guid accountId, DateOnly? validFrom, int? seats, decimal? yearlyPrice, CancellationToken ct = default)
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
        if (validFrom is not { } day || day < s_earliest || day > s_latest)
        {
            errors["ValidFrom"] = [text["DayInvalid"]];
            day = default;
        }

        if (seats is not (>= 0 and <= Most))
        {
            errors["Seats"] = [text["SeatsInvalid"]];
        }

        if (yearlyPrice is < 0 or > MostPrice)
        {
            errors["YearlyPrice"] = [text["PriceInvalid"]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.For(narrowed);
        var currency = yearlyPrice is null ? null : await db.Accounts.Where(account => account.AccountId == accountId).Select(account => account.Currency).SingleAsync(ct);
        var row = await db.Seats.SingleOrDefaultAsync(s => s.AccountId == accountId && s.ValidFrom == day, ct);
        if (row is null)
        {
            db.Add(row = new SeatCount { AccountId = accountId, ValidFrom = day });
        }

        (row.Seats, row.YearlyPrice, row.Currency) = (seats!.Value, yearlyPrice is { } price ? Money.Round(price, currency!) : null, currency);

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["SeatsStatedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, AuditAction.SeatsStated, $"{seats} from {day:yyyy-MM-dd}", accountId, ct);
        await tiers.RunAsync(accountId, ct);
        return accountId;
    }
}
