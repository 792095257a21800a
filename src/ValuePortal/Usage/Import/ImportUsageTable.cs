using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>
/// Reads a table of usage, one row for a day, an account and a feature, into the same store as events: a row counts as often as it says,
/// at noon of its day in the account's time zone. A row that is stored already changes nothing; one that says something else now takes
/// the place of what was said before.
/// </summary>
public sealed class ImportUsageTable(EventStore store, Sources sources, AccountDirectory directory, PortalDbFactory portal, IStringLocalizer<TableWords> text)
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
    public sealed record Join(string File, string On, string Key, string? Start = null, string? End = null)
    {
        /// <summary>How people call the file.</summary>
        public string Name { get; init; } = File;
    }

    /// <param name="Dates">How days are written: "iso" or a pattern; null to find out.</param>
    /// <param name="Now">Later days than today are refused.</param>
    public sealed record Input(string File, string Source, Columns Columns, DateTimeOffset Now)
    {
        /// <summary>How people call the file.</summary>
        public string Name { get; init; } = File;

        public Join? Join { get; init; }

        public char? Separator { get; init; }

        public Encoding? Encoding { get; init; }

        public string? Dates { get; init; }

        public char DecimalSign { get; init; } = '.';

        public bool CreateAccounts { get; init; }

        /// <summary>Reads all and says what would become of it; stores nothing.</summary>
        public bool DryRun { get; init; }

        /// <summary>The accounts whose rows are taken; null for all, and for those not known yet.</summary>
        public AccountScope? Within { get; init; }

        /// <summary>Who imports; nobody for a command.</summary>
        public Guid PersonId { get; init; }

        public string PersonName { get; init; } = "";
    }

    /// <summary>A row as it is understood.</summary>
    public sealed record Understood(long Row, string Account, DateOnly Day, string Feature, int Count, string? User);

    /// <summary>A row that was not stored, numbered as in a spreadsheet.</summary>
    public sealed record NotStored(long Row, RowReason Reason, IReadOnlyList<string> Headings, IReadOnlyList<string> Cells);

    /// <param name="Id">By which it can be undone; null when nothing was new.</param>
    /// <param name="Counted">Rows that are new and count for an account now, <paramref name="Uses"/> in all.</param>
    /// <param name="Uses">Of new rows and of replaced ones.</param>
    /// <param name="Replaced">Rows that stand in the place of what an earlier import said.</param>
    /// <param name="Known">Rows that were stored before.</param>
    /// <param name="Zero">Rows that say that nothing was used.</param>
    /// <param name="RepeatedKeys">Row keys that stand in more than one row; each of those counts.</param>
    /// <param name="BeforeStart">Rows that count although use was not expected yet, or no more.</param>
    public sealed record Result(
        int? Id, long Rows, long Counted, long Uses, long Replaced, long Unassigned, long Known, long Zero, long Refused, long Blank, int AccountsOpened,
        DateOnly? FirstDay, DateOnly? LastDay, string Dates, long RepeatedKeys, long BeforeStart, long AfterEnd);

    /// <param name="input">What to read, and how.</param>
    /// <param name="refused">Called for each row that is not stored, in their order within a group.</param>
    /// <param name="understood">Called for each row that can be read, in their order.</param>
    /// <param name="progress">Called with the rows that are done and how many there are, now and then.</param>
    /// <param name="ct">Stops between two groups; what was stored stays, and can be undone.</param>
    public async Task<Outcome<Result>> RunAsync(
        Input input, Action<NotStored>? refused = null, Action<Understood>? understood = null, Func<long, long, Task>? progress = null, CancellationToken ct = default)
    {
        foreach (var (file, name) in new[] { (input.File, input.Name), (input.Join?.File ?? input.File, input.Join?.Name ?? input.Name) })
        {
            if (!File.Exists(file))
            {
                return new Refusal.NotFound(text["File_Missing", name]);
            }

            if (TableFile.IsWorkbook(file))
            {
                return text.Wrong("File_Workbook", name);
            }
        }

        if (!Survey(input, ct).Is(out var survey, out var why))
        {
            return why;
        }

        TableJoin? join = null;
        if (input.Join is { } wanted && !TableJoin.Read(wanted, input.Columns.Account, input.Separator, input.Encoding, survey.Days, text).Is(out join, out why))
        {
            return why;
        }

        var import = await BeginAsync(input, ct);
        var storing = new Storing(input, import, refused);
        using var table = new TableFile(input.File, input.Separator, input.Encoding);
        var reader = new TableRows(table, input, survey.Days, join);
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
            storing.Group.Add((row, reader.Identity(row), table.Cells));
            if (storing.Group.Count == RowsPerGroup)
            {
                await StoreAsync(storing, table, ct);
                await (progress?.Invoke(storing.Rows, survey.Rows) ?? Task.CompletedTask);
            }
        }

        await StoreAsync(storing, table, ct);
        await FinishAsync(storing, ct);
        return storing.Result(survey.Days, reader);
    }

    // A first reading finds how days are written, and what would make a row swallow others, before anything is stored.
    private Outcome<(DayForm Days, long Rows)> Survey(Input input, CancellationToken ct)
    {
        using var table = new TableFile(input.File, input.Separator, input.Encoding);
        var columns = input.Columns;
        string?[] wanted = [input.Join is { } join ? join.On : columns.Account, columns.Day, columns.Feature, columns.Count, columns.Row, columns.User];
        if (wanted.OfType<string>().FirstOrDefault(name => table.Find(name) < 0) is { } missing)
        {
            return text.NoColumn(input.Name, missing, table);
        }

        var named = input.Dates is { } name ? DayForm.Named(name) : null;
        if (input.Dates is not null && named is null)
        {
            return text.Wrong("File_NoDayForm", input.Dates);
        }

        var (day, search, rows) = (table.Find(columns.Day), new DayForm.Search(), 0L);
        while (table.Read())
        {
            ct.ThrowIfCancellationRequested();
            rows += table.IsBlank ? 0 : 1;
            if (named is null && table.Wrong is null)
            {
                search.Add(table.Cells[day]);
            }
        }

        if (table.UnclosedIn is { } row)
        {
            return text.Wrong("File_OpenQuote", input.Name, row);
        }

        var (form, why, parts) = named is null ? search.Found() : (named, "", []);
        return form is null ? text.Wrong(why, [columns.Day, .. parts]) : (form, rows);
    }

    // A dry run has no import, and no source where none is there.
    private async Task<(UsageTableImport? Import, IntakeSource Source)> BeginAsync(Input input, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        if (input.DryRun)
        {
            return (null, new IntakeSource(
                await db.Sources.Where(source => source.Name == input.Source).Select(source => source.Id).SingleOrDefaultAsync(ct), FeatureFrom.Property));
        }

        var found = await sources.FindOrAddAsync(input.Source, ct);
        var import = UsageTableImport.Begin(found.Id, Path.GetFileName(input.Name), input.PersonId, input.PersonName, input.Now);
        db.Add(import);
        await db.SaveChangesAsync(ct);
        return (import, found);
    }

    private async Task FinishAsync(Storing storing, CancellationToken ct)
    {
        if (storing.Import is not { } import)
        {
            return;
        }

        await using var db = portal.ForSystem();
        db.Attach(import);
        if (storing.Stored == 0)
        {
            db.Remove(import);
        }
        else
        {
            storing.Finish(import);
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task StoreAsync(Storing storing, TableFile table, CancellationToken ct)
    {
        await FindZonesAsync(storing, ct);
        List<(Understood Row, string[] Cells)> rows = [];
        List<RowCall> calls = [];
        foreach (var (row, identity, cells) in storing.Group)
        {
            var zone = storing.Zones[row.Account];
            if (row.Day < s_firstDay || row.Day > DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(storing.Input.Now, zone).Date))
            {
                storing.Refuse(row.Row, new RowReason(row.Day < s_firstDay ? "TooOld" : "ToCome"), table, cells);
                continue;
            }

            var noon = row.Day.ToDateTime(new TimeOnly(12, 0));
            rows.Add((row, cells));
            calls.Add(new RowCall(RowKey.Of(storing.Source.Id, identity), TableRows.Says(row), new IncomingEvent(
                EventKind.Track, RowKey.MessageId(identity, storing.Import?.Id ?? 0), new DateTimeOffset(noon, zone.GetUtcOffset(noon)), row.User, row.Account, null, row.Feature, row.Feature, storing.Import?.Mark)
            {
                Count = row.Count,
            }));
        }

        var verdicts = await DecideAsync(storing, calls, rows, ct);
        for (var i = 0; i < verdicts.Length; i++)
        {
            storing.Add(rows[i].Row, rows[i].Cells, verdicts[i], table);
        }

        storing.Group.Clear();
    }

    private async Task<RowVerdict[]> DecideAsync(Storing storing, List<RowCall> calls, List<(Understood Row, string[] Cells)> rows, CancellationToken ct)
    {
        var input = storing.Input;
        if (calls.Count == 0)
        {
            return [];
        }

        if (storing.Import is not { } import)
        {
            return await store.LookAsync(writing => writing.Foresee(storing.Source.Id, calls, input.Within), ct);
        }

        if (input.CreateAccounts)
        {
            storing.AccountsOpened += await directory.EnsureAsync(
                rows.Where(row => row.Row.Count > 0).Select(row => row.Row.Account).Distinct(StringComparer.Ordinal).ToDictionary(account => account, _ => (string?)null, StringComparer.Ordinal), ct);
        }

        return await store.WriteAsync(calls.Count, writing => writing.State(import, storing.Source, calls, input.Within), ct);
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

    private sealed class Storing(Input input, (UsageTableImport? Import, IntakeSource Source) begun, Action<NotStored>? refused)
    {
        private readonly HashSet<string> toOpen = new(StringComparer.Ordinal);
        private long counted;
        private long uses;
        private long replaced;
        private long unassigned;
        private long known;
        private long refusals;
        private DateOnly firstDay = DateOnly.MaxValue;
        private DateOnly lastDay = DateOnly.MinValue;

        public Input Input => input;

        public IntakeSource Source => begun.Source;

        /// <summary>Null in a dry run.</summary>
        public UsageTableImport? Import => begun.Import;

        public List<(Understood Row, string Identity, string[] Cells)> Group { get; } = new(RowsPerGroup);

        public Dictionary<string, TimeZoneInfo> Zones { get; } = new(StringComparer.Ordinal);

        public long Rows { get; set; }

        public long Blank { get; set; }

        public long Zero { get; private set; }

        public int AccountsOpened { get; set; }

        public long Stored => counted + unassigned + replaced;

        public void Refuse(long row, RowReason reason, TableFile table, string[]? cells = null)
        {
            refusals++;
            refused?.Invoke(new NotStored(row, reason, table.Headings, cells ?? table.Cells));
        }

        public void Add(Understood row, string[] cells, RowVerdict verdict, TableFile table)
        {
            // What a dry run finds unknown would have been opened.
            if (verdict is RowVerdict.Unassigned && Import is null && input.CreateAccounts)
            {
                (verdict, AccountsOpened) = (RowVerdict.Counted, AccountsOpened + (toOpen.Add(row.Account) ? 1 : 0));
            }

            switch (verdict)
            {
                case RowVerdict.Counted:
                    counted++;
                    uses += row.Count;
                    break;
                case RowVerdict.Replaced:
                    replaced++;
                    uses += row.Count;
                    break;
                case RowVerdict.Unassigned:
                    unassigned++;
                    break;
                case RowVerdict.Known:
                    known++;
                    return;
                case RowVerdict.Zero:
                    Zero++;
                    return;
                default:
                    Refuse(row.Row, verdict is RowVerdict.PeriodClosed ? new RowReason("PeriodClosed") : new RowReason("NotYours", row.Account), table, cells);
                    return;
            }

            (firstDay, lastDay) = (row.Day < firstDay ? row.Day : firstDay, row.Day > lastDay ? row.Day : lastDay);
        }

        public void Finish(UsageTableImport import) => import.Finish(Stored, uses, replaced, refusals, firstDay, lastDay);

        public Result Result(DayForm days, TableRows reader) => new(
            Stored == 0 ? null : Import?.Id, Rows, counted, uses, replaced, unassigned, known, Zero, refusals, Blank, AccountsOpened,
            Stored == 0 ? null : firstDay, Stored == 0 ? null : lastDay, days.Name, reader.RepeatedKeys, reader.BeforeStart, reader.AfterEnd);
    }
}
