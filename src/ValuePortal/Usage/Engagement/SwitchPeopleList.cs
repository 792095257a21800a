using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Engagement;

/// <summary>Shows or hides the list of a company's people; the same twice changes nothing. Only the company's own admin decides.</summary>
public sealed class SwitchPeopleList(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<EngagementWords> text)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Switched = "people-list-switched";

    /// <returns>Whether the list is shown now.</returns>
    public async Task<Outcome<bool>> RunAsync(Viewer viewer, bool shown, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyAdmin"]);
        }

        await using var db = portal.For(viewer);
        var list = await db.PeopleLists.SingleOrDefaultAsync(row => row.AccountId == account, ct);
        if (list is null)
        {
            list = PeopleList.Of(account);
            db.Add(list);
        }

        if (list.Shown != shown)
        {
            list.Switch(shown, viewer, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            await audit.WriteAsync(viewer, Switched, shown ? "shown" : "hidden", ct: ct);
        }

        return shown;
    }
}
