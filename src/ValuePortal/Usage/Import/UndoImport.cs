using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>
/// Takes an import of a table back as a whole, once. What it had replaced counts again; its rows may be imported again afterwards. The
/// vendor's admin undoes any, a success manager an own one of accounts in care.
/// </summary>
public sealed class UndoImport(EventStore store, PortalDbFactory portal, AuditLog audit, IStringLocalizer<TableWords> text)
{
    /// <param name="Uses">How many were taken back.</param>
    /// <param name="Restored">Rows that count again as an earlier import had them.</param>
    public sealed record Result(string File, long Uses, long Restored);

    /// <param name="viewer">Null for a command.</param>
    /// <param name="id">The number of the import.</param>
    /// <param name="ct">Stops before anything is done.</param>
    public async Task<Outcome<Result>> RunAsync(Viewer? viewer, int id, CancellationToken ct = default)
    {
        if (viewer is { Role: not (PersonRole.VendorAdmin or PersonRole.Csm) })
        {
            return new Refusal.NotAllowed(text["OnlyAccountWork"]);
        }

        await using var db = portal.ForSystem();
        var import = await db.UsageTableImports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, ct);
        if (import is null || (viewer is { Role: PersonRole.Csm } && import.PersonId != viewer.PersonId))
        {
            return new Refusal.NotFound(text["NoSuchImport", id]);
        }

        if (import.UndoneAt is not null)
        {
            return new Refusal.Conflict(text["UndoneAlready", id]);
        }

        var rows = db.StatedRows.Where(row => row.ImportId == id);
        if (viewer is { Role: PersonRole.Csm } && (await rows.Select(row => row.AccountId).Distinct().ToListAsync(ct)).Exists(account => account != AccountScope.NoAccount && !viewer.Scope.Contains(account)))
        {
            return new Refusal.NotAllowed(text["NotAllInCare"]);
        }

        if (await store.WriteAsync(await rows.CountAsync(ct), writing => writing.Undo(import), ct) is not { } undone)
        {
            return new Refusal.Conflict(text["TooLateToUndo", id]);
        }

        var detail = string.Create(CultureInfo.InvariantCulture, $"import {id}, {import.File}: {undone.Uses} uses taken back, {undone.Restored} rows as before");
        await audit.WriteAsync(viewer?.PersonId ?? Guid.Empty, viewer?.Name ?? "command", IntakeAudit.ImportUndone, detail, AccountScope.NoAccount, ct);
        return new Result(import.File, undone.Uses, undone.Restored);
    }
}

/// <summary><c>undo-import ID</c></summary>
internal static class UndoImportVerb
{
    public static readonly Verb Verb = new("undo-import", "undo-import ID    take back all that an import of a table counted", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return call.Refuse("Name one import by its number: " + Verb.Usage);
        }

        var outcome = await call.Services.GetRequiredService<UndoImport>().RunAsync(null, id, ct);
        if (!outcome.Is(out var result, out var refusal))
        {
            return call.Refuse(refusal.Message);
        }

        call.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import {id} of {result.File} is undone: {result.Uses} uses taken back; {result.Restored} rows count as they did before it"));
        return 0;
    }
}
