using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests;

/// <summary>Turns moments into calendar days of the account that a viewer looks at; days of UTC where there is no one account.</summary>
public sealed class AccountDays(ListAccountZones zones)
{
    /// <summary>The way from a moment to its day, for this viewer.</summary>
    public async Task<Func<DateTimeOffset, DateOnly>> ForAsync(Viewer viewer, CancellationToken ct = default)
    {
        var zone = viewer.AccountId is not null && await zones.RunAsync(viewer, ct: ct) is [var account] ? account.TimeZone : null;
        var of = zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone);
        return moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, of).DateTime);
    }
}
