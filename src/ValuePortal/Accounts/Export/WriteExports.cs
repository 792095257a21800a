using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;

namespace ValuePortal.Accounts.Export;

/// <summary>Writes the archive of everything that a company's admin asked for. One that is broken off begins anew.</summary>
public sealed class WriteExports(
    PortalDbFactory portal, DataFolder folder, IEnumerable<ExportPart> parts, IServiceProvider services, TimeProvider clock, IStringLocalizer<AccountExportWords> text)
{
    public const string Kind = "account-export";

    /// <summary>From one look for files whose day is over to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public static JobKind JobKind => new(
        Kind, BeginsAgain: true, (services, run, ct) => services.GetRequiredService<WriteExports>().RunAsync(run, ct), (services, job, _, _) =>
        {
            File.Delete(services.GetRequiredService<DataFolder>().ExportFile(job.Id));
            return Task.CompletedTask;
        });

    public async Task RunAsync(JobRun run, CancellationToken ct = default)
    {
        var path = folder.ExportFile(run.Job.Id);
        try
        {
            await FillAsync(run, path + ".part", ct);
            File.Move(path + ".part", path, overwrite: true);
            run.Bytes = new FileInfo(path).Length;
        }
        finally
        {
            File.Delete(path + ".part");
        }
    }

    /// <summary>A file is there for a day; one that nobody knows, of a program that was killed, no longer either.</summary>
    public void Sweep()
    {
        var before = clock.GetUtcNow() - ExportFiles.KeptFor;
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(folder.ExportFile(Guid.Empty))!).Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
        {
            File.Delete(path);
        }
    }

    private async Task FillAsync(JobRun run, string path, CancellationToken ct)
    {
        var job = run.Job;
        await using var db = portal.ForSystem(job.AccountId);
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(
            row => row.Id == job.PersonId && row.AccountId == job.AccountId && row.Role == PersonRole.CustomerAdmin && row.DeactivatedAt == null, ct)
            ?? throw new InvalidOperationException("Who asked for the export may not have it any more.");
        var account = await db.Accounts.AsNoTracking().SingleAsync(row => row.AccountId == job.AccountId, ct);
        var viewer = new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(job.AccountId), person.MaySeeMoney);
        var now = clock.GetUtcNow();
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        using var archive = new ExportArchive(file, now);
        var (done, total) = (0, parts.Count());
        foreach (var part in parts.OrderBy(part => part.Order))
        {
            await part.WriteAsync(services, viewer, job.AccountId, archive, ct);
            await run.ReportAsync(++done, total);
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
    }
}
