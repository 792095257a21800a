using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>What one transaction adds to the two roll-ups: gathered first, then one row a quarter, and one a day and feature.</summary>
internal sealed class RollUp(StoreConnection db, IntakeMemory memory)
{
    private readonly Dictionary<Guid, (KnownAccount Account, Dictionary<(int Quarter, int User, int Feature), long> Counts)> counted = [];
    private readonly HashSet<Guid> changed = [];
    private readonly HashSet<Guid> restated = [];

    public void Count(KnownAccount account, long at, int user, int feature, int uses)
    {
        if (!counted.TryGetValue(account.Id, out var entry))
        {
            counted[account.Id] = entry = (account, []);
        }

        ref var events = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(entry.Counts, (UsageQuarter.Of(at), user, feature), out _);
        events += uses;
    }

    /// <param name="part">A number that no other transaction has.</param>
    public void Write(long part)
    {
        Dictionary<(Guid Account, DateOnly Day, int Feature), DayCount> days = [];
        foreach (var (account, counts) in counted.Values)
        {
            foreach (var quarter in counts.GroupBy(count => count.Key.Quarter, count => new QuarterCounts.Count(count.Key.User, count.Key.Feature, count.Value)))
            {
                var day = UsageQuarter.DayOf(quarter.Key, account.Zone);
                var sorted = quarter.ToArray();
                Array.Sort(sorted, QuarterCounts.Compare);
                foreach (var count in sorted)
                {
                    CountDay(days, account.Id, day, count);
                }

                AddToQuarter(account.Id, quarter.Key, part, QuarterCounts.Pack(sorted));
            }
        }

        Write(days);
        counted.Clear();
        foreach (var account in changed)
        {
            ChangeVersion(account, restated.Contains(account));
        }

        changed.Clear();
        restated.Clear();
    }

    /// <summary>What was worked out of an account's roll-ups, or with the features of the product, is made anew.</summary>
    /// <param name="of">The account, or <see cref="UsageVersion.Features"/>.</param>
    /// <param name="anew">Whether its days were made anew, not only added to.</param>
    public void ChangeVersion(Guid of, bool anew = false)
    {
        var step = anew ? 1L : 0L;
        if (db.Run(IntakeStatements.NextVersion, ("account", of), ("restated", step)) == 0)
        {
            db.Run(IntakeStatements.FirstVersion, ("account", of), ("restated", step));
        }
    }

    /// <summary>Puts what was counted anew in the place of an account's days, or of one of them.</summary>
    public void Replace(Guid account, DateOnly? only, Dictionary<(Guid Account, DateOnly Day, int Feature), DayCount> days)
    {
        changed.Add(account);
        restated.Add(account);
        if (only is { } day)
        {
            db.Run(IntakeStatements.DeleteDay, ("account", account), ("day", day));
        }
        else
        {
            db.Run(IntakeStatements.DeleteDays, ("account", account));
        }

        Write(days);
    }

    private void Write(Dictionary<(Guid Account, DateOnly Day, int Feature), DayCount> days)
    {
        foreach (var ((account, day, feature), count) in days)
        {
            changed.Add(account);
            AddToDay(account, day, feature, count);
        }
    }

    /// <summary>Takes tracked events out of the quarters of an account; its days are to be made anew afterwards.</summary>
    public void TakeBack(Guid account, IEnumerable<UsageEvent> events, long part)
    {
        foreach (var quarter in events.Where(call => call.Kind is EventKind.Track).GroupBy(call => UsageQuarter.Of(call.At)))
        {
            var counts = new Dictionary<(int User, int Feature), long>();
            db.ReadAll(
                IntakeStatements.PartsOfQuarter,
                row =>
                {
                    foreach (var count in QuarterCounts.Read((byte[])row[0]))
                    {
                        counts[(count.UserNo, count.FeatureNo)] = counts.GetValueOrDefault((count.UserNo, count.FeatureNo)) + count.Events;
                    }

                    return true;
                },
                ("account", account), ("quarter", quarter.Key));
            foreach (var call in quarter)
            {
                counts[(call.UserNo, call.FeatureNo)] = counts.GetValueOrDefault((call.UserNo, call.FeatureNo)) - call.Count;
            }

            db.Run(IntakeStatements.DeleteQuarter, ("account", account), ("quarter", quarter.Key));
            var left = counts.Where(count => count.Value != 0).Select(count => new QuarterCounts.Count(count.Key.User, count.Key.Feature, count.Value)).ToArray();
            if (left.Length > 0)
            {
                Array.Sort(left, QuarterCounts.Compare);
                db.Run(IntakeStatements.InsertQuarter, ("account", account), ("quarter", quarter.Key), ("part", part), ("counts", QuarterCounts.Pack(left)));
            }
        }
    }

    public static void CountDay(Dictionary<(Guid Account, DateOnly Day, int Feature), DayCount> days, Guid account, DateOnly day, QuarterCounts.Count count)
    {
        Add(UsageDay.WholeDay);
        if (count.FeatureNo != 0)
        {
            Add(count.FeatureNo);
        }

        void Add(int feature)
        {
            if (!days.TryGetValue((account, day, feature), out var known))
            {
                days[(account, day, feature)] = known = new DayCount();
            }

            known.Events += count.Events;
            known.People.Add(count.UserNo);
        }
    }

    private void AddToQuarter(Guid account, int quarter, long part, byte[] counts)
    {
        if (memory.HasManyParts(account, quarter))
        {
            List<byte[]> all = [counts];
            db.ReadAll(
                IntakeStatements.PartsOfQuarter,
                row =>
                {
                    all.Add((byte[])row[0]);
                    return true;
                },
                ("account", account), ("quarter", quarter));
            counts = QuarterCounts.Sum(all);
            db.Run(IntakeStatements.DeleteQuarter, ("account", account), ("quarter", quarter));
        }

        db.Run(IntakeStatements.InsertQuarter, ("account", account), ("quarter", quarter), ("part", part), ("counts", counts));
    }

    private void AddToDay(Guid account, DateOnly day, int feature, DayCount count)
    {
        if (db.Merges)
        {
            db.Run(
                IntakeStatements.AddToDayOnSqlite,
                ("account", account), ("day", day), ("feature", feature), ("events", count.Events), ("people", count.People.ToBytes()));
            return;
        }

        var known = db.Read<(long Events, byte[] People)?>(
            IntakeStatements.FindDay, row => (row.GetInt64(0), (byte[])row[1]), ("account", account), ("day", day), ("feature", feature));
        count.People.UnionWith(known?.People);
        db.Run(
            known is null ? IntakeStatements.InsertDay : IntakeStatements.UpdateDay,
            ("account", account), ("day", day), ("feature", feature), ("events", count.Events + (known?.Events ?? 0)), ("people", count.People.ToBytes()));
    }

    /// <summary>Events and people of a day.</summary>
    public sealed class DayCount
    {
        public long Events { get; set; }

        public PeopleSet People { get; } = new();
    }
}
