using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>Where the viewer is signed in: the browser that asks first, then the one seen last.</summary>
public sealed class ListSessions(PortalDbFactory portal, Session session, TimeProvider clock)
{
    private const int Most = 100;

    /// <param name="Browser">Empty when it did not say what it is.</param>
    /// <param name="BegunAt">In the person's zone, as <see cref="SeenAt"/>.</param>
    public sealed record Row(Guid Id, string Browser, string Address, DateTimeOffset BegunAt, DateTimeOffset SeenAt, bool IsHere);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var zone = await db.Users.Where(person => person.Id == viewer.PersonId).Select(person => person.TimeZone).SingleOrDefaultAsync(ct);
        var at = TimeZoneInfo.FindSystemTimeZoneById(zone ?? "UTC");
        var open = await db.OpenSessionsAt(clock.GetUtcNow()).Where(o => o.Session.PersonId == viewer.PersonId).Select(o => o.Session)
            .OrderByDescending(row => row.SeenAt).ThenBy(row => row.Id).Take(Most)
            .ToListAsync(ct);
        return [.. open
            .Select(row => new Row(row.Id, row.Browser, row.Address, TimeZoneInfo.ConvertTime(row.BegunAt, at), TimeZoneInfo.ConvertTime(row.SeenAt, at), session.IsHere(row.Hash)))
            .OrderByDescending(row => row.IsHere)];
    }
}
