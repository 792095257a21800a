using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Document;
using ValuePortal.Reviews.Verify;

namespace ValuePortal.Reviews;

/// <summary>A published review as a PDF, in the edition its reader may see. A few are made at once; each download is noted.</summary>
public sealed class WriteReviewPdf(
    PortalDbFactory portal, ReadReview read, PdfFonts fonts, DocumentTurns turns, PublicAddress address, AuditLog audit, TimeProvider clock,
    IStringLocalizer<ReviewsWords> words)
{
    public const string ContentType = "application/pdf";

    public sealed record Document(string FileName, byte[] Content);

    /// <returns>A draft is not there; a review that is not as it was published is refused.</returns>
    public async Task<Outcome<Document>> RunAsync(Viewer viewer, Guid id, bool withMoney = true, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, id, withMoney, ct)).Is(out var reading, out var refusal))
        {
            return refusal;
        }

        if (reading.State is ReviewState.Draft)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        return await turns.RunAsync(reading.AccountId, () => MakeAsync(viewer, id, reading, ct), ct);
    }

    private async Task<Outcome<Document>> MakeAsync(Viewer viewer, Guid id, ReadReview.Reading reading, CancellationToken ct)
    {
        using var file = new MemoryStream();
        var code = ReviewCode.Of(reading.Hash!);
        var check = address.IsKnown ? new Uri(address.Of($"/verify?code={code}")) : null;
        new ReviewDocument(reading.Snapshot, new ReviewTexts(words, reading.Snapshot.Language), code, check).Write(file, fonts);
        var content = file.ToArray();
        await NoteAsync(viewer, reading, content, ct);
        await audit.WriteAsync(viewer, AuditAction.Exported, $"review {id} as PDF", reading.AccountId, ct);
        return new Document(FileName(string.Create(CultureInfo.InvariantCulture, $"{reading.Snapshot.AccountName} - {reading.Snapshot.Title} {reading.Snapshot.To:yyyy-MM-dd}")), content);
    }

    internal static string FileName(string name) => string.Concat(name.Select(letter => s_notInNames.Contains(letter) || char.IsControl(letter) ? '-' : letter)) + ".pdf";

    // The same review makes the same bytes, so that there is one row for all downloads.
    private async Task NoteAsync(Viewer viewer, ReadReview.Reading reading, byte[] content, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
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

    private static readonly HashSet<char> s_notInNames = [.. "\\/:*?\"<>|"];
}
