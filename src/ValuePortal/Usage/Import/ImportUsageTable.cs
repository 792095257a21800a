using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>
/// Reads a table of usage, one row for a day, an account and a feature, into the same store as events: a row counts as often as it says,
/// at noon of its day in the account's time zone. A row that is stored already changes nothing.
/// </summary>
public sealed class ImportUsageTable(EventIntake intake, Sources sources, AccountDirectory directory, PortalDbFactory portal)
{
    /// <summary>The most that one row may count.</summary>
    public const int MaxCount = 1_000_000_000;

    /// <summary>Rows of one transaction, so that a server beside it is not held up.</summary>
    private const int RowsPerGroup = 2000;

    private static readonly DateOnly s_firstDay = new(2000, 1, 1);

    /// <summary>The columns by their headings. With a join, the account is a column of the joined file.</summary>
    /// <param name="Row">What the vendor numbers rows by, where there is such a column.</param>
    public sealed record Columns(string Account, string Day, string Feature, string Count, string? Row = null, string? User = null);

    /// <param name="On">The column of the table that holds what <paramref name="Key"/> of the joined file holds.</param>
    /// <param name="Start">Columns of the joined file with the days between which use is expected.</param>
    public sealed record Join(string File, string On, string Key, string? Start = null, string? End = null);

    /// <param name="Dates">How days are written: "iso" or a pattern; null to find out.</param>
    /// <param name="Now">Later days than today are refused.</param>
    public sealed record Input(string File, string Source, Columns Columns, DateTimeOffset Now)
    {
        public Join? Join { get; init; }

        public char? Separator { get; init; }

        public Encoding? Encoding { get; init; }

        public string? Dates { get; init; }

        public char DecimalSign { get; init; } = '.';

        public bool CreateAccounts { get; init; }
    }

    /// <summary>A row as it is understood.</summary>
    public sealed record Understood(long Row, string Account, DateOnly Day, string Feature, int Count, string? User);

    /// <summary>A row that was not stored, numbered as in a spreadsheet.</summary>
    public sealed record NotStored(long Row, string Reason, IReadOnlyList<string> Headings, IReadOnlyList<string> Cells);

    /// <param name="Id">By which it can be undone; null when nothing was new.</param>
    /// <param name="Counted">Rows that count for an account now, <paramref name="Uses"/> in all.</param>
    /// <param name="Known">Rows that were stored before.</param>
    /// <param name="Zero">Rows that say that nothing was used.</param>
    /// <param name="RepeatedKeys">Row keys that stand in more than one row; each of those counts.</param>
    /// <param name="BeforeStart">Rows that count although use was not expected yet, or no more.</param>
    /// <param name="Overlapping">Earlier imports of the source with days that this one has new rows for.</param>
    public sealed record Result(
        int? Id, long Rows, long Counted, long Uses, long Unassigned, long Known, long Zero, long Refused, long Blank, int AccountsOpened,
        DateOnly? FirstDay, DateOnly? LastDay, string Dates, long RepeatedKeys, long BeforeStart, long AfterEnd, IReadOnlyList<int> Overlapping);

    /// <param name="input">What to read, and how.</param>
    /// <param name="refused">Called for each row that is not stored, in their order within a group.</param>
    /// <param name="understood">Called for each row that can be read, in their order.</param>
    /// <param name="ct">Stops between two groups; what was stored stays, and can be undone.</param>
    public async Task<Outcome<Result>> RunAsync(Input input, Action<NotStored>? refused = null, Action<Understood>? understood = null, CancellationToken ct = default)
    {
        foreach (var file in new[] { input.File, input.Join?.File }.OfType<string>())
        {
            if (!File.Exists(file))
            {
                return new Refusal.NotFound($"There is no file {file}.");
            }

            if (IsWorkbook(file))
            {
                return Wrong($"{file} is a workbook or a zip archive. Save the sheet as CSV first.");
            }
        }

        if (!Survey(input, ct).Is(out var days, out var why))
        {
            return why;
        }

        TableJoin? join = null;
        if (input.Join is { } wanted && !TableJoin.Read(wanted, input.Columns.Account, input.Separator, input.Encoding, days).Is(out join, out why))
        {
            return why;
        }

        var source = await sources.FindOrAddAsync(input.Source, ct);
        await using var db = portal.ForSystem();
        var before = await db.UsageTableImports.AsNoTracking().Where(import => import.SourceId == source.Id).ToListAsync(ct);
        var import = UsageTableImport.Begin(source.Id, Path.GetFileName(input.File), input.Now);
        db.Add(import);
        await db.SaveChangesAsync(ct);

        var storing = new Storing(input, source, import, before, refused);
        using var table = new TableFile(input.File, input.Separator, input.Encoding);
        var reader = new TableRows(table, input, days, join);
        while (table.Read())
        {
            if (table.IsBlank)
            {
                storing.Blank++;
                continue;
            }

            storing.Rows++;
            var (row, reason) = reader.Understand();
            if (row is null)
            {
                storing.Refuse(table.Row, reason!, table);
                continue;
            }

            understood?.Invoke(row);
            if (row.Count == 0)
            {
                storing.Zero++;
                continue;
            }

            storing.Group.Add((row, reader.Key(row), table.Cells));
            if (storing.Group.Count == RowsPerGroup)
            {
                await StoreAsync(storing, table, ct);
            }
        }

        await StoreAsync(storing, table, ct);
        if (storing.Stored == 0)
        {
            db.Remove(import);
        }
        else
        {
            import.Finish(storing.Stored, storing.FirstDay, storing.LastDay);
        }

        await db.SaveChangesAsync(ct);
        return storing.Result(days, reader);
    }

    internal static Refusal.Invalid Wrong(string why) => new(why, new Dictionary<string, string[]>());

    internal static Refusal.Invalid NoColumn(string file, string column, TableFile table) =>
        Wrong($"{file} has no column \"{column}\". It has: {string.Join(", ", table.Headings)}");

    // A first reading finds how days are written, and what would make a row swallow others, before anything is stored.
    private static Outcome<DayForm> Survey(Input input, CancellationToken ct)
    {
        using var table = new TableFile(input.File, input.Separator, input.Encoding);
        var columns = input.Columns;
        string?[] wanted = [input.Join is { } join ? join.On : columns.Account, columns.Day, columns.Feature, columns.Count, columns.Row, columns.User];
        if (wanted.OfType<string>().FirstOrDefault(name => table.Find(name) < 0) is { } missing)
        {
            return NoColumn(input.File, missing, table);
        }

        var named = input.Dates is { } name ? DayForm.Named(name) : null;
        if (input.Dates is not null && named is null)
        {
            return Wrong($"--dates {input.Dates} is no way to write a day. Examples: iso, dd-MM-yyyy, MM/dd/yyyy, dd.MM.yyyy");
        }

        var (day, search) = (table.Find(columns.Day), new DayForm.Search());
        while (table.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (named is null && table.Wrong is null)
            {
                search.Add(table.Cells[day]);
            }
        }

        if (table.UnclosedIn is { } row)
        {
            return Wrong($"{input.File}, row {row}: a quote is never closed.");
        }

        var (form, why) = named is null ? search.Found() : (named, "");
        return form is null ? Wrong($"{columns.Day}: {why}") : form;
    }

    private static bool IsWorkbook(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
    }

    private async Task StoreAsync(Storing storing, TableFile table, CancellationToken ct)
    {
        if (storing.Input.CreateAccounts)
        {
            storing.AccountsOpened += await directory.EnsureAsync(
                storing.Group.Select(entry => entry.Row.Account).Distinct(StringComparer.Ordinal).ToDictionary(account => account, _ => (string?)null, StringComparer.Ordinal), ct);
        }

        await FindZonesAsync(storing, ct);
        List<(Understood Row, string[] Cells)> rows = [];
        List<IncomingEvent> events = [];
        foreach (var (row, key, cells) in storing.Group)
        {
            var zone = storing.Zones[row.Account];
            if (row.Day < s_firstDay || row.Day > DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(storing.Input.Now, zone).Date))
            {
                storing.Refuse(row.Row, row.Day < s_firstDay ? "its day is before the year 2000" : "its day is yet to come", table, cells);
                continue;
            }

            var noon = row.Day.ToDateTime(new TimeOnly(12, 0));
            rows.Add((row, cells));
            events.Add(new IncomingEvent(
                EventKind.Track, storing.IdOf(key), new DateTimeOffset(noon, zone.GetUtcOffset(noon)), row.User, row.Account, null, row.Feature, row.Feature, storing.Import.Mark)
            {
                Count = row.Count,
            });
        }

        var verdicts = events.Count == 0 ? [] : (await intake.StoreAsync([new IncomingBatch(storing.Source, events)], ct))[0];
        for (var i = 0; i < verdicts.Length; i++)
        {
            storing.Add(rows[i].Row, rows[i].Cells, verdicts[i], table);
        }

        storing.Group.Clear();
    }

    // An account that is not known has no zone: noon is that of UTC.
    private async Task FindZonesAsync(Storing storing, CancellationToken ct)
    {
        var wanted = storing.Group.Select(entry => entry.Row.Account).Where(account => !storing.Zones.ContainsKey(account)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var entry in await directory.FindAsync(wanted, ct))
        {
            storing.Zones[entry.ExternalId] = TimeZoneInfo.FindSystemTimeZoneById(entry.TimeZone);
        }

        await using var db = portal.ForSystem();
        foreach (var alias in await db.Set<GroupAlias>().AsNoTracking().Where(alias => wanted.Contains(alias.GroupId)).ToListAsync(ct))
        {
            storing.Zones.TryAdd(alias.GroupId, TimeZoneInfo.FindSystemTimeZoneById((await directory.FindAsync(alias.AccountId, ct))!.TimeZone));
        }

        wanted.ForEach(account => storing.Zones.TryAdd(account, TimeZoneInfo.Utc));
    }

    private sealed class Storing(Input input, IntakeSource source, UsageTableImport import, IReadOnlyList<UsageTableImport> before, Action<NotStored>? refused)
    {
        private readonly HashSet<UInt128> undone = [.. before.Where(earlier => earlier.UndoneKeys is not null).SelectMany(earlier => MessageKey.Unpack(earlier.UndoneKeys!))];
        private long counted;
        private long uses;
        private long unassigned;
        private long known;
        private long refusals;

        public Input Input => input;

        public IntakeSource Source => source;

        public UsageTableImport Import => import;

        public List<(Understood Row, string Key, string[] Cells)> Group { get; } = new(RowsPerGroup);

        public Dictionary<string, TimeZoneInfo> Zones { get; } = new(StringComparer.Ordinal);

        public long Rows { get; set; }

        public long Blank { get; set; }

        public long Zero { get; set; }

        public int AccountsOpened { get; set; }

        public long Stored => counted + unassigned;

        public DateOnly FirstDay { get; private set; } = DateOnly.MaxValue;

        public DateOnly LastDay { get; private set; } = DateOnly.MinValue;

        /// <summary>A row that was undone comes under another id, since an id is stored once for ever.</summary>
        public string IdOf(string key)
        {
            var (id, turn) = (key, 1);
            while (undone.Contains(MessageKey.Of(source.Id, id)))
            {
                id = string.Create(CultureInfo.InvariantCulture, $"{key}~{turn++}");
            }

            return id;
        }

        public void Refuse(long row, string reason, TableFile table, string[]? cells = null)
        {
            refusals++;
            refused?.Invoke(new NotStored(row, reason, table.Headings, cells ?? table.Cells));
        }

        public void Add(Understood row, string[] cells, Verdict verdict, TableFile table)
        {
            switch (verdict)
            {
                case Verdict.Accepted:
                    counted++;
                    uses += row.Count;
                    break;
                case Verdict.Unassigned:
                    unassigned++;
                    break;
                case Verdict.Duplicate:
                    known++;
                    return;
                default:
                    Refuse(row.Row, RefusalReason.Of(verdict) ?? RefusalReason.CannotBeStored, table, cells);
                    return;
            }

            (FirstDay, LastDay) = (row.Day < FirstDay ? row.Day : FirstDay, row.Day > LastDay ? row.Day : LastDay);
        }

        public Result Result(DayForm days, TableRows reader) => new(
            Stored == 0 ? null : import.Id, Rows, counted, uses, unassigned, known, Zero, refusals, Blank, AccountsOpened,
            Stored == 0 ? null : FirstDay, Stored == 0 ? null : LastDay, days.Name, reader.RepeatedKeys, reader.BeforeStart, reader.AfterEnd,
            [.. before.Where(earlier => earlier is { UndoneAt: null, Rows: not null } && earlier.FirstDay <= LastDay && earlier.LastDay >= FirstDay).Select(earlier => earlier.Id)]);
    }
}
