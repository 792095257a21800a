using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Mail;

namespace ValuePortal.Accounts.Import;

/// <summary>
/// Takes an import of accounts or people back, the last row first: what it changed is as it was, what it added is gone. What was changed again
/// since, or has something hanging on it, stays and is named with the reason.
/// </summary>
public sealed class UndoDirectory(PortalDbFactory portal, ScopeOfStaff scopeOfStaff, WhatHangsOn hangs, AuditLog audit, TimeProvider clock, IStringLocalizer<DirectoryWords> text)
{
    public const string Kind = "directory-undo";

    /// <summary>How many rows that were kept are named.</summary>
    private const int MostNamed = 100;

    private const int RowsPerReport = 50;

    public static JobKind JobKind => new(Kind, BeginsAgain: true, (services, run, ct) => services.GetRequiredService<UndoDirectory>().RunAsync(run, ct));

    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var import = await db.DirectoryImports.SingleAsync(import => import.Id == run.Job.Subject, ct);
        if (import.Stage is not DirectoryStage.Imported || await ImportDirectory.FindViewerAsync(portal, scopeOfStaff, run.Job.PersonId, ct) is not { } viewer)
        {
            return;
        }

        await using var all = portal.For(viewer);
        var lines = await all.DirectoryLines.AsNoTracking().Where(line => line.ImportId == import.Id).OrderByDescending(line => line.Row).ToListAsync(ct);
        List<DirectoryReport.Left> kept = [];
        for (var done = 0; done < lines.Count; done++)
        {
            if (await TakeBackAsync(viewer, import, lines[done], ct) is { } why)
            {
                kept.Add(new(lines[done].Row, lines[done].TargetId, why));
            }

            if (done % RowsPerReport == 0)
            {
                await run.ReportAsync(done, lines.Count);
            }
        }

        var report = import.ReadReport()!;
        import.TakeBack(
            report with { TakenBack = report.Added + report.Changed - kept.Count, Kept = [.. kept.OrderBy(left => left.Row).Take(MostNamed)], KeptInAll = kept.Count }, clock.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
        await audit.WriteAsync(
            viewer, "import-undone", string.Create(CultureInfo.InvariantCulture, $"{import.File}: {report.Added + report.Changed - kept.Count} taken back, {kept.Count} kept"), AccountScope.NoAccount, CancellationToken.None);
    }

    /// <returns>Why it was left as it is; null when it was taken back.</returns>
    private async Task<string?> TakeBackAsync(Viewer viewer, DirectoryImport import, DirectoryLine line, CancellationToken ct)
    {
        await using var db = portal.ForSystem(line.AccountId);
        var (account, person) = import.Kind is DirectoryKind.Accounts
            ? (await db.Accounts.SingleOrDefaultAsync(row => row.AccountId == line.AccountId, ct), null)
            : ((Account?)null, await db.Users.SingleOrDefaultAsync(row => row.Id == line.TargetId && row.AccountId == line.AccountId && row.DeletedAt == null, ct));
        if (account is null && person is null)
        {
            return null;
        }

        if (line.Added && (account is not null ? await hangs.OnAccountAsync(db, line, ct) : await hangs.OnPersonAsync(db, person!, ct)) is { } what)
        {
            return text["Hangs_" + what];
        }

        var action = line.Added ? "account-removed" : "account-changed";
        if (account is not null)
        {
            if (line.Added)
            {
                db.Remove(account);
            }
            else if (!PutBack(account, DirectoryFields.Accounts, line))
            {
                return text["ChangedSince"];
            }
        }
        else if (person is not null)
        {
            action = line.Added ? AuditAction.PersonDeleted : "person-changed";
            if (line.Added)
            {
                await MailOutbox.ForgetAsync(db, line.AccountId, person.Id, ct);
                db.Users.Remove(person);
            }
            else if (!PutBack(person, DirectoryFields.People, line))
            {
                return text["ChangedSince"];
            }
            else if (line.ReadAfter().ContainsKey("role"))
            {
                person.EndSessions(clock.GetUtcNow());
            }
        }

        db.Remove(line);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (!failure.IsUnavailable())
        {
            // Something came to hang on it in this moment.
            return text["Hangs_"];
        }

        await audit.WriteAsync(viewer, action, person is null ? "" : $"{person.Id}", action == "account-removed" ? AccountScope.NoAccount : line.AccountId, CancellationToken.None);
        return null;
    }

    /// <returns>False when one of the fields is no longer as the row had it.</returns>
    private static bool PutBack<T>(T target, IReadOnlyList<DirectoryField<T>> fields, DirectoryLine line)
    {
        var (before, after) = (line.ReadBefore(), line.ReadAfter());
        if (after.Any(changed => fields.Single(field => field.Name == changed.Key).Of(target) != changed.Value))
        {
            return false;
        }

        foreach (var (name, value) in before)
        {
            fields.Single(field => field.Name == name).Set!(target, value);
        }

        return true;
    }
}
