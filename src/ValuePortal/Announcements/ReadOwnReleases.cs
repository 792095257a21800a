using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements;

/// <summary>Which release notes a person has opened, for the person's own file.</summary>
public sealed class ReadOwnReleases(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.ReleasesSeen.AsNoTracking().Where(row => row.PersonId == viewer.PersonId).OrderBy(row => row.SeenAt).ThenBy(row => row.ReleaseId)
            .Select(row => new { row.ReleaseId, row.SeenAt }).Take(Most).ToListAsync(ct);
    }
}

/// <summary>That somebody of the company has read a note stays: it knows the person's row, in which no name stands any more.</summary>
internal static class ReleasesOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(AnnouncementWords), "KeptOfPerson", (_, _, _) => Task.CompletedTask);
}
