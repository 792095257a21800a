using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Reviews.Verify;

namespace ValuePortal.Reviews;

/// <summary>A review that left the portal as a file: who took it, and the file's hash, by which it is known again.</summary>
public sealed class NoteIssued(PortalDbFactory portal, AuditLog audit, TimeProvider clock)
{
    private static readonly HashSet<char> s_notInNames = [.. "\\/:*?\"<>|"];

    /// <param name="kind">"PDF", for the audit log.</param>
    internal async Task RunAsync(Viewer viewer, ReadReview.Reading reading, byte[] content, string kind, CancellationToken ct)
    {
        await KeepAsync(viewer, reading, Convert.ToHexStringLower(SHA256.HashData(content)), ct);
        await audit.WriteAsync(viewer, AuditAction.Exported, $"review {reading.Id} as {kind}", reading.AccountId, ct);
    }

    /// <summary>The name under which a reader keeps it.</summary>
    internal static string NameOf(ReviewSnapshot snapshot, string extension) => NameOf(snapshot.AccountName, snapshot.Title, snapshot.To, extension);

    internal static string NameOf(string account, string title, DateOnly day, string extension)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{account} - {title} {day:yyyy-MM-dd}");
        return string.Concat(name.Select(letter => s_notInNames.Contains(letter) || char.IsControl(letter) ? '-' : letter)) + extension;
    }

    // The same review makes the same bytes, so that there is one row for all downloads.
    private async Task KeepAsync(Viewer viewer, ReadReview.Reading reading, string hash, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        if (await db.IssuedFiles.AnyAsync(f => f.AccountId == reading.AccountId && f.ReviewId == reading.Id && f.Hash == hash, ct))
        {
            return;
        }

        db.IssuedFiles.Add(new IssuedFile { AccountId = reading.AccountId, ReviewId = reading.Id, Hash = hash, WithMoney = reading.Snapshot.WithMoney, IssuedAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Somebody else downloaded it at the same moment.
        }
    }
}
