using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>The sources of events by name; a name that is new becomes a source.</summary>
public sealed class Sources(PortalDbFactory portal, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, IntakeSource> known = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Task<IntakeSource>> beingFound = new(StringComparer.Ordinal);

    /// <param name="name">The name of the write key, or of the import.</param>
    /// <param name="ct">Stops waiting for it.</param>
    public async Task<IntakeSource> FindOrAddAsync(string name, CancellationToken ct)
    {
        if (known.TryGetValue(name, out var source))
        {
            return source;
        }

        // Many requests that come at once ask the database once, also when it cannot answer.
        return await beingFound.GetOrAdd(name, FindOrAddOnceAsync).WaitAsync(ct);
    }

    private async Task<IntakeSource> FindOrAddOnceAsync(string name)
    {
        await Task.Yield();
        try
        {
            return known[name] = await FindOrAddInDatabaseAsync(name, CancellationToken.None);
        }
        finally
        {
            beingFound.TryRemove(name, out _);
        }
    }

    private async Task<IntakeSource> FindOrAddInDatabaseAsync(string name, CancellationToken ct)
    {
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

        return new IntakeSource(row.Id, row.FeatureFrom);
    }

    private static Task<Source?> FindAsync(PortalDb db, string name, CancellationToken ct) =>
        db.Sources.AsNoTracking().SingleOrDefaultAsync(source => source.Name == name, ct);
}
