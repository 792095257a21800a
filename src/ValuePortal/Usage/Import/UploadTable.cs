using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Usage.Import;

/// <summary>Takes a file of somebody's into the data folder, to be looked at before anything counts. Old ones are dropped on the way.</summary>
public sealed class UploadTable(PortalDbFactory portal, DataFolder folder, AuditLog audit, TimeProvider clock, IStringLocalizer<TableWords> text)
{
    /// <param name="Name">As whoever sends it calls it.</param>
    public sealed record Upload(string Name, long Bytes, Stream Content);

    public sealed record Input(Upload? Table, Upload? Second);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAccountWork"]);
        }

        if (input.Table is not { Bytes: > 0 } table)
        {
            return text.Wrong("ChooseFile");
        }

        if (table.Bytes > TableUpload.MaxBytes || input.Second?.Bytes > TableUpload.MaxBytes)
        {
            return text.Wrong("TooLarge", TableUpload.MaxBytes / 1_000_000);
        }

        var upload = TableUpload.Of(viewer.PersonId, table.Name, input.Second is { Bytes: > 0 } ? input.Second.Name : null, clock.GetUtcNow());
        await DropOldAsync(ct);
        await UploadedFiles.SaveAsync(table.Content, folder.TableOf(upload.Id), ct);
        if (upload.SecondFile is not null)
        {
            await UploadedFiles.SaveAsync(input.Second!.Content, folder.SecondOf(upload.Id), ct);
        }

        foreach (var (file, name) in new[] { (folder.TableOf(upload.Id), upload.File), (folder.SecondOf(upload.Id), upload.SecondFile) })
        {
            if (name is not null && TableFile.IsWorkbook(file))
            {
                folder.DropTables(upload.Id);
                return text.Wrong("File_Workbook", name);
            }
        }

        await using var db = portal.ForSystem();
        db.Add(upload);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, "table-uploaded", $"{upload.File} ({table.Bytes} bytes)", AccountScope.NoAccount, ct);
        return upload.Id;
    }

    private async Task DropOldAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddDays(-TableUpload.KeepDays);
        await using var db = portal.ForSystem();
        foreach (var old in await db.TableUploads.Where(upload => upload.UploadedAt < before).OrderBy(upload => upload.UploadedAt).Take(100).ToListAsync(ct))
        {
            folder.DropTables(old.Id);
            File.Delete(folder.RefusedOf(old.Id));
            db.Remove(old);
        }

        await db.SaveChangesAsync(ct);
    }
}
