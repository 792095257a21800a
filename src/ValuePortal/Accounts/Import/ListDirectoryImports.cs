using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Import;

/// <summary>Files of accounts and people, the newest first. 100 at most.</summary>
public sealed class ListDirectoryImports(PortalDbFactory portal)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<DirectoryImport>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return [];
        }

        await using var db = portal.ForSystem();
        return await db.DirectoryImports.AsNoTracking().OrderByDescending(import => import.UploadedAt).ThenByDescending(import => import.Id).Take(Most).ToListAsync(ct);
    }
}
