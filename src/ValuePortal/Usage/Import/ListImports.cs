using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Import;

/// <summary>What was imported, the newest first: all of it for the vendor's admin, one's own for a success manager. 100 at most.</summary>
public sealed class ListImports(PortalDbFactory portal)
{
    private const int Most = 100;

    /// <param name="By">Empty for a command.</param>
    /// <param name="Rows">Null while it goes on, or when it was broken off.</param>
    public sealed record Row(
        int Id, string File, string Source, string By, DateTimeOffset At, DateOnly FirstDay, DateOnly LastDay, long? Rows, long Uses, long Replaced, long Refused, DateTimeOffset? UndoneAt);

    /// <summary>An upload of the viewer's that is not imported yet.</summary>
    public sealed record Open(Guid Id, string File, DateTimeOffset At, UploadState State);

    public sealed record Result(IReadOnlyList<Row> Imports, IReadOnlyList<Open> Uploads);

    public async Task<Result> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Result([], []);
        }

        await using var db = portal.ForSystem();
        var imports = viewer.Role is PersonRole.VendorAdmin ? db.UsageTableImports : db.UsageTableImports.Where(import => import.PersonId == viewer.PersonId);
        var rows = await imports.AsNoTracking().OrderByDescending(import => import.Id).Take(Most).ToListAsync(ct);
        var sources = rows.Select(row => row.SourceId).Distinct().ToList();
        var names = await db.Sources.Where(source => sources.Contains(source.Id)).ToDictionaryAsync(source => source.Id, source => source.Name, ct);
        var uploads = await db.TableUploads.AsNoTracking().Where(upload => upload.PersonId == viewer.PersonId && upload.State != UploadState.Imported)
            .OrderByDescending(upload => upload.UploadedAt).Take(Most).ToListAsync(ct);
        return new Result(
            [.. rows.Select(row => new Row(
                row.Id, row.File, names[row.SourceId], row.PersonName, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), row.FirstDay, row.LastDay, row.Rows, row.Uses, row.Replaced,
                row.Refused, row.UndoneAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null))],
            [.. uploads.Select(upload => new Open(upload.Id, upload.File, upload.UploadedAt, upload.State))]);
    }
}
