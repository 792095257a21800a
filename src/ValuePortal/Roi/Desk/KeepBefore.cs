using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Desk;

/// <summary>A driver that was removed, with its measurements.</summary>
internal sealed record RemovedDriver(SaveDriver.Input Driver, int Position, IReadOnlyList<DriverEntry> Entries);

/// <summary>What can be undone in a model is stored with the change itself.</summary>
internal static class KeepBefore
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In place of what was kept of the same row; of removed rows one of each kind stays.</summary>
    public static async Task StageBeforeAsync<T>(this PortalDb db, Guid account, Guid id, UndoKind kind, T before, int version, string by, DateTimeOffset now, CancellationToken ct)
    {
        var kept = await db.Undoables.Where(row => row.AccountId == account && (row.Id == id || (kind != UndoKind.DriverChanged && row.Kind == kind))).ToListAsync(ct);
        db.RemoveRange(kept.Where(row => row.Id != id));
        var undoable = kept.Find(row => row.Id == id);
        if (undoable is null)
        {
            db.Add(undoable = new Undoable { AccountId = account, Id = id });
        }

        (undoable.Kind, undoable.Content, undoable.Version, undoable.By, undoable.At) = (kind, JsonSerializer.Serialize(before, s_json), version, by, now);
    }

    public static T Read<T>(this Undoable undoable) => JsonSerializer.Deserialize<T>(undoable.Content, s_json)!;
}
