using System.Globalization;
using ValuePortal.Platform.Tables;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Import;

/// <summary>Understands the rows of a table one after the other, and gives each a key of its own.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<UInt128, int> occurrences = [];
    private readonly Dictionary<string, bool> rowKeys = new(StringComparer.Ordinal);
    private readonly TableFile table;
    private readonly ImportUsageTable.Input input;
    private readonly DayForm days;
    private readonly TableJoin? join;
    private readonly int account;
    private readonly int day;
    private readonly int feature;
    private readonly int count;
    private readonly int? row;
    private readonly int? user;

    /// <param name="table">It has the columns.</param>
    /// <param name="input">The columns, and how numbers are written.</param>
    /// <param name="days">How days are written.</param>
    /// <param name="join">Says the account, where the table does not.</param>
    public TableRows(TableFile table, ImportUsageTable.Input input, DayForm days, TableJoin? join)
    {
        (this.table, this.input, this.days, this.join) = (table, input, days, join);
        account = table.Find(input.Join is { } joined ? joined.On : input.Columns.Account);
        (day, feature, count) = (table.Find(input.Columns.Day), table.Find(input.Columns.Feature), table.Find(input.Columns.Count));
        row = input.Columns.Row is { } rowColumn ? table.Find(rowColumn) : null;
        user = input.Columns.User is { } userColumn ? table.Find(userColumn) : null;
    }

    /// <summary>Row keys that stood in more than one row.</summary>
    public long RepeatedKeys { get; private set; }

    public long BeforeStart { get; private set; }

    public long AfterEnd { get; private set; }

    /// <summary>The current row, or why it cannot be taken.</summary>
    public (ImportUsageTable.Understood? Row, RowReason? Reason) Understand()
    {
        if (table.Wrong is { } wrong)
        {
            return (null, wrong);
        }

        var cells = table.Cells;
        var (whose, entry) = (cells[account], join?.Find(cells[account]));
        var when = days.Read(cells[day]);
        var uses = Number(cells[count], input.DecimalSign);
        var who = user is { } place && cells[place].Length > 0 ? cells[place] : null;
        if (join is not null && entry is null)
        {
            return (null, new RowReason("NotInSecondFile", input.Join!.Key, whose));
        }

        whose = entry?.Account ?? whose;
        var reason =
            whose.Length == 0 ? new RowReason("NoAccount")
            : when is null ? new RowReason("NoDay", cells[day], days.Name)
            : cells[feature].Length == 0 ? new RowReason("NoFeature")
            : uses is null ? new RowReason("NoCount", cells[count], ImportUsageTable.MaxCount.ToString(CultureInfo.InvariantCulture))
            : Math.Max(Math.Max(whose.Length, cells[feature].Length), who?.Length ?? 0) > UsageEvent.IdMaxLength ? new RowReason("TooLong", UsageEvent.IdMaxLength.ToString(CultureInfo.InvariantCulture))
            : null;
        if (reason is not null)
        {
            return (null, reason);
        }

        Notice(entry, when!.Value);
        return (new ImportUsageTable.Understood(table.Row, whose, when.Value, cells[feature], uses!.Value, who), null);
    }

    /// <summary>
    /// What a row is known by: its number where the vendor gives one, else its account, day, feature and user; and which one it is among
    /// those of its file. The same in every file that holds it, whatever its count.
    /// </summary>
    public string Identity(ImportUsageTable.Understood understood)
    {
        var number = row is { } place && table.Cells[place].Length > 0 ? table.Cells[place] : null;
        var content = number is null
            ? string.Join('\u001F', table.Cells[account], Day(understood), understood.Feature, understood.User)
            : "\u001E" + number;
        var hash = MessageKey.Of(0, content);
        var occurrence = occurrences[hash] = occurrences.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash:x32}-{occurrence}");
    }

    /// <summary>A hash of all that a row says.</summary>
    public static long Says(ImportUsageTable.Understood understood) => (long)(ulong)MessageKey.Of(
        understood.Count, string.Join('\u001F', understood.Account, Day(understood), understood.Feature, understood.User));

    private static string Day(ImportUsageTable.Understood understood) => understood.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Notice(TableJoin.Entry? entry, DateOnly when)
    {
        BeforeStart += entry?.Start > when ? 1 : 0;
        AfterEnd += entry?.End < when ? 1 : 0;
        if (row is { } place && table.Cells[place] is { Length: > 0 } key && !rowKeys.TryAdd(key, false) && !rowKeys[key])
        {
            rowKeys[key] = true;
            RepeatedKeys++;
        }
    }

    // "9" and "9.0" are nine. "1.000" may be a thousand where it comes from, and is not guessed.
    private static int? Number(string text, char sign)
    {
        var at = text.IndexOf(sign, StringComparison.Ordinal);
        var whole = at < 0 ? text : text[(at + 1)..] is "0" or "00" ? text[..at] : "";
        return int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ImportUsageTable.MaxCount ? number : null;
    }
}
