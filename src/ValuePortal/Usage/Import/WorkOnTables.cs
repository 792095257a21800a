using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>Reads the tables whose turn was asked for, one after the other: a second one waits for the first.</summary>
public sealed partial class WorkOnTables(
    PortalDbFactory portal, DataFolder folder, ImportUsageTable import, IServiceScopeFactory scopes, AuditLog audit, TimeProvider clock, IStringLocalizer<TableWords> text,
    ILogger<WorkOnTables> log) : BackgroundService
{
    private const int RowsNamed = 20;

    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to do.</summary>
    public void Wake() => calls.Writer.TryWrite(true);

    /// <summary>Works on the table that waits longest.</summary>
    /// <returns>False when none waits.</returns>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var upload = await db.TableUploads.Where(upload => upload.State == UploadState.TryWaiting || upload.State == UploadState.ImportWaiting)
            .OrderBy(upload => upload.AskedAt).ThenBy(upload => upload.Id).FirstOrDefaultAsync(ct);
        if (upload is null)
        {
            return false;
        }

        upload.Begin();
        await db.SaveChangesAsync(ct);
        TableReport report;
        try
        {
            report = await ReadAsync(db, upload, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, upload.Id, failure);
            report = new TableReport(null, [], text["Broken"]);
        }

        upload.Finish(report);
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CloseInterruptedAsync(stoppingToken);
            do
            {
                while (await TryNextAsync(stoppingToken))
                {
                }
            }
            while (await calls.Reader.WaitToReadAsync(stoppingToken) && calls.Reader.TryRead(out _));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<bool> TryNextAsync(CancellationToken ct)
    {
        try
        {
            return await RunNextAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, Guid.Empty, failure);
            return false;
        }
    }

    // What was at work when the program ended says so. What it stored stays, and the same file again adds the rest.
    private async Task CloseInterruptedAsync(CancellationToken ct)
    {
        try
        {
            await using var db = portal.ForSystem();
            foreach (var upload in await db.TableUploads.Where(upload => upload.State == UploadState.Trying || upload.State == UploadState.Importing).ToListAsync(ct))
            {
                upload.Finish(new TableReport(null, [], text["Interrupted"]));
            }

            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, Guid.Empty, failure);
        }
    }

    private async Task<TableReport> ReadAsync(PortalDb db, TableUpload upload, CancellationToken ct)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(upload.Language);
        var person = await db.Users.AsNoTracking().SingleAsync(person => person.Id == upload.PersonId, ct);
        await using var services = scopes.CreateAsyncScope();
        var scopeOfStaff = services.ServiceProvider.GetRequiredService<ScopeOfStaff>();
        var scope = person.DeactivatedAt is null ? await scopeOfStaff(person.Id, person.Role, ct) : AccountScope.Only();
        var input = TableGuess.InputOf(upload, upload.ReadChoices()!, folder, clock.GetUtcNow()) with
        {
            DryRun = upload.State is UploadState.Trying,
            Within = person.Role is PersonRole.VendorAdmin && person.DeactivatedAt is null ? null : scope,
            PersonId = person.Id,
            PersonName = person.Name,
        };
        var reasons = new Dictionary<string, (RowReason First, List<long> Rows, long Count)>(StringComparer.Ordinal);
        File.Delete(folder.RefusedOf(upload.Id));
        using var refused = new RefusedFile(folder.RefusedOf(upload.Id));
        var outcome = await import.RunAsync(
            input,
            row =>
            {
                refused.Add([text["Column_Row"].Value, text["Column_Reason"].Value, .. row.Headings], [row.Row, text.Say(row.Reason), .. row.Cells]);
                var (first, rows, count) = reasons.GetValueOrDefault(row.Reason.Word, (row.Reason, [], 0));
                if (rows.Count < RowsNamed)
                {
                    rows.Add(row.Row);
                }

                reasons[row.Reason.Word] = (first, rows, count + 1);
            },
            progress: (done, total) => db.TableUploads.Where(row => row.Id == upload.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Done, done).SetProperty(row => row.Total, total), ct),
            ct: ct);
        if (outcome.Is(out var result, out var refusal) && !input.DryRun)
        {
            folder.DropTables(upload.Id);
            await audit.WriteAsync(
                person.Id, person.Name, AuditAction.Imported,
                string.Create(CultureInfo.InvariantCulture, $"usage table {upload.File}, import {result.Id}: {result.Counted} rows counted, {result.Replaced} replaced, {result.Refused} refused"),
                AccountScope.NoAccount, ct);
        }

        return new TableReport(
            result, [.. reasons.Values.OrderByDescending(reason => reason.Count).Select(reason => new TableReport.Reason(reason.First, reason.Count, [.. reason.Rows.Order()]))], refusal?.Message);
    }

    [LoggerMessage(LogLevel.Error, "The table {Upload} could not be read to its end.")]
    private static partial void LogFailed(ILogger log, Guid upload, Exception failure);
}
