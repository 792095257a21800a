using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>
/// Tries a file of requests and keeps it, so that importing it is one click more: one file of each person, for nobody else, until it is imported
/// or dropped, a day at most.
/// </summary>
public sealed class TryImport(PortalDbFactory portal, ImportRequests import, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    private const int MapMaxLength = 2000;

    /// <param name="Id">Says which file is meant: after another try it is another.</param>
    public sealed record Row(Guid Id, string FileName, string Account);

    /// <param name="viewer">Whose file it is.</param>
    /// <param name="input">Its dry run; a refused file is not kept.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<ImportRequests.Result>> RunAsync(Viewer viewer, ImportRequests.Input input, CancellationToken ct = default)
    {
        var outcome = await import.RunAsync(viewer, input with { DryRun = true }, ct);
        var map = JsonSerializer.Serialize(input.Map ?? new Dictionary<string, string>());
        if (outcome.Is(out _, out _) && map.Length <= MapMaxLength)
        {
            var now = clock.GetUtcNow();
            await KeepAsync(new RequestUpload
            {
                PersonId = viewer.PersonId,
                Id = Guid.CreateVersion7(now),
                FileName = PlainText.Beginning(input.FileName, RequestImport.FileNameMaxLength),
                Content = await File.ReadAllBytesAsync(input.File, ct),
                Account = input.Account ?? "",
                Map = map,
                ToAll = input.ToAll,
                At = now,
            }, ct);
        }

        return outcome;
    }

    /// <returns>The file the viewer tried last; null where there is none any more.</returns>
    public async Task<Row?> FindAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await Mine(db, viewer).Select(upload => new Row(upload.Id, upload.FileName, upload.Account)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Imports it as it was tried. Who clicks twice imports once.</summary>
    public async Task<Outcome<ImportRequests.Result>> ImportAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        RequestUpload? upload;
        await using (var db = portal.ForSystem())
        {
            var mine = Mine(db, viewer).Where(row => row.Id == id);
            upload = await mine.SingleOrDefaultAsync(ct);
            if (upload is null || await mine.ExecuteDeleteAsync(ct) != 1)
            {
                return new Refusal.NotFound(text["UploadGone"]);
            }
        }

        var (place, isDone) = (Path.GetTempFileName(), false);
        try
        {
            await File.WriteAllBytesAsync(place, upload.Content, ct);
            var outcome = await import.RunAsync(viewer, new(place, upload.FileName, JsonSerializer.Deserialize<Dictionary<string, string>>(upload.Map), upload.Account, upload.ToAll, DryRun: false), ct);
            isDone = outcome.Is(out _, out _);
            return outcome;
        }
        finally
        {
            File.Delete(place);
            if (!isDone)
            {
                await KeepAsync(upload, CancellationToken.None);
            }
        }
    }

    public async Task DropAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        await db.RequestUploads.Where(upload => upload.PersonId == viewer.PersonId).ExecuteDeleteAsync(ct);
    }

    /// <summary>Drops what nobody imported within a day.</summary>
    public async Task<int> SweepAsync(CancellationToken ct = default)
    {
        var old = clock.GetUtcNow() - RequestUpload.Kept;
        await using var db = portal.ForSystem();
        return await db.RequestUploads.Where(upload => upload.At <= old).ExecuteDeleteAsync(ct);
    }

    private IQueryable<RequestUpload> Mine(PortalDb db, Viewer viewer)
    {
        var old = clock.GetUtcNow() - RequestUpload.Kept;
        return db.RequestUploads.AsNoTracking().Where(upload => upload.PersonId == viewer.PersonId && upload.At > old);
    }

    private async Task KeepAsync(RequestUpload upload, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        await db.RequestUploads.Where(row => row.PersonId == upload.PersonId).ExecuteDeleteAsync(ct);
        db.Add(upload);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // The same person tried another file at the same moment: that one is kept.
        }
    }
}
