using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Usage.Import;

/// <summary>An uploaded table as it will be read: its headings, its first rows, and what was chosen or is guessed.</summary>
public sealed class LookAtTable(PortalDbFactory portal, DataFolder folder, IStringLocalizer<TableWords> text)
{
    private const int FirstRows = 5;

    /// <param name="Cells">As they stand in the file.</param>
    /// <param name="Understood">As the row will count; null with <paramref name="Reason"/>.</param>
    public sealed record Row(long No, IReadOnlyList<string> Cells, ImportUsageTable.Understood? Understood, RowReason? Reason);

    /// <param name="SecondHeadings">Of the second file; none when there is none.</param>
    /// <param name="Dates">The ways of writing a day that fit all days of the file.</param>
    public sealed record Look(IReadOnlyList<string> Headings, IReadOnlyList<string> SecondHeadings, TableChoices Choices, IReadOnlyList<string> Dates, IReadOnlyList<Row> Rows);

    /// <param name="Upload">With its state and what came of it.</param>
    /// <param name="Look">Null while there is nothing to choose, and when the file cannot be read.</param>
    public sealed record Result(TableUpload Upload, Look? Look, Refusal? Unreadable);

    /// <returns>Not found for the upload of somebody else.</returns>
    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var upload = await db.TableUploads.AsNoTracking().SingleOrDefaultAsync(upload => upload.Id == id && upload.PersonId == viewer.PersonId, ct);
        if (upload is null || !viewer.IsStaff)
        {
            return new Refusal.NotFound(text["NoSuchUpload"]);
        }

        if (upload.IsAtWork || upload.State is UploadState.Imported || !File.Exists(folder.TableOf(id)))
        {
            return new Result(upload, null, null);
        }

        var look = LookInto(upload);
        return new Result(upload, look.Is(out var seen, out var why) ? seen : null, why);
    }

    private Outcome<Look> LookInto(TableUpload upload)
    {
        var chosen = upload.ReadChoices();
        var file = folder.TableOf(upload.Id);
        IReadOnlyList<string> second = [];
        if (upload.SecondFile is not null)
        {
            using var other = new TableFile(folder.SecondOf(upload.Id), null, TableForm.EncodingOf(chosen?.Encoding));
            second = other.Headings;
        }

        using var table = new TableFile(file, TableForm.SeparatorOf(chosen?.Separator), TableForm.EncodingOf(chosen?.Encoding));
        var choices = chosen ?? TableGuess.Columns(table.Headings, second);
        var day = table.Find(choices.Day);
        var search = new DayForm.Search();
        List<long> first = [];
        while (table.Read())
        {
            if (table.IsBlank)
            {
                continue;
            }

            if (first.Count < FirstRows)
            {
                first.Add(table.Row);
            }

            if (day >= 0 && table.Wrong is null)
            {
                search.Add(table.Cells[day]);
            }
        }

        if (table.UnclosedIn is { } row)
        {
            return text.Wrong("File_OpenQuote", upload.File, row);
        }

        if (first.Count == 0)
        {
            return text.Wrong("File_Empty", upload.File);
        }

        var dates = search.Fitting.Select(form => form.Name).ToList();
        choices = choices.Dates.Length == 0 && dates is [var only] ? choices with { Dates = only } : choices;
        return new Look(table.Headings, second, choices, dates, Rows(upload, choices, first.Count));
    }

    private List<Row> Rows(TableUpload upload, TableChoices choices, int most)
    {
        using var table = new TableFile(folder.TableOf(upload.Id), TableForm.SeparatorOf(choices.Separator), TableForm.EncodingOf(choices.Encoding));
        TableRows? reader = null;
        if (TableGuess.Complete(choices, table, upload.SecondFile is not null) && DayForm.Named(choices.Dates) is { } days)
        {
            var input = TableGuess.InputOf(upload, choices, folder, default);
            TableJoin? join = null;
            if (input.Join is null || TableJoin.Read(input.Join, choices.Account, null, input.Encoding, days, text).Is(out join, out _))
            {
                reader = new TableRows(table, input, days, join);
            }
        }

        List<Row> rows = [];
        while (rows.Count < most && table.Read())
        {
            if (!table.IsBlank)
            {
                var (understood, reason) = reader?.Understand() ?? (null, table.Wrong);
                rows.Add(new Row(table.Row, table.Cells, understood, reason));
            }
        }

        return rows;
    }
}
