using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Import;

/// <summary>How far an own upload is.</summary>
public sealed class WatchTable(PortalDbFactory portal)
{
    public sealed record Far(UploadState State, long Done, long Total);

    /// <returns>Null when there is none.</returns>
    public async Task<Far?> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.TableUploads.AsNoTracking().Where(upload => upload.Id == id && upload.PersonId == viewer.PersonId)
            .Select(upload => new Far(upload.State, upload.Done, upload.Total)).SingleOrDefaultAsync(ct);
    }
}
