using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Remembers the last calls of every source for the debugger. A request only writes into memory; once a second what is new goes to
/// the database, one row a source.
/// </summary>
public sealed class RecentCalls(PortalDbFactory portal, TimeProvider clock)
{
    /// <summary>Calls of a source that are remembered.</summary>
    public const int Most = 200;

    /// <summary>Of the calls before those, as many that were refused, doubled or not assigned: a busy source must not wash them away.</summary>
    public const int MostInTrouble = 100;

    private readonly ConcurrentDictionary<int, Ring> rings = new();
    private long lastNo;

    /// <summary>Remembers calls of one request.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="count">How many.</param>
    /// <param name="trouble">Whether somebody will want to know why of one of them.</param>
    /// <param name="write">Writes them in their order, the first with this number: later, since of most nobody will ask.</param>
    internal void Note(int source, int count, bool trouble, Func<long, IEnumerable<RecentCall>> write)
    {
        if (count > 0)
        {
            rings.GetOrAdd(source, _ => new Ring()).Add(new Noted(Take(count), count, trouble, write));
        }
    }

    /// <summary>The first of so many numbers of calls.</summary>
    private long Take(int count)
    {
        while (true)
        {
            var last = Interlocked.Read(ref lastNo);
            var first = Math.Max(last + 1, clock.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref lastNo, first + count - 1, last) == last)
            {
                return first;
            }
        }
    }

    /// <summary>The calls of a source that are remembered, the newest first: those in the database and those on their way there.</summary>
    internal async Task<IReadOnlyList<RecentCall>> ReadAsync(int source, CancellationToken ct)
    {
        await using var db = portal.ForSystem(AccountScope.NoAccount);
        var stored = await db.SourceCalls.AsNoTracking().Where(row => row.SourceId == source).Select(row => row.Calls).SingleOrDefaultAsync(ct);
        return [.. Merge(Parse(stored), rings.TryGetValue(source, out var ring) ? ring.Snapshot() : []).Reverse()];
    }

    /// <summary>Writes what is new.</summary>
    /// <exception cref="Exception">The database cannot be written, or another server wrote in between: nothing is lost, and it is tried again.</exception>
    internal async Task FlushAsync(CancellationToken ct)
    {
        var waiting = rings.Select(ring => (Source: ring.Key, Ring: ring.Value, Calls: ring.Value.Snapshot())).Where(entry => entry.Calls.Count > 0).ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        await using var db = portal.ForSystem(AccountScope.NoAccount);
        db.Database.SetCommandTimeout(1);
        var sources = waiting.Select(entry => entry.Source).ToList();
        var rows = await db.SourceCalls.Where(row => sources.Contains(row.SourceId)).ToDictionaryAsync(row => row.SourceId, ct);
        foreach (var (source, _, calls) in waiting)
        {
            if (!rows.TryGetValue(source, out var row))
            {
                db.Add(row = new SourceCalls { SourceId = source });
            }

            row.Calls = JsonSerializer.Serialize(Merge(Parse(row.Calls), calls));
            row.LastAt = calls[^1].At;
            row.Version++;
        }

        await db.SaveChangesAsync(ct);
        foreach (var (_, ring, calls) in waiting)
        {
            ring.Remove(calls[^1].No);
        }
    }

    /// <summary>Both lists as one, the oldest first, without those that nobody will miss.</summary>
    internal static IReadOnlyList<RecentCall> Merge(IEnumerable<RecentCall> stored, IEnumerable<RecentCall> fresh)
    {
        var calls = stored.Concat(fresh).DistinctBy(call => call.No).OrderByDescending(call => call.No).ToList();
        return [.. calls.Take(Most).Concat(calls.Skip(Most).Where(call => call.IsTrouble).Take(MostInTrouble)).Reverse()];
    }

    private static RecentCall[] Parse(string? json) => json is null ? [] : JsonSerializer.Deserialize<RecentCall[]>(json) ?? [];

    /// <summary>Calls of a request that nobody has asked for yet.</summary>
    private sealed record Noted(long First, int Count, bool Trouble, Func<long, IEnumerable<RecentCall>> Write)
    {
        public IEnumerable<RecentCall> Calls => Write(First);
    }

    private sealed class Ring
    {
        private readonly Lock gate = new();
        private readonly Queue<Noted> noted = new();
        private List<RecentCall> calls = [];
        private int waiting;

        public void Add(Noted more)
        {
            lock (gate)
            {
                noted.Enqueue(more);
                waiting += more.Count;
                while (waiting - noted.Peek().Count >= Most)
                {
                    // Enough came after them: only what was in trouble will be missed.
                    var old = noted.Dequeue();
                    waiting -= old.Count;
                    if (old.Trouble)
                    {
                        calls.AddRange(old.Calls.Where(call => call.IsTrouble));
                    }
                }

                if (calls.Count > 4 * (Most + MostInTrouble))
                {
                    calls = [.. Merge(calls, [])];
                }
            }
        }

        public IReadOnlyList<RecentCall> Snapshot()
        {
            lock (gate)
            {
                calls = [.. Merge(calls, noted.SelectMany(of => of.Calls))];
                noted.Clear();
                waiting = 0;
                return [.. calls];
            }
        }

        public void Remove(long upTo)
        {
            lock (gate)
            {
                calls.RemoveAll(call => call.No <= upTo);
            }
        }
    }
}

internal static class SourceCallTables
{
    extension(PortalDb db)
    {
        public DbSet<SourceCalls> SourceCalls => db.Set<SourceCalls>();
    }
}
