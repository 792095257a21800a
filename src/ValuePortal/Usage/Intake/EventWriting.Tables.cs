using ValuePortal.Platform.Access;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>A row of a table on its way in.</summary>
/// <param name="Key">What it is known by within its source.</param>
/// <param name="Says">A hash of all that it says.</param>
/// <param name="Call">What it says. Its count may be 0.</param>
internal readonly record struct RowCall(UInt128 Key, long Says, IncomingEvent Call);

/// <summary>What becomes of a row of a table.</summary>
internal enum RowVerdict
{
    /// <summary>It is new and counts.</summary>
    Counted,

    /// <summary>It is new and waits until somebody says which account it is.</summary>
    Unassigned,

    /// <summary>It stands in the place of what an earlier import said of the row.</summary>
    Replaced,

    /// <summary>An import said so before, or a later one says otherwise: nothing changes.</summary>
    Known,

    /// <summary>It is new and says that nothing was used.</summary>
    Zero,

    /// <summary>It speaks of an account that whoever imports does not work for.</summary>
    NotInScope,

    /// <summary>It happened before the time for which raw events of its source are still kept.</summary>
    PeriodClosed,
}

/// <summary>Rows of tables: the last import of a row decides, and can be undone.</summary>
internal sealed partial class EventWriting
{
    /// <summary>What happened to a table that was undone.</summary>
    /// <param name="Uses">How many uses were taken back.</param>
    /// <param name="Restored">Rows that count again as an earlier import had them.</param>
    public readonly record struct UndoneTable(long Uses, long Restored);

    private readonly Dictionary<(Guid Account, long Id), OpenSegment> opened = [];

    /// <summary>What would become of rows; nothing is written.</summary>
    public RowVerdict[] Foresee(int source, IReadOnlyList<RowCall> rows, AccountScope? within)
    {
        var closedBefore = ClosedBefore(source);
        return [.. rows.Select(row => Decide(source, row, int.MaxValue, within, closedBefore).Verdict)];
    }

    /// <summary>Stores rows of an import. Each key stands in an import once.</summary>
    /// <param name="import">The import.</param>
    /// <param name="source">Its source.</param>
    /// <param name="rows">What it says.</param>
    /// <param name="within">The accounts whose rows may be touched; null for a command.</param>
    public RowVerdict[] State(UsageTableImport import, IntakeSource source, IReadOnlyList<RowCall> rows, AccountScope? within)
    {
        var closedBefore = ClosedBefore(source.Id);
        var decided = rows.Select(row => Decide(source.Id, row, import.Id, within, closedBefore)).ToArray();
        for (var i = 0; i < decided.Length; i++)
        {
            if (decided[i] is { Verdict: RowVerdict.Replaced, Before: { } before })
            {
                Supersede(source.Id, rows[i].Key, before);
            }
        }

        WriteOpened();
        for (var i = 0; i < decided.Length; i++)
        {
            if (decided[i].Verdict is RowVerdict.Counted or RowVerdict.Unassigned or RowVerdict.Replaced)
            {
                Put(rows[i].Call, source, new RowOfSegment(rows[i].Key, import.Id, rows[i].Says, rows[i].Call.Count));
            }
        }

        return [.. decided.Select(row => row.Verdict)];
    }

    /// <summary>
    /// Takes back all that an import of a table stored: its raw events, what they added to quarters and days, and what waits unassigned.
    /// What it had replaced counts again.
    /// </summary>
    /// <returns>Null when it is undone already, or some of its raw events are no longer kept.</returns>
    public UndoneTable? Undo(UsageTableImport import)
    {
        List<(UInt128 Key, int Uses, Guid Account, long Segment)> rows = [];
        db.ReadAll(
            IntakeStatements.StatedByImport,
            row =>
            {
                rows.Add((MessageKey.Read((byte[])row[0]), row.GetInt32(1), row.GetGuid(2), row.GetInt64(3)));
                return true;
            },
            ("import", import.Id));
        if ((import.Rows is { } stored && stored != rows.Count) || db.Run(IntakeStatements.MarkUndone, ("import", import.Id), ("at", storedAt)) == 0)
        {
            return null;
        }

        ChangedWhatIsKnown = true;
        var uses = 0L;
        List<RowOfSegment> earlier = [];
        foreach (var row in rows)
        {
            var decides = Stated(import.SourceId, row.Key)!.Value.Import == import.Id;
            if (row.Segment != 0)
            {
                uses += row.Uses;
                Open(row.Account, row.Segment)?.Take(row.Key);
            }

            Delete(import.SourceId, row.Key, import.Id);
            if (decides && Stated(import.SourceId, row.Key) is { } before)
            {
                earlier.Add(new RowOfSegment(row.Key, before.Import, before.Says, before.Uses));
            }
        }

        WriteOpened();
        earlier.ForEach(row => Restore(new IntakeSource(import.SourceId, FeatureFrom.Property), row));
        return new UndoneTable(uses, earlier.Count);
    }

    private (RowVerdict Verdict, StatedBefore? Before) Decide(int source, RowCall row, int import, AccountScope? within, long closedBefore)
    {
        var account = Account(row.Call.GroupId!);
        var before = Stated(source, row.Key);
        if (within is { } scope && (account is null || !scope.Contains(account.Id) || (before is { Segment: not 0 } touched && !scope.Contains(touched.Account))))
        {
            return (RowVerdict.NotInScope, before);
        }

        return (before switch
        {
            _ when row.Call.At.ToUnixTimeMilliseconds() < closedBefore => RowVerdict.PeriodClosed,
            { } known when known.Says == row.Says || known.Import > import => RowVerdict.Known,
            not null => RowVerdict.Replaced,
            null when row.Call.Count == 0 => RowVerdict.Zero,
            null => account is null ? RowVerdict.Unassigned : RowVerdict.Counted,
        }, before);
    }

    private StatedBefore? Stated(int source, UInt128 key) => db.Read<StatedBefore?>(
        IntakeStatements.FindStated,
        row => new StatedBefore(row.GetInt32(0), row.GetInt64(1), row.GetInt32(2), row.GetGuid(3), row.GetInt64(4)),
        ("source", source), ("key", MessageKey.Pack([key])));

    // The event leaves its segment, and is kept with what the import said.
    private void Supersede(int source, UInt128 key, StatedBefore before)
    {
        if (before.Segment == 0 || Open(before.Account, before.Segment) is not { } segment || segment.Take(key) is not { } call)
        {
            return;
        }

        var kept = new PackedBytes();
        kept.Signed(call.At);
        kept.Text(call.MessageId);
        kept.Text(before.Account == AccountScope.NoAccount ? segment.Group : AccountById(before.Account).ExternalId);
        kept.Text(call.UserNo == 0 ? null : db.Read(IntakeStatements.NameUser, row => row.GetString(0), ("account", before.Account), ("no", call.UserNo)));
        kept.Text(call.Name);
        db.Run(
            IntakeStatements.KeepStated,
            ("account", AccountScope.NoAccount), ("kept", kept.ToArray()), ("source", source), ("key", MessageKey.Pack([key])), ("import", before.Import));
    }

    private void Restore(IntakeSource source, RowOfSegment row)
    {
        var kept = row.Uses == 0
            ? null
            : db.Read(IntakeStatements.ReadKept, read => read.IsDBNull(0) ? null : (byte[])read[0], ("source", source.Id), ("key", MessageKey.Pack([row.Key])), ("import", row.Import));
        if (kept is null)
        {
            return;
        }

        var place = 0;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(PackedBytes.Signed(kept, ref place));
        var (id, group, user, name) = (PackedBytes.Text(kept, ref place)!, PackedBytes.Text(kept, ref place), PackedBytes.Text(kept, ref place), PackedBytes.Text(kept, ref place));
        Delete(source.Id, row.Key, row.Import);
        Put(new IncomingEvent(EventKind.Track, id, at, user, group, null, name, name, UsageTableImport.MarkOf(row.Import)) { Count = row.Uses }, source, row);
    }

    private void Put(IncomingEvent call, IntakeSource source, RowOfSegment row)
    {
        if (call.Count == 0)
        {
            Insert(row, source.Id, AccountScope.NoAccount, 0);
            return;
        }

        var account = Account(call.GroupId!);
        var user = call.UserId is { } id ? UserNo(account?.Id ?? AccountScope.NoAccount, id) : 0;
        var feature = FeatureNo(call.FeatureProperty!, listed: true);
        var at = call.At.ToUnixTimeMilliseconds();
        Keep(call, at, source, account, user, feature, row);
        if (account is not null)
        {
            rollUp.Count(account, at, user, feature, call.Count);
        }
    }

    private void Insert(RowOfSegment row, int source, Guid account, long segment) => db.Run(
        IntakeStatements.InsertStated,
        ("source", source), ("key", MessageKey.Pack([row.Key])), ("import", row.Import), ("says", row.Says), ("uses", row.Uses), ("account", account), ("id", segment));

    private void Delete(int source, UInt128 key, int import) =>
        db.Run(IntakeStatements.DeleteStated, ("source", source), ("key", MessageKey.Pack([key])), ("import", import));

    private OpenSegment? Open(Guid account, long id)
    {
        if (!opened.TryGetValue((account, id), out var segment))
        {
            segment = db.Read(
                IntakeStatements.ReadSegment,
                row => new OpenSegment(row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), (byte[])row[3]),
                ("account", account), ("id", id));
            if (segment is not null)
            {
                opened[(account, id)] = segment;
            }
        }

        return segment;
    }

    // Segments without what was taken out of them, and the roll-ups without it. Before anything is added: sums are counted anew of what is there.
    private void WriteOpened()
    {
        foreach (var ((account, id), segment) in opened.Where(entry => entry.Value.Taken.Count > 0))
        {
            db.Run(IntakeStatements.DeleteSegment, ("account", account), ("id", id));
            if (segment.Left.Any())
            {
                var rest = new Segment(account, segment.Source, segment.Group, segment.StoredAt) { Id = id };
                segment.Left.ToList().ForEach(call => rest.Add(call));
                Write(rest);
            }
        }

        foreach (var account in opened.GroupBy(entry => entry.Key.Account, entry => entry.Value))
        {
            if (account.Key == AccountScope.NoAccount)
            {
                account.Select(segment => segment.Group ?? UnassignedGroup.NoGroup).Distinct().ToList().ForEach(Recount);
                continue;
            }

            List<UsageEvent> taken = [.. account.SelectMany(segment => segment.Taken)];
            var zone = AccountById(account.Key).Zone;
            rollUp.TakeBack(account.Key, taken, nextId);
            foreach (var day in taken.Select(call => UsageQuarter.DayOf(UsageQuarter.Of(call.At), zone)).Distinct())
            {
                MakeDay(account.Key, zone, day);
            }
        }

        if (opened.Count > 0)
        {
            nextId++;
            opened.Clear();
        }
    }

    // A day of a zone lies between the day before and the day after of UTC.
    private void MakeDay(Guid account, TimeZoneInfo zone, DateOnly day)
    {
        const int quartersADay = 24 * 60 / UsageQuarter.Minutes;
        var start = (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * quartersADay;
        var days = new Dictionary<(Guid Account, DateOnly Day, int Feature), RollUp.DayCount>();
        db.ReadAll(
            IntakeStatements.QuartersBetween,
            row => CountDay(days, account, zone, row, day),
            ("account", account), ("from", start - quartersADay), ("to", start + (2 * quartersADay)));
        rollUp.Replace(account, day, days);
    }

    /// <summary>What an import says of a row, and what the row is known by.</summary>
    internal readonly record struct RowOfSegment(UInt128 Key, int Import, long Says, int Uses);

    private readonly record struct StatedBefore(int Import, long Says, int Uses, Guid Account, long Segment);

    /// <summary>A segment that some of its events leave.</summary>
    private sealed class OpenSegment(int source, long storedAt, string? group, byte[] body)
    {
        private readonly Dictionary<UInt128, UsageEvent> rows = SegmentBody.Read(body).ToDictionary(call => RowKey.Of(source, call.MessageId));

        public int Source => source;

        public long StoredAt => storedAt;

        public string? Group => group;

        public List<UsageEvent> Taken { get; } = [];

        public IEnumerable<UsageEvent> Left => rows.Values;

        public UsageEvent? Take(UInt128 key)
        {
            if (!rows.Remove(key, out var call))
            {
                return null;
            }

            Taken.Add(call);
            return call;
        }
    }
}

/// <summary>The message ids of rows: what the row is known by, and the import that said it.</summary>
internal static class RowKey
{
    private const char Sign = '@';

    public static string MessageId(string row, int import) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row}{Sign}{import}");

    /// <summary>The key of a row by the message id of its event, or by what the row is known by.</summary>
    public static UInt128 Of(int source, string id) => MessageKey.Of(source, id.LastIndexOf(Sign) is var at and >= 0 ? id[..at] : id);
}
