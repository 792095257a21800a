using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>Takes an import of a table back as a whole, once. Its rows may be imported again afterwards.</summary>
public sealed class UndoImport(EventStore store, PortalDbFactory portal, AuditLog audit)
{
    /// <param name="Uses">How many were taken back.</param>
    public sealed record Result(string File, long Uses);

    public async Task<Outcome<Result>> RunAsync(int id, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var import = await db.UsageTableImports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, ct);
        if (import is null)
        {
            return new Refusal.NotFound($"There is no import {id}.");
        }

        if (import.UndoneAt is not null)
        {
            return new Refusal.Conflict($"Import {id} is undone already.");
        }

        if (await store.WriteAsync(0, writing => writing.Undo(import), ct) is not { } uses)
        {
            return new Refusal.Conflict($"Import {id} cannot be undone any more: some of its rows are older than raw events are kept.");
        }

        await audit.WriteAsync(Guid.Empty, "command", IntakeAudit.ImportUndone, $"import {id}, {import.File}: {uses} uses", AccountScope.NoAccount, ct);
        return new Result(import.File, uses);
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

        var outcome = await call.Services.GetRequiredService<UndoImport>().RunAsync(id, ct);
        if (!outcome.Is(out var result, out var refusal))
        {
            return call.Refuse(refusal.Message);
        }

        call.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import {id} of {result.File} is undone: {result.Uses} uses taken back"));
        return 0;
    }
}
