using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Export;

/// <summary>
/// Writes the exports that wait, the oldest first, one at a time on each node, and deletes the files of which the day is over. It may be
/// stopped at any moment: one whose writer has been silent for long begins anew.
/// </summary>
public sealed partial class WriteExports(
    PortalDbFactory portal, DataFolder folder, IEnumerable<ExportPart> parts, IServiceProvider services, TimeProvider clock, IStringLocalizer<AccountExportWords> text, ILogger<WriteExports> log)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A writer says that it lives after each part; none takes as long as this.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(30);

    private sealed record Job(Guid AccountId, Guid Id, Guid PersonId, string Language, ExportState State, DateTimeOffset? SeenAt);

    public async Task RunAsync(CancellationToken ct = default)
    {
        Sweep();
        while (await NextAsync(ct) is { } job)
        {
            await WriteAsync(job, ct);
        }
    }

    private async Task<Job?> NextAsync(CancellationToken ct)
    {
        var silentSince = clock.GetUtcNow() - s_silence;
        await using var every = portal.ForSystem();
        var waiting = await every.AccountExports.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ExportsThatWait)
            .Where(export => export.State == ExportState.Waiting || (export.State == ExportState.Working && export.SeenAt < silentSince))
            .OrderBy(export => export.AskedAt).Take(20)
            .Select(export => new Job(export.AccountId, export.Id, export.PersonId, export.Language, export.State, export.SeenAt)).ToListAsync(ct);
        foreach (var job in waiting)
        {
            // Two nodes may have found it: one of them takes it.
            await using var db = portal.ForSystem(job.AccountId);
            var (now, seen, count) = ((DateTimeOffset?)clock.GetUtcNow(), job.SeenAt, parts.Count());
            if (await db.AccountExports.Where(export => export.AccountId == job.AccountId && export.Id == job.Id && export.State == job.State && export.SeenAt == seen)
                .ExecuteUpdateAsync(set => set.SetProperty(export => export.State, ExportState.Working).SetProperty(export => export.SeenAt, now).SetProperty(export => export.Parts, count), ct) == 1)
            {
                return job;
            }
        }

        return null;
    }

    private async Task WriteAsync(Job job, CancellationToken ct)
    {
        var path = folder.ExportFile(job.Id);
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.Language);
            if (await FillAsync(job, path + ".part", ct))
            {
                File.Move(path + ".part", path, overwrite: true);
                await EndAsync(job, ExportState.Done, new FileInfo(path).Length);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, job.Id, failure);
            await EndAsync(job, ExportState.Failed, 0);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            File.Delete(path + ".part");
        }
    }

    /// <returns>False when it was cancelled meanwhile.</returns>
    private async Task<bool> FillAsync(Job job, string path, CancellationToken ct)
    {
        await using var db = portal.ForSystem(job.AccountId);
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            row => row.Id == job.PersonId && row.AccountId == job.AccountId && row.Role == PersonRole.CustomerAdmin && row.DeactivatedAt == null, ct)
            ?? throw new InvalidOperationException("Who asked for the export may not have it any more.");
        var account = await db.Accounts.AsNoTracking().SingleAsync(row => row.AccountId == job.AccountId, ct);
        var viewer = new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(job.AccountId), person.MaySeeMoney);
        var now = clock.GetUtcNow();
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        using var archive = new ExportArchive(file, now);
        var done = 0;
        foreach (var part in parts.OrderBy(part => part.Order))
        {
            await part.WriteAsync(services, viewer, job.AccountId, archive, ct);
            var (far, seen) = (++done, (DateTimeOffset?)clock.GetUtcNow());
            if (await db.AccountExports.Where(export => export.AccountId == job.AccountId && export.Id == job.Id && export.State == ExportState.Working)
                .ExecuteUpdateAsync(set => set.SetProperty(export => export.Done, far).SetProperty(export => export.SeenAt, seen), ct) == 0)
            {
                return false;
            }
        }

        archive.Add("README.txt", Encoding.UTF8.GetBytes(text["Readme", account.Name, now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), archive.Entries.Count].Value.ReplaceLineEndings("\r\n")));
        archive.Json("manifest.json", new
        {
            Format = "valueportal-export",
            Version = 1,
            Company = account.Name,
            account.ExternalId,
            MadeAt = now,
            job.Language,
            Files = archive.Entries.ToList(),
        });
        return true;
    }

    private async Task EndAsync(Job job, ExportState state, long bytes)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await using var db = portal.ForSystem(job.AccountId);
        if (await db.AccountExports.Where(export => export.AccountId == job.AccountId && export.Id == job.Id && export.State == ExportState.Working)
            .ExecuteUpdateAsync(set => set.SetProperty(export => export.State, state).SetProperty(export => export.EndedAt, now).SetProperty(export => export.Bytes, bytes)) == 0)
        {
            File.Delete(folder.ExportFile(job.Id)); // cancelled at the last moment
        }
    }

    // A file is there for a day; one that nobody knows, of a program that was killed, no longer either.
    private void Sweep()
    {
        var before = clock.GetUtcNow() - AccountExport.KeptFor;
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(folder.ExportFile(Guid.Empty))!))
        {
            if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
            {
                File.Delete(path);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The export {Export} of everything failed.")]
    private static partial void LogFailed(ILogger log, Guid export, Exception failure);
}
