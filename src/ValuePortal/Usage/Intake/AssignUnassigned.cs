using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Says which account a group of unassigned events is. They are counted for it, each once, and later events that name the group go to the
/// account at once.
/// </summary>
public sealed class AssignUnassigned(EventStore store, AuditLog audit, IStringLocalizer<IntakeWords> text)
{
    /// <summary>Events of one transaction, so that senders are not held up. What one has moved stays moved.</summary>
    private const int EventsAtOnce = 20_000;

    /// <param name="GroupId">As events name it.</param>
    /// <param name="AccountId">An account of the viewer's.</param>
    public sealed record Input(string GroupId, Guid AccountId);

    /// <param name="Events">How many were moved.</param>
    public sealed record Result(long Events);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAdminsAndCsms"]);
        }

        if (!viewer.Scope.Contains(input.AccountId) || input.AccountId == AccountScope.NoAccount)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (string.IsNullOrWhiteSpace(input.GroupId) || input.GroupId.Length > UsageEvent.IdMaxLength)
        {
            return new Refusal.NotFound(text["NoSuchGroup"]);
        }

        var (moved, last) = (0L, 0L);
        do
        {
            var outcome = await store.WriteAsync(0, writing => writing.Assign(input.GroupId, input.AccountId, EventsAtOnce), ct);
            if (outcome is not { } count)
            {
                return new Refusal.Conflict(text["GroupIsAnotherAccount"]);
            }

            last = count;
            moved += last;
        }
        while (last > 0);

        await audit.WriteAsync(viewer, IntakeAudit.EventsAssigned, string.Create(CultureInfo.InvariantCulture, $"{moved} events of the group {input.GroupId}"), input.AccountId, ct);
        return new Result(moved);
    }
}

/// <summary>What the audit log records of the intake.</summary>
internal static class IntakeAudit
{
    public const string EventsAssigned = "events-assigned";
    public const string ZoneChanged = "zone-changed";
    public const string ImportUndone = "import-undone";
}
