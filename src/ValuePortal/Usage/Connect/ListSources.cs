using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Connect;

/// <summary>Where events come from, by name, 200 at most.</summary>
public sealed class ListSources(PortalDbFactory portal)
{
    /// <param name="LastAt">When its last call came over HTTP; null for a source of imports alone.</param>
    public sealed record Row(int Id, string Name, DateTimeOffset? LastAt);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return [];
        }

        await using var db = portal.ForSystem(AccountScope.NoAccount);
        var last = await db.SourceCalls.AsNoTracking().Select(calls => new { calls.SourceId, calls.LastAt }).ToDictionaryAsync(calls => calls.SourceId, calls => calls.LastAt, ct);
        var sources = await db.Sources.AsNoTracking().OrderBy(source => source.Name).Take(200).Select(source => new { source.Id, source.Name }).ToListAsync(ct);
        return [.. sources.Select(source => new Row(source.Id, source.Name, last.TryGetValue(source.Id, out var at) ? at : null))];
    }
}
