using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>Who may change an account's value model, and the model itself, opened with the usual terms when there is none yet.</summary>
internal static class ValueWork
{
    /// <summary>
    /// The viewer narrowed to the account; a refusal for who does not work on accounts, and for an account out of care. A program has no role: with a
    /// key for value models it sees amounts, and works on them as people do.
    /// </summary>
    public static Outcome<Viewer> On(Viewer viewer, Guid account, IStringLocalizer<RoiWords> words) =>
        viewer is not { Role: PersonRole.Csm or PersonRole.VendorAdmin } and not { Role: null, SeesMoney: true }
            ? new Refusal.NotAllowed(words["OnlyAccountWork"])
            : viewer.NarrowTo(account) is { } narrowed
                ? narrowed
                : new Refusal.NotFound(words["NoSuchAccount"]);

    /// <summary>Why what counts from a month on cannot be changed; null when no month of it is closed.</summary>
    /// <param name="from">The first month that would change; null where it is the whole time of the model.</param>
    public static async Task<Refusal?> ClosedAsync(PortalDb db, Guid account, DateOnly? from, IStringLocalizer<RoiWords> words, CancellationToken ct) =>
        await db.ClosedThroughAsync(account, ct) is { } through && (from is null || from <= through)
            ? new Refusal.Conflict(words["PeriodIsClosed", through.ToString("y", System.Globalization.CultureInfo.CurrentCulture)])
            : null;

    /// <summary>The account's model for changing; a new one starts in the month of go-live, else in the running month of the clock (UTC).</summary>
    public static async Task<ValueModel> ModelAsync(PortalDb db, ReadCompany.Company company, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.ValueModels.SingleOrDefaultAsync(m => m.AccountId == company.AccountId, ct) is { } model)
        {
            return model;
        }

        model = new ValueModel
        {
            AccountId = company.AccountId,
            StartMonth = ValueModel.MonthOf(company.GoLiveOn ?? DateOnly.FromDateTime(now.UtcDateTime)),
            ChangedAt = now,
        };
        db.Add(model);
        return model;
    }
}
