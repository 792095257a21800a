using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>The sources of events by name; a name that is new becomes a source.</summary>
public sealed class Sources(PortalDbFactory portal, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, IntakeSource> known = new(StringComparer.Ordinal);

    /// <param name="name">The name of the write key, or of the import.</param>
    public async Task<IntakeSource> FindOrAddAsync(string name, CancellationToken ct)
    {
        if (known.TryGetValue(name, out var source))
        {
            return source;
        }

        await using var db = portal.ForSystem();
        var row = await FindAsync(db, name, ct);
        if (row is null)
        {
            db.Add(new Source { Name = name, CreatedAt = clock.GetUtcNow() });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                // Another process added it in between.
            }

            db.ChangeTracker.Clear();
            row = await FindAsync(db, name, ct) ?? throw new InvalidOperationException($"The source {name} was added and is not there.");
        }

        return known[name] = new IntakeSource(row.Id, row.FeatureFrom);
    }

    private static Task<Source?> FindAsync(PortalDb db, string name, CancellationToken ct) =>
        db.Sources.AsNoTracking().SingleOrDefaultAsync(source => source.Name == name, ct);
}
