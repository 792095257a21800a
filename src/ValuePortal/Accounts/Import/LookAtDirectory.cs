using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>An uploaded file as it will be read: its headings, its first rows, and what was chosen or is guessed.</summary>
public sealed class LookAtDirectory(PortalDbFactory portal, DataFolder folder, WatchJob watch, IStringLocalizer<DirectoryWords> text)
{
    private const int FirstRows = 5;

    /// <param name="Cells">As they stand in the file.</param>
    /// <param name="Values">As the row will be taken; null with <paramref name="Reason"/>.</param>
    public sealed record Row(long No, IReadOnlyList<string> Cells, IReadOnlyDictionary<string, string>? Values, RowReason? Reason);

    public sealed record Look(IReadOnlyList<string> Headings, DirectoryChoices Choices, IReadOnlyList<Row> Rows);

    /// <param name="Going">The job that works on it now.</param>
    /// <param name="Look">Null while there is nothing to choose.</param>
    /// <param name="Unreadable">Why the file cannot be read as it is chosen.</param>
    /// <param name="HasRefused">Whether there is a file of refused rows.</param>
    public sealed record Result(DirectoryImport Import, WatchJob.Far? Going, Look? Look, Refusal? Unreadable, bool HasRefused);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        // First whether something works on it: what has ended meanwhile is then seen as it ended.
        var going = await watch.RunAsync(viewer, id, ct) is { GoesOn: true } far ? far : null;
        await using var db = portal.ForSystem();
        if (viewer.Role is not PersonRole.VendorAdmin || await db.DirectoryImports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, ct) is not { } import)
        {
            return new Refusal.NotFound(text["NoSuchImport"]);
        }

        var hasRefused = File.Exists(folder.RefusedOf(id));
        if (going is not null || import.Stage is DirectoryStage.Imported or DirectoryStage.Undone || !File.Exists(folder.TableOf(id)))
        {
            return new Result(import, going, null, null, hasRefused);
        }

        var (look, why) = LookInto(import);
        return new Result(import, null, look, why, hasRefused);
    }

    private (Look Look, Refusal? Unreadable) LookInto(DirectoryImport import)
    {
        var chosen = import.ReadChoices();
        var file = folder.TableOf(import.Id);
        using var table = new TableFile(file, TableForm.SeparatorOf(chosen?.Separator), TableForm.EncodingOf(chosen?.Encoding));
        var choices = chosen ?? DirectoryRows.Guess(import.Kind, table.Headings);
        if (!DirectoryRows.Open(file, import, choices, text).Is(out var rows, out var refusal))
        {
            List<Row> asWritten = [];
            while (asWritten.Count < FirstRows && table.Read())
            {
                asWritten.Add(new Row(table.Row, table.Cells, null, null));
            }

            return (new Look(table.Headings, choices, asWritten), refusal);
        }

        using (rows)
        {
            List<Row> first = [];
            while (first.Count < FirstRows && rows.Next() is { } next)
            {
                first.Add(new Row(rows.Table.Row, rows.Table.Cells, next.Row?.Values, next.Reason));
            }

            return (new Look(table.Headings, choices, first), null);
        }
    }
}
