using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Gives an account another time zone: its days are made anew of its quarters of an hour, in the transaction that changes the zone. The
/// only way to change a zone, since days and zone must agree.
/// </summary>
public sealed class ReRollDays(EventStore store, AuditLog audit, IStringLocalizer<IntakeWords> text)
{
    /// <param name="TimeZone">IANA name.</param>
    public sealed record Input(Guid AccountId, string TimeZone);

    /// <returns>The zone.</returns>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAdminsAndCsms"]);
        }

        if (!TimeZones.IsKnown(input.TimeZone))
        {
            return new Refusal.Invalid(text["TimeZoneInvalid"], new Dictionary<string, string[]> { [nameof(Input.TimeZone)] = [text["TimeZoneInvalid"]] });
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(input.TimeZone);
        if (!viewer.Scope.Contains(input.AccountId) || !await store.WriteAsync(0, writing => writing.ReRollDays(input.AccountId, zone), ct))
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        await audit.WriteAsync(viewer, IntakeAudit.ZoneChanged, input.TimeZone, input.AccountId, ct);
        return input.TimeZone;
    }
}
