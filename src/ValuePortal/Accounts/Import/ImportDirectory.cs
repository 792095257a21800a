using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>
/// Adds and changes accounts or people by the rows of a file; a dry run only says what would become of it. Rows are stored in groups, each
/// with what it needs to be taken back, so that one that was broken off goes on where it was.
/// </summary>
public sealed class ImportDirectory(
    PortalDbFactory portal, DataFolder folder, ScopeOfStaff scopeOfStaff, StoreAccountRows accounts, StorePersonRows people, ApplyTierRules tiers, AuditLog audit, TimeProvider clock,
    IStringLocalizer<DirectoryWords> text)
{
    public const string TryKind = "directory-try";
    public const string ImportKind = "directory-import";

    private const int RowsPerGroup = 100;

    public static IEnumerable<JobKind> JobKinds =>
    [
        new(TryKind, BeginsAgain: true, (services, run, ct) => services.GetRequiredService<ImportDirectory>().RunAsync(run, dryRun: true, ct), BrokenOffAsync),
        new(ImportKind, BeginsAgain: true, (services, run, ct) => services.GetRequiredService<ImportDirectory>().RunAsync(run, dryRun: false, ct), BrokenOffAsync),
    ];

    /// <summary>What became of a group of rows.</summary>
    /// <param name="Reason">Null for a row that was taken.</param>
    internal sealed record Stored(DirectoryRows.Row Row, bool Added, bool Changed, RowReason? Reason);

    /// <summary>What the rows of a file are stored with; the viewer has every account.</summary>
    internal sealed record Work(DirectoryImport Import, DirectoryChoices Choices, Viewer Viewer, bool DryRun);

    public async Task RunAsync(JobRun run, bool dryRun, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var import = await db.DirectoryImports.SingleAsync(import => import.Id == run.Job.Subject, ct);
        var report = await ReadAsync(import, run, dryRun, ct);
        import.Finish(report, dryRun, clock.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
        if (import.Stage is DirectoryStage.Imported)
        {
            folder.DropTables(import.Id);
            if (import.Kind is DirectoryKind.Accounts)
            {
                await tiers.RunAsync(ct);
            }

            await audit.WriteAsync(
                import.PersonId, import.PersonName, import.Kind is DirectoryKind.Accounts ? "accounts-imported" : "people-imported",
                string.Create(CultureInfo.InvariantCulture, $"{import.File}: {report.Added} added, {report.Changed} changed, {report.Refused} refused"), AccountScope.NoAccount, CancellationToken.None);
        }
    }

    /// <summary>The vendor's admin who asked, with the accounts there are now; null for somebody who may not any more.</summary>
    internal static async Task<Viewer?> FindViewerAsync(PortalDbFactory portal, ScopeOfStaff scopeOfStaff, Guid id, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id && person.DeactivatedAt == null && person.Role == PersonRole.VendorAdmin, ct) is { } person
            ? new Viewer(person.Id, person.Name, person.Role, await scopeOfStaff(person.Id, person.Role, ct), person.MaySeeMoney) : null;
    }

    // Rows of an import that were stored already stay, and can be taken back.
    private static async Task BrokenOffAsync(IServiceProvider services, JobTicket job, JobBreak why, CancellationToken ct)
    {
        var (portal, text) = (services.GetRequiredService<PortalDbFactory>(), services.GetRequiredService<IStringLocalizer<DirectoryWords>>());
        await using var db = portal.ForSystem();
        if (await db.DirectoryImports.SingleOrDefaultAsync(import => import.Id == job.Subject, ct) is not { } import)
        {
            return;
        }

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.Language);
        var done = job.Kind == ImportKind && await FindViewerAsync(portal, services.GetRequiredService<ScopeOfStaff>(), job.PersonId, ct) is { } viewer ? await DoneAsync(portal, viewer, import, ct) : [];
        var added = done.Count(line => line.Value);
        import.Finish(
            done.Count > 0 ? new(done.Count, added, done.Count - added, 0, 0, [], null) { Note = text["BrokenOffImport"] } : Refused(text[why is JobBreak.Cancelled ? "BrokenOffTry" : "Broken"]),
            dryRun: done.Count == 0, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    private async Task<DirectoryReport> ReadAsync(DirectoryImport import, JobRun run, bool dryRun, CancellationToken ct)
    {
        if (await FindViewerAsync(portal, scopeOfStaff, run.Job.PersonId, ct) is not { } viewer)
        {
            return Refused(text["OnlyVendorAdmin"]);
        }

        var choices = import.ReadChoices()!;
        if (!DirectoryRows.Open(folder.TableOf(import.Id), import, choices, text).Is(out var rows, out var refusal))
        {
            return Refused(refusal.Message);
        }

        using (rows)
        {
            var reading = new Reading(text, rows, folder.RefusedOf(import.Id), await DoneAsync(portal, viewer, import, ct));
            using (reading.Refused)
            {
                while (reading.Group(RowsPerGroup) is { Count: > 0 } group)
                {
                    var work = new Work(import, choices, viewer, dryRun);
                    reading.Add(import.Kind is DirectoryKind.Accounts ? await accounts.RunAsync(work, group, ct) : await people.RunAsync(work, group, ct));
                    await run.ReportAsync(reading.Rows, rows.Count);
                }

                return reading.Report;
            }
        }
    }

    // Of one that was broken off and has begun again.
    private static async Task<Dictionary<int, bool>> DoneAsync(PortalDbFactory portal, Viewer viewer, DirectoryImport import, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        return await db.DirectoryLines.AsNoTracking().Where(line => line.ImportId == import.Id).ToDictionaryAsync(line => line.Row, line => line.Added, ct);
    }

    private static DirectoryReport Refused(string why) => new(0, 0, 0, 0, 0, [], why);

    /// <summary>The rows of a file on their way, and what became of them.</summary>
    private sealed class Reading(IStringLocalizer<DirectoryWords> text, DirectoryRows rows, string refusedFile, Dictionary<int, bool> done)
    {
        private readonly CountReasons reasons = new();
        private readonly Dictionary<int, string[]> cells = [];
        private int added;
        private int changed;
        private int same;
        private int refused;

        public RefusedFile Refused { get; } = Begin(refusedFile);

        public int Rows { get; private set; }

        public DirectoryReport Report => new(Rows, added, changed, same, refused, reasons.Counted, null);

        public List<DirectoryRows.Row> Group(int most)
        {
            List<DirectoryRows.Row> group = [];
            cells.Clear();
            while (group.Count < most && rows.Next() is { } next)
            {
                Rows++;
                var no = (int)rows.Table.Row;
                if (next.Row is not { } row)
                {
                    Refuse(no, next.Reason!, rows.Table.Cells);
                }
                else if (done.TryGetValue(no, out var wasAdded))
                {
                    _ = wasAdded ? added++ : changed++;
                }
                else
                {
                    cells[no] = rows.Table.Cells;
                    group.Add(row);
                }
            }

            return group;
        }

        public void Add(IReadOnlyList<Stored> stored)
        {
            foreach (var row in stored)
            {
                if (row.Reason is { } reason)
                {
                    Refuse(row.Row.No, reason, cells[row.Row.No]);
                }
                else
                {
                    _ = row.Added ? added++ : row.Changed ? changed++ : same++;
                }
            }
        }

        private static RefusedFile Begin(string file)
        {
            File.Delete(file);
            return new RefusedFile(file);
        }

        private void Refuse(int no, RowReason reason, string[] content)
        {
            refused++;
            reasons.Add(reason, no);
            Refused.Add([text["Column_Row"].Value, text["Column_Reason"].Value, .. rows.Table.Headings], [no, text.Say(reason), .. content]);
        }
    }
}
