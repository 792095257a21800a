using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests;

/// <summary>Turns moments into calendar days of the account that a viewer looks at; days of UTC where there is no one account.</summary>
public sealed class AccountDays(ListAccountZones zones)
{
    private (Guid Account, TimeZoneInfo Zone)? known;

    /// <summary>The way from a moment to its day, for this viewer.</summary>
    public async Task<Func<DateTimeOffset, DateOnly>> ForAsync(Viewer viewer, CancellationToken ct = default)
    {
        var of = viewer.AccountId is { } account ? await OfAsync(viewer, account, ct) : TimeZoneInfo.Utc;
        return moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, of).DateTime);
    }

    // Several parts of a page ask for the same account.
    private async Task<TimeZoneInfo> OfAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        if (known is { } before && before.Account == account)
        {
            return before.Zone;
        }

        var zone = await zones.RunAsync(viewer, ct: ct) is [var found] ? TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone) : TimeZoneInfo.Utc;
        known = (account, zone);
        return zone;
    }
}
