using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>A person has read one of its notices, or all of them. Read twice is read once.</summary>
public sealed class MarkRead(PortalDbFactory portal, TimeProvider clock)
{
    /// <param name="viewer">Whose inbox.</param>
    /// <param name="id">Which notice; null for all.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Where the notice leads; null for all, and for one that is not the person's.</returns>
    public async Task<string?> RunAsync(Viewer viewer, Guid? id, CancellationToken ct = default)
    {
        var (home, now) = (ReadInbox.HomeOf(viewer), (DateTimeOffset?)clock.GetUtcNow());
        await using var db = portal.ForSystem(home);
        var mine = db.Notices.Where(row => row.AccountId == home && row.PersonId == viewer.PersonId && (id == null || row.Id == id));
        await mine.Where(row => row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), ct);
        return id is null ? null : await mine.Select(row => row.Link).SingleOrDefaultAsync(ct);
    }
}
