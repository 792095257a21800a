using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>Takes a file of accounts or people into the data folder, to be looked at before anything counts. Old ones are dropped on the way.</summary>
public sealed class UploadDirectory(PortalDbFactory portal, DataFolder folder, AuditLog audit, TimeProvider clock, IStringLocalizer<DirectoryWords> text)
{
    /// <summary>Days for which an import can be undone; then what is kept for it is dropped.</summary>
    public const int UndoDays = 90;

    /// <param name="Name">As whoever sends it calls it.</param>
    public sealed record Input(DirectoryKind Kind, string Name, long Bytes, Stream Content);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input? input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        if (input is not { Bytes: > 0 } || !Enum.IsDefined(input.Kind))
        {
            return text.Wrong("ChooseFile");
        }

        if (input.Bytes > DirectoryImport.MaxBytes)
        {
            return text.Wrong("TooLarge", DirectoryImport.MaxBytes / 1_000_000);
        }

        var import = DirectoryImport.Of(viewer, input.Kind, input.Name, clock.GetUtcNow());
        await DropOldAsync(viewer, ct);
        await UploadedFiles.SaveAsync(input.Content, folder.TableOf(import.Id), ct);
        if (TableFile.IsWorkbook(folder.TableOf(import.Id)))
        {
            folder.DropTables(import.Id);
            return text.Wrong("Workbook");
        }

        await using var db = portal.ForSystem();
        db.Add(import);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, "directory-uploaded", $"{import.File} ({input.Bytes} bytes)", AccountScope.NoAccount, ct);
        return import.Id;
    }

    private async Task DropOldAsync(Viewer viewer, CancellationToken ct)
    {
        var (unworked, beyondUndo) = (clock.GetUtcNow().AddDays(-DirectoryImport.KeepDays), clock.GetUtcNow().AddDays(-UndoDays));
        await using var db = portal.For(viewer);
        foreach (var old in await db.DirectoryImports.Where(import => import.UploadedAt < unworked && import.ImportedAt == null).OrderBy(import => import.UploadedAt).Take(100).ToListAsync(ct))
        {
            folder.DropTables(old.Id);
            File.Delete(folder.RefusedOf(old.Id));
            db.Remove(old);
        }

        await db.SaveChangesAsync(ct);
        foreach (var old in await db.DirectoryImports.Where(import => import.ImportedAt < beyondUndo).OrderByDescending(import => import.UploadedAt).Select(import => import.Id).Take(100).ToListAsync(ct))
        {
            File.Delete(folder.RefusedOf(old));
            await db.DirectoryLines.Where(line => line.ImportId == old).ExecuteDeleteAsync(ct);
        }
    }
}
