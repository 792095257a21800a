using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>Events that are kept and counted for nobody, because the group they name is no account. For the vendor's staff.</summary>
public sealed class ListUnassigned(PortalDbFactory portal, IStringLocalizer<IntakeWords> text)
{
    public const int MostRows = 200;

    /// <param name="GroupId">As events name it; null for those that name none.</param>
    public sealed record Row(string? GroupId, long Events, int People, DateTimeOffset FirstAt, DateTimeOffset LastAt);

    /// <returns>The groups with the most events first, at most <see cref="MostRows"/>.</returns>
    public async Task<Outcome<IReadOnlyList<Row>>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAdminsAndCsms"]);
        }

        await using var db = portal.ForSystem(AccountScope.NoAccount);
        var groups = await db.UnassignedGroups.AsNoTracking()
            .OrderByDescending(group => group.Events).ThenBy(group => group.GroupId)
            .Take(MostRows)
            .ToListAsync(ct);
        return groups
            .Select(group => new Row(
                group.GroupId == UnassignedGroup.NoGroup ? null : group.GroupId,
                group.Events,
                new PeopleSet(group.People).Count,
                DateTimeOffset.FromUnixTimeMilliseconds(group.FirstAt),
                DateTimeOffset.FromUnixTimeMilliseconds(group.LastAt)))
            .ToList();
    }
}
