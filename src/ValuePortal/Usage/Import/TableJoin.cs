using System.Text;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Usage.Import;

/// <summary>Which account a row belongs to, by a second file.</summary>
internal sealed class TableJoin
{
    /// <param name="Account">The account as the vendor's product names it.</param>
    /// <param name="Start">First and last day that use is expected on; null for no end.</param>
    public readonly record struct Entry(string Account, DateOnly? Start, DateOnly? End);

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public Entry? Find(string key) => entries.TryGetValue(key, out var entry) ? entry : null;

    public static Outcome<TableJoin> Read(ImportUsageTable.Join join, string account, char? separator, Encoding? encoding, DayForm days, IStringLocalizer<TableWords> text)
    {
        using var table = new TableFile(join.File, separator, encoding);
        var (key, whose) = (table.Find(join.Key), table.Find(account));
        var (start, end) = (join.Start is null ? -1 : table.Find(join.Start), join.End is null ? -1 : table.Find(join.End));
        string?[] wanted = [join.Key, account, join.Start, join.End];
        if (wanted.OfType<string>().FirstOrDefault(name => table.Find(name) < 0) is { } missing)
        {
            return text.NoColumn(join.Name, missing, table);
        }

        var found = new TableJoin();
        while (table.Read())
        {
            if (table.IsBlank || table.Wrong is not null || table.Cells[key].Length == 0)
            {
                continue;
            }

            var cells = table.Cells;
            var entry = new Entry(cells[whose], start < 0 ? null : days.Read(cells[start]), end < 0 ? null : days.Read(cells[end]));
            if (!found.entries.TryAdd(cells[key], entry) && found.entries[cells[key]].Account != entry.Account)
            {
                return text.Wrong("File_TwoAccounts", join.Name, table.Row, join.Key, cells[key]);
            }
        }

        return table.UnclosedIn is { } row ? text.Wrong("File_OpenQuote", join.Name, row) : found;
    }
}
