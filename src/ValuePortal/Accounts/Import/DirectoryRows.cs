using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>Reads a file of accounts or people row by row, as it was chosen to be read.</summary>
internal sealed class DirectoryRows : IDisposable
{
    private readonly Dictionary<string, int> seen;
    private readonly IReadOnlyList<(DirectoryField Field, int Place)> columns;
    private readonly string key;
    private readonly DayForm days;

    private DirectoryRows(TableFile table, IReadOnlyList<(DirectoryField, int)> columns, string key, DayForm days)
    {
        (Table, this.columns, this.key, this.days) = (table, columns, key, days);

        // Ids differ by case, addresses do not.
        seen = new(key == DirectoryFields.Email ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    /// <param name="Values">By the names of fields; an empty cell says nothing.</param>
    public sealed record Row(int No, IReadOnlyDictionary<string, string> Values)
    {
        public string? Of(string field) => Values.GetValueOrDefault(field);
    }

    public TableFile Table { get; }

    /// <summary>Rows under the heading that are not blank.</summary>
    public int Count { get; private init; }

    /// <summary>What the headings are likely to mean.</summary>
    public static DirectoryChoices Guess(DirectoryKind kind, IReadOnlyList<string> headings)
    {
        var free = headings.ToList();
        var columns = new Dictionary<string, string>();
        foreach (var field in DirectoryFields.Of(kind))
        {
            if (TableForm.Find(field.Names, free) is { Length: > 0 } heading)
            {
                columns[field.Name] = heading;
                free.Remove(heading);
            }
        }

        return new DirectoryChoices(columns);
    }

    /// <summary>Looks through the whole file once: whether it can be read, how many rows it has, and how days are written.</summary>
    public static Outcome<DirectoryRows> Open(string file, DirectoryImport import, DirectoryChoices choices, IStringLocalizer<DirectoryWords> text)
    {
        var (separator, encoding) = (TableForm.SeparatorOf(choices.Separator), TableForm.EncodingOf(choices.Encoding));
        var fields = DirectoryFields.Of(import.Kind);
        DayForm? days;
        var count = 0;
        using (var survey = new TableFile(file, separator, encoding))
        {
            if (fields.FirstOrDefault(field => choices.Of(field.Name) is var heading && (heading.Length == 0 ? field.Needed : survey.Find(heading) < 0)) is { } missing)
            {
                return text.Wrong("ChooseColumn", text["Field_" + missing.Name].Value);
            }

            var search = new DayForm.Search();
            var ofDays = fields.Where(field => field.Name is "go_live" or "renewal").Select(field => survey.Find(choices.Of(field.Name))).Where(place => place >= 0).ToList();
            while (survey.Read())
            {
                count += survey.IsBlank ? 0 : 1;
                if (count > DirectoryImport.MostRows)
                {
                    return text.Wrong("TooManyRows", DirectoryImport.MostRows);
                }

                foreach (var cell in survey.Wrong is null ? ofDays.Select(place => survey.Cells[place]).Where(cell => cell.Length > 0) : [])
                {
                    search.Add(cell);
                }
            }

            if (survey.UnclosedIn is { } row)
            {
                return text.Wrong("OpenQuote", row);
            }

            days = choices.Dates.Length > 0 ? DayForm.Named(choices.Dates) : search.Fitting is [var only] ? only : null;
            if (days is null && search.Fitting is [var one, var other, ..])
            {
                return text.Wrong("TwoWays", one.Name, other.Name);
            }
        }

        if (count == 0)
        {
            return text.Wrong("NoRows");
        }

        var table = new TableFile(file, separator, encoding);
        return new DirectoryRows(
            table, [.. fields.Select(field => (field, table.Find(choices.Of(field.Name)))).Where(column => column.Item2 >= 0)], fields[0].Name, days ?? DayForm.Named(DayForm.Iso)!)
        { Count = count };
    }

    /// <summary>The next row that is not blank, or why it cannot be taken; null at the end.</summary>
    public (Row? Row, RowReason? Reason)? Next()
    {
        while (Table.Read())
        {
            if (!Table.IsBlank)
            {
                return Understand();
            }
        }

        return null;
    }

    public void Dispose() => Table.Dispose();

    private (Row? Row, RowReason? Reason) Understand()
    {
        if (Table.Wrong is { } wrong)
        {
            return (null, wrong);
        }

        var values = new Dictionary<string, string>();
        foreach (var (field, place) in columns)
        {
            var cell = Table.Cells[place];
            if (cell.Length == 0)
            {
                if (field.Needed)
                {
                    return (null, new RowReason("Empty_" + field.Name));
                }

                continue;
            }

            var (value, reason) = field.Read(cell, days);
            if (reason is not null)
            {
                return (null, reason);
            }

            values[field.Name] = value!;
        }

        var no = (int)Table.Row;
        return seen.TryAdd(values[key], no)
            ? (new Row(no, values), null)
            : (null, new RowReason("Twice", seen[values[key]].ToString(CultureInfo.InvariantCulture)));
    }
}
