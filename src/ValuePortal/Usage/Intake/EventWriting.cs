using System.Data.Common;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>One transaction of the intake store: events are gathered as they come, and written at the end.</summary>
internal sealed partial class EventWriting
{
    /// <summary>A segment that has grown to this is written as it is.</summary>
    private const int SegmentBytes = 512 * 1024;

    private readonly Dictionary<(Guid Account, int Source, string? Group), Segment> segments = [];
    private readonly Dictionary<string, Waiting> unassigned = new(StringComparer.Ordinal);
    private readonly StoreConnection db;
    private readonly IntakeMemory memory;
    private readonly RollUp rollUp;
    private readonly long storedAt;
    private long nextId;

    /// <param name="db">With a transaction begun.</param>
    /// <param name="memory">Brought up to date here.</param>
    /// <param name="now">When the events are stored.</param>
    /// <param name="events">At most so many events.</param>
    public EventWriting(StoreConnection db, IntakeMemory memory, DateTimeOffset now, int events)
    {
        (this.db, this.memory, storedAt) = (db, memory, now.ToUnixTimeMilliseconds());
        rollUp = new RollUp(db, memory);

        // Two more than the events: every transaction can be told from the one before, and what it takes back from what it adds.
        var numbers = events + 2;
        db.Run(IntakeStatements.TakeIds, ("count", numbers));
        NextAfter = db.Read(IntakeStatements.ReadIds, row => row.GetInt64(0));
        nextId = NextAfter - numbers;
        memory.Refresh(nextId, db);
    }

    /// <summary>The number of the first event of the next transaction.</summary>
    public long NextAfter { get; }

    /// <summary>What the store remembers is no longer so.</summary>
    public bool ChangedWhatIsKnown { get; private set; }

    public Verdict[] Add(IncomingBatch batch)
    {
        var bound = batch.Source.BoundTo is { } id ? AccountById(id) : null;
        var closedBefore = ClosedBefore(batch.Source.Id);
        var verdicts = new Verdict[batch.Events.Count];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = Add(batch.Events[i], batch.Keys[i], batch.Source, bound, closedBefore);
        }

        return verdicts;
    }

    /// <summary>Writes what was gathered.</summary>
    public void Finish()
    {
        foreach (var segment in segments.Values)
        {
            Write(segment);
        }

        foreach (var (group, waiting) in unassigned)
        {
            Write(group, waiting);
        }

        rollUp.Write(nextId);
        memory.Ledger.Save(db, nextId, storedAt);
    }

    /// <summary>Gives an account the days of another zone, made anew of its quarters.</summary>
    /// <returns>False when there is no such account.</returns>
    public bool ReRollDays(Guid account, TimeZoneInfo zone)
    {
        if (db.Run(IntakeStatements.SetZone, ("account", account), ("zone", zone.Id)) == 0)
        {
            return false;
        }

        ChangedWhatIsKnown = true;
        MakeDays(account, zone);
        return true;
    }

    // Made anew of the quarters.
    private void MakeDays(Guid account, TimeZoneInfo zone)
    {
        var days = new Dictionary<(Guid Account, DateOnly Day, int Feature), RollUp.DayCount>();
        db.ReadAll(
            IntakeStatements.QuartersOfAccount,
            row => CountDay(days, account, zone, row),
            ("account", account));
        rollUp.Replace(account, null, days);
    }

    private static bool CountDay(
        Dictionary<(Guid Account, DateOnly Day, int Feature), RollUp.DayCount> days, Guid account, TimeZoneInfo zone, DbDataReader row, DateOnly? only = null)
    {
        var day = UsageQuarter.DayOf(row.GetInt32(0), zone);
        if (only is null || only == day)
        {
            foreach (var count in QuarterCounts.Read((byte[])row[1]))
            {
                RollUp.CountDay(days, account, day, count);
            }
        }

        return true;
    }

    /// <summary>
    /// Moves events of a group that was no account to the account it is, and counts them. From now on events that name the group are the
    /// account's.
    /// </summary>
    /// <param name="group">As events name it.</param>
    /// <param name="account">Where they belong.</param>
    /// <param name="most">So many events, or a segment more.</param>
    /// <returns>How many were moved, 0 when none was left; null when the group is another account.</returns>
    public long? Assign(string group, Guid account, int most)
    {
        var owner = AccountById(account);
        switch (Account(group)?.Id)
        {
            case null:
                db.Run(IntakeStatements.InsertAlias, ("group", group), ("account", account));
                break;
            case { } known when known != account:
                return null;
        }

        ChangedWhatIsKnown = true;
        Dictionary<int, string> names = [];
        var moved = 0L;
        foreach (var (id, source, stored, body) in Unassigned(group, most))
        {
            var segment = new Segment(account, source, null, stored) { Id = id };
            foreach (var call in SegmentBody.Read(body))
            {
                moved += call.Count;
                var user = call.UserNo == 0 ? 0 : UserNo(account, NameOf(call.UserNo));
                segment.Add(call with { UserNo = user });
                if (call.Kind is EventKind.Track)
                {
                    rollUp.Count(owner, call.At, user, call.FeatureNo, call.Count);
                }
            }

            db.Run(IntakeStatements.DeleteSegment, ("account", AccountScope.NoAccount), ("id", id));
            db.Run(IntakeStatements.MoveStated, ("to", account), ("account", AccountScope.NoAccount), ("id", id));
            Write(segment);
        }

        Recount(group);
        return moved;

        string NameOf(int no)
        {
            if (!names.TryGetValue(no, out var name))
            {
                names[no] = name = db.Read(IntakeStatements.NameUser, row => row.GetString(0), ("account", AccountScope.NoAccount), ("no", no))!;
            }

            return name;
        }
    }

    /// <summary>Drops raw events that were stored before a moment, and closes their sources until the last day of them.</summary>
    /// <returns>How many were dropped, and whether there may be more to drop.</returns>
    public (long Events, bool More) Purge(DateTimeOffset before, int mostSegments)
    {
        List<(Guid Account, long Id, int Source, long LastAt, string? Group, int Events)> old = [];
        db.ReadAll(
            IntakeStatements.OldSegments,
            row =>
            {
                old.Add((row.GetGuid(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt32(5)));
                return old.Count < mostSegments;
            },
            ("before", before.ToUnixTimeMilliseconds()));
        foreach (var segment in old)
        {
            db.Run(IntakeStatements.DeleteSegment, ("account", segment.Account), ("id", segment.Id));
            db.Run(IntakeStatements.DeleteStatedOfSegment, ("account", segment.Account), ("id", segment.Id));
        }

        db.Run(IntakeStatements.DeleteOldKept, ("before", before.ToUnixTimeMilliseconds()));
        const long day = 24 * 60 * 60 * 1000;
        foreach (var source in old.GroupBy(segment => segment.Source))
        {
            var closed = (Math.DivRem(source.Max(segment => segment.LastAt), day).Quotient + 1) * day;
            db.Run(IntakeStatements.CloseSource, ("closed", closed), ("source", source.Key));
        }

        foreach (var group in old.Where(segment => segment.Account == AccountScope.NoAccount).Select(segment => segment.Group ?? UnassignedGroup.NoGroup).Distinct())
        {
            Recount(group);
        }

        ChangedWhatIsKnown = old.Count > 0 || MessageLedger.DropOldRun(db, before.ToUnixTimeMilliseconds());
        return (old.Sum(segment => (long)segment.Events), ChangedWhatIsKnown);
    }

    private Verdict Add(IncomingEvent call, UInt128 key, IntakeSource source, KnownAccount? bound, long closedBefore)
    {
        var named = call.GroupId is { } group ? Account(group) : null;
        if (bound is not null && call.GroupId is not null && named?.Id != bound.Id)
        {
            return Verdict.ForeignAccount;
        }

        var at = call.At.ToUnixTimeMilliseconds();
        if (at < closedBefore)
        {
            return Verdict.PeriodClosed;
        }

        if (!memory.Ledger.TryAdd(key, db))
        {
            return Verdict.Duplicate;
        }

        var account = bound ?? named ?? AccountOfPerson(call, source);
        var owner = account?.Id ?? AccountScope.NoAccount;
        var user = call.UserId is { } id ? UserNo(owner, id) : 0;
        var feature = FeatureOf(call, source) is { } name ? FeatureNo(name, listed: source.BoundTo is null) : 0;
        Keep(call, at, source, account, user, feature);
        if (call is { Kind: EventKind.Group, UserId: { } person, GroupId: { } put })
        {
            PutIntoGroup(source.Id, person, put, at);
        }

        if (call.Kind is EventKind.Page or EventKind.Screen or EventKind.Alias)
        {
            return Verdict.Ignored;
        }

        if (account is null)
        {
            // That somebody exists is worth keeping whoever's person it turns out to be.
            return call is { Kind: EventKind.Identify, GroupId: null } ? Verdict.Accepted : Verdict.Unassigned;
        }

        if (call.Kind is EventKind.Track)
        {
            rollUp.Count(account, at, user, feature, call.Count);
        }

        return Verdict.Accepted;
    }

    private void Keep(IncomingEvent call, long at, IntakeSource source, KnownAccount? account, int user, int feature, RowOfSegment? row = null)
    {
        var group = account is null ? call.GroupId : null;
        var key = (account?.Id ?? AccountScope.NoAccount, source.Id, group);
        if (!segments.TryGetValue(key, out var segment))
        {
            segments[key] = segment = new Segment(key.Item1, source.Id, group, storedAt);
        }

        segment.Add(new UsageEvent(call.Kind, call.MessageId, at, user, feature, call.Name, call.Properties) { Count = call.Count }, row);
        if (segment.Bytes >= SegmentBytes)
        {
            Write(segment);
            segments.Remove(key);
        }

        if (account is null)
        {
            var name = group ?? UnassignedGroup.NoGroup;
            if (!unassigned.TryGetValue(name, out var waiting))
            {
                unassigned[name] = waiting = new Waiting();
            }

            waiting.Add(at, user, call.Count);
        }
    }

    private void Write(Segment segment)
    {
        if (segment.Id == 0)
        {
            segment.Id = nextId;
            nextId += segment.Events;
        }

        db.Run(
            IntakeStatements.InsertSegment,
            ("account", segment.Account), ("id", segment.Id), ("source", segment.Source), ("stored", segment.StoredAt), ("events", segment.Events),
            ("first", segment.FirstAt), ("last", segment.LastAt), ("group", segment.Group), ("body", segment.ToBytes()));
        foreach (var row in segment.Rows)
        {
            Insert(row, segment.Source, segment.Account, segment.Id);
        }
    }

    private void Write(string group, Waiting waiting)
    {
        var known = db.Read(
            IntakeStatements.FindUnassigned,
            row => new Waiting(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), new PeopleSet((byte[])row[3])),
            ("account", AccountScope.NoAccount), ("group", group));
        if (known is not null)
        {
            waiting.Add(known);
            db.Run(IntakeStatements.DeleteUnassigned, ("account", AccountScope.NoAccount), ("group", group));
        }

        db.Run(
            IntakeStatements.InsertUnassigned,
            ("account", AccountScope.NoAccount), ("group", group), ("events", waiting.Events), ("first", waiting.FirstAt), ("last", waiting.LastAt),
            ("people", waiting.People.ToBytes()));
    }

    // What is left of a group after some of its events went.
    private void Recount(string group)
    {
        var waiting = new Waiting();
        foreach (var segment in Unassigned(group, long.MaxValue))
        {
            foreach (var call in SegmentBody.Read(segment.Body))
            {
                waiting.Add(call.At, call.UserNo, call.Count);
            }
        }

        db.Run(IntakeStatements.DeleteUnassigned, ("account", AccountScope.NoAccount), ("group", group));
        if (waiting.Events > 0)
        {
            Write(group, waiting);
        }
    }

    private List<(long Id, int Source, long StoredAt, byte[] Body)> Unassigned(string group, long mostEvents)
    {
        List<(long, int, long, byte[])> found = [];
        var events = 0L;
        bool Take(DbDataReader row)
        {
            found.Add((row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), (byte[])row[4]));
            events += row.GetInt32(3);
            return events < mostEvents;
        }

        if (group == UnassignedGroup.NoGroup)
        {
            db.ReadAll(IntakeStatements.SegmentsOfNoGroup, Take, ("account", AccountScope.NoAccount));
        }
        else
        {
            db.ReadAll(IntakeStatements.SegmentsOfGroup, Take, ("account", AccountScope.NoAccount), ("group", group));
        }

        return found;
    }

    private static string? FeatureOf(IncomingEvent call, IntakeSource source) => call.Kind is not EventKind.Track
        ? null
        : source.FeatureFrom is FeatureFrom.EventName ? call.Name : call.FeatureProperty;

    private long ClosedBefore(int source)
    {
        if (!memory.ClosedBefore.TryGetValue(source, out var closed))
        {
            memory.ClosedBefore[source] = closed = db.Read(IntakeStatements.FindSource, row => row.GetInt64(0), ("source", source));
        }

        return closed;
    }

    private KnownAccount? Account(string group)
    {
        if (memory.Accounts.TryGetValue(group, out var account))
        {
            return account;
        }

        account = db.Read(IntakeStatements.FindAccount, AccountOf, ("external", group));
        if (account is null && db.Read<Guid?>(IntakeStatements.FindAlias, row => row.GetGuid(0), ("group", group)) is { } id)
        {
            account = AccountById(id);
        }

        if (account is not null)
        {
            memory.Accounts[group] = account;
        }

        return account;
    }

    private KnownAccount AccountById(Guid id)
    {
        if (!memory.AccountsById.TryGetValue(id, out var account))
        {
            account = db.Read(IntakeStatements.ReadAccount, AccountOf, ("account", id)) ?? throw new InvalidOperationException($"There is no account {id}.");
            memory.AccountsById[id] = account;
        }

        return account;
    }

    private static KnownAccount AccountOf(DbDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), TimeZoneInfo.FindSystemTimeZoneById(row.GetString(2)));

    private int UserNo(Guid account, string user)
    {
        if (!memory.PeopleOf.TryGetValue(account, out var people))
        {
            memory.PeopleOf[account] = people = new IntakeMemory.People();
        }

        if (people.Numbers.TryGetValue(user, out var no))
        {
            return no;
        }

        no = db.Read(IntakeStatements.FindUser, row => row.GetInt32(0), ("account", account), ("user", user));
        if (no == 0)
        {
            people.Last = no = 1 + (people.Last ?? db.Read(IntakeStatements.LastUser, row => row.GetInt32(0), ("account", account)));
            db.Run(IntakeStatements.InsertUser, ("account", account), ("no", no), ("user", user));
        }

        people.Numbers[user] = no;
        memory.Remembered();
        return no;
    }

    private int FeatureNo(string key, bool listed)
    {
        if (!memory.Features.TryGetValue(key, out var feature))
        {
            feature = db.Read(IntakeStatements.FindFeature, row => (row.GetInt32(0), row.GetBoolean(1)), ("key", key));
            if (feature.No == 0)
            {
                feature = (db.Read(IntakeStatements.LastFeature, row => row.GetInt32(0)) + 1, listed);
                db.Run(IntakeStatements.InsertFeature, ("no", feature.No), ("key", key), ("false", false), ("listed", listed));
                rollUp.ChangeVersion(UsageVersion.Features);
            }

            memory.Features[key] = feature;
            memory.Remembered();
        }

        if (listed && !feature.Listed)
        {
            db.Run(IntakeStatements.ListFeature, ("no", feature.No), ("listed", true));
            rollUp.ChangeVersion(UsageVersion.Features);
            memory.Features[key] = (feature.No, true);
        }

        return feature.No;
    }

    // An event that names no account is that of its person's last group call.
    private KnownAccount? AccountOfPerson(IncomingEvent call, IntakeSource source) =>
        call is { GroupId: null, UserId: { } user } && GroupOf(source.Id, user) is { } group ? Account(group.Group) : null;

    private (string Group, long At)? GroupOf(int source, string user)
    {
        if (!memory.Groups.TryGetValue((source, user), out var group))
        {
            group = db.Read<(string, long)?>(IntakeStatements.FindGroup, row => (row.GetString(0), row.GetInt64(1)), ("source", source), ("user", user));
            memory.Groups[(source, user)] = group;
            memory.Remembered();
        }

        return group;
    }

    private void PutIntoGroup(int source, string user, string group, long at)
    {
        var known = GroupOf(source, user);
        if (known is { } last && last.At > at)
        {
            return;
        }

        db.Run(
            known is null ? IntakeStatements.InsertGroup : IntakeStatements.UpdateGroup,
            ("source", source), ("user", user), ("group", group), ("at", at));
        memory.Groups[(source, user)] = (group, at);
    }

    /// <summary>Events on their way to one row.</summary>
    private sealed class Segment(Guid account, int source, string? group, long storedAt)
    {
        private readonly SegmentBody body = new();

        public Guid Account => account;

        public int Source => source;

        public string? Group => group;

        public long StoredAt => storedAt;

        public long Id { get; set; }

        public int Events { get; private set; }

        public int Bytes => body.Length;

        public long FirstAt { get; private set; } = long.MaxValue;

        public long LastAt { get; private set; } = long.MinValue;

        /// <summary>What imports of tables say that its events are.</summary>
        public List<RowOfSegment> Rows { get; } = [];

        public void Add(UsageEvent call, RowOfSegment? row = null)
        {
            body.Add(call);
            Events++;
            if (row is { } stated)
            {
                Rows.Add(stated);
            }

            FirstAt = Math.Min(FirstAt, call.At);
            LastAt = Math.Max(LastAt, call.At);
        }

        public byte[] ToBytes() => body.ToBytes();
    }

    /// <summary>What is added to the sum of an unassigned group.</summary>
    private sealed class Waiting(long events, long firstAt, long lastAt, PeopleSet people)
    {
        public Waiting()
            : this(0, long.MaxValue, long.MinValue, new PeopleSet())
        {
        }

        public long Events => events;

        public long FirstAt => firstAt;

        public long LastAt => lastAt;

        public PeopleSet People => people;

        public void Add(long at, int user, int uses)
        {
            events += uses;
            (firstAt, lastAt) = (Math.Min(firstAt, at), Math.Max(lastAt, at));
            people.Add(user);
        }

        public void Add(Waiting other)
        {
            events += other.Events;
            (firstAt, lastAt) = (Math.Min(firstAt, other.FirstAt), Math.Max(lastAt, other.LastAt));
            people.UnionWith(other.People.ToBytes());
        }
    }
}
