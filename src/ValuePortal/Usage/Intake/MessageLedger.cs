using System.Numerics;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Knows every message id that is stored: the recent ones in memory, the older ones in sorted runs in the database, before which a filter
/// in memory says of nearly all others that they are not there. What it answers is exact; what it costs does not grow with what is stored.
/// </summary>
/// <param name="keysPerRun">So many recent keys become a run.</param>
internal sealed class MessageLedger(int keysPerRun = MessageLedger.KeysPerRun)
{
    public const int KeysPerRun = 1 << 18;

    // What fits into one page of SQLite: a question that the filter let through for nothing reads one page. Older runs have longer parts.
    private const int KeysPerPart = 240;

    private readonly HashSet<UInt128> recent = new(new ByLowBits());
    private readonly List<UInt128> fresh = [];
    private readonly List<Run?> runs = [];
    private RunFilter filter = new(keysPerRun);
    private long lastRecent;
    private Run? sealing;

    /// <summary>Takes a key that is not known yet into the group; false when it is.</summary>
    public bool TryAdd(UInt128 key, StoreConnection db)
    {
        if (!recent.Add(key))
        {
            return false;
        }

        if (IsInRun(key, db))
        {
            recent.Remove(key);
            return false;
        }

        fresh.Add(key);
        return true;
    }

    /// <summary>Reads what another process stored since; at first, everything.</summary>
    public void Refresh(StoreConnection db)
    {
        List<long> stored = [];
        db.ReadAll(IntakeStatements.Runs, row =>
        {
            stored.Add(row.GetInt64(0));
            return true;
        });
        // A run that was dropped leaves its place empty, and what the filter says of it is not looked at. When most places are empty, all is read anew.
        for (var place = 0; place < runs.Count; place++)
        {
            runs[place] = runs[place] is { } run && stored.Contains(run.Id) ? run : null;
        }

        if (runs.Count(run => run is null) > runs.Count / 2)
        {
            runs.Clear();
            filter = new RunFilter(keysPerRun);
        }

        foreach (var id in stored.Where(id => runs.All(run => run?.Id != id)).ToList())
        {
            runs.Add(ReadRun(id, db));
            recent.Clear();
            lastRecent = 0;
        }

        db.ReadAll(
            IntakeStatements.RecentIds,
            row =>
            {
                lastRecent = row.GetInt64(0);
                var keys = (byte[])row[1];
                for (var at = 0; at < keys.Length; at += MessageKey.Bytes)
                {
                    recent.Add(MessageKey.Read(keys.AsSpan(at)));
                }

                return true;
            },
            ("after", lastRecent));
    }

    /// <summary>Writes the keys of the group under a number of its own; when enough are there, they all become a run.</summary>
    public void Save(StoreConnection db, long id, long now)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        if (recent.Count < keysPerRun)
        {
            db.Run(IntakeStatements.InsertRecentIds, ("id", id), ("keys", MessageKey.Pack(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fresh))));
            lastRecent = id;
            return;
        }

        var keys = recent.ToArray();
        Array.Sort(keys);
        db.Run(IntakeStatements.InsertRun, ("id", id), ("count", keys.Length), ("until", now));
        var parts = keys.Chunk(KeysPerPart).ToArray();
        for (var part = 0; part < parts.Length; part++)
        {
            db.Run(IntakeStatements.InsertPart, ("id", id), ("part", part), ("keys", MessageKey.Pack(parts[part])));
        }

        db.Run(IntakeStatements.DeleteRecentIds);
        sealing = new Run(id, [.. parts.Select(part => part[0])]);
    }

    /// <summary>The group is on disk.</summary>
    public void Committed()
    {
        if (sealing is { } run)
        {
            runs.Add(run);
            filter.Add(runs.Count - 1, recent);
            recent.Clear();
            sealing = null;
        }

        fresh.Clear();
    }

    /// <summary>Nothing of the group is stored.</summary>
    public void RolledBack()
    {
        recent.ExceptWith(fresh);
        fresh.Clear();
        sealing = null;
    }

    /// <summary>Forgets runs that are all too old; the next refresh sees what is left.</summary>
    public static bool DropOldRun(StoreConnection db, long before)
    {
        if (db.Read(IntakeStatements.OldRun, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ("before", before)) is not { } id)
        {
            return false;
        }

        db.Run(IntakeStatements.DeleteParts, ("id", id));
        db.Run(IntakeStatements.DeleteRun, ("id", id));
        return true;
    }

    private bool IsInRun(UInt128 key, StoreConnection db)
    {
        for (var group = 0; group < filter.Groups; group++)
        {
            for (var candidates = filter.Candidates(group, key); candidates != 0; candidates &= candidates - 1)
            {
                if (runs[(group * RunFilter.RunsPerGroup) + BitOperations.TrailingZeroCount(candidates)] is { } run && IsIn(run, key, db))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsIn(Run run, UInt128 key, StoreConnection db)
    {
        var part = Array.BinarySearch(run.Firsts, key);
        if (part >= 0)
        {
            return true;
        }

        part = ~part - 1;
        if (part < 0)
        {
            return false;
        }

        var keys = db.ReadBytes(IntakeStatements.FindPart, ("id", run.Id), ("part", part))!;
        var (low, high) = (0, (keys.Length / MessageKey.Bytes) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = MessageKey.Read(keys.AsSpan(middle * MessageKey.Bytes));
            if (found == key)
            {
                return true;
            }

            (low, high) = found < key ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }

    private Run ReadRun(long id, StoreConnection db)
    {
        List<UInt128> firsts = [];
        var place = runs.Count;
        db.ReadAll(
            IntakeStatements.PartsOfRun,
            row =>
            {
                var keys = (byte[])row[0];
                firsts.Add(MessageKey.Read(keys));
                for (var at = 0; at < keys.Length; at += MessageKey.Bytes)
                {
                    filter.Add(place, MessageKey.Read(keys.AsSpan(at)));
                }

                return true;
            },
            ("id", id));
        return new Run(id, [.. firsts]);
    }

    /// <param name="Firsts">The first key of each part.</param>
    private sealed record Run(long Id, UInt128[] Firsts);

    /// <summary>A key is random already.</summary>
    private sealed class ByLowBits : IEqualityComparer<UInt128>
    {
        public bool Equals(UInt128 x, UInt128 y) => x == y;

        public int GetHashCode(UInt128 key) => (int)(ulong)key;
    }
}

/// <summary>
/// Says which runs may hold a key: 64 Bloom filters side by side, bit by bit, so that one question costs the same for all of them. 16 bits
/// for a key and seven probes let one in about a thousand questions through for each run; the probes of a key lie within 4 KiB.
/// </summary>
internal sealed class RunFilter(int keysPerRun)
{
    public const int RunsPerGroup = 64;
    private const int BitsPerKey = 16;
    private const int Probes = 7;
    private const int SlotsPerBlock = 512;
    private const int BitsOfProbe = 9;

    private readonly List<ulong[]> groups = [];
    private readonly uint blocks = Math.Max(1, (uint)((long)keysPerRun * BitsPerKey / SlotsPerBlock));

    public int Groups => groups.Count;

    public void Add(int run, IEnumerable<UInt128> keys)
    {
        foreach (var key in keys)
        {
            Add(run, key);
        }
    }

    public void Add(int run, UInt128 key)
    {
        while (groups.Count <= run / RunsPerGroup)
        {
            groups.Add(new ulong[blocks * SlotsPerBlock]);
        }

        var block = BlockOf(groups[run / RunsPerGroup], key);
        var probes = (ulong)(key >> 64);
        for (var i = 0; i < Probes; i++, probes >>= BitsOfProbe)
        {
            block[(int)(probes & (SlotsPerBlock - 1))] |= 1UL << (run % RunsPerGroup);
        }
    }

    /// <summary>One bit for each run of the group that may hold the key.</summary>
    public ulong Candidates(int group, UInt128 key)
    {
        var block = BlockOf(groups[group], key);
        var probes = (ulong)(key >> 64);
        var candidates = ulong.MaxValue;
        for (var i = 0; i < Probes && candidates != 0; i++, probes >>= BitsOfProbe)
        {
            candidates &= block[(int)(probes & (SlotsPerBlock - 1))];
        }

        return candidates;
    }

    // The lower half of a key chooses the block, the upper half the places in it.
    private Span<ulong> BlockOf(ulong[] group, UInt128 key) =>
        group.AsSpan((int)(((ulong)key >> 32) * blocks >> 32) * SlotsPerBlock, SlotsPerBlock);
}
