using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>States how many seats an account has from a day on (a day of the account's calendar). The same day again replaces the number.</summary>
public sealed class StateSeats(PortalDbFactory portal, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    public const int Most = 10_000_000;

    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 1, 1);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, DateOnly? validFrom, int? seats, CancellationToken ct = default)
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

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.For(narrowed);
        var row = await db.Seats.SingleOrDefaultAsync(s => s.AccountId == accountId && s.ValidFrom == day, ct);
        if (row is null)
        {
            db.Add(new SeatCount { AccountId = accountId, ValidFrom = day, Seats = seats!.Value });
        }
        else
        {
            row.Seats = seats!.Value;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["SeatsStatedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, AuditAction.SeatsStated, $"{seats} from {day:yyyy-MM-dd}", accountId, ct);
        return accountId;
    }
}
