using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Document;

namespace ValuePortal.Reviews;

/// <summary>A published review as a PDF, in the edition its reader may see. A few are made at once; each download is noted.</summary>
public sealed class WriteReviewPdf(ReadReview read, PdfFonts fonts, DocumentTurns turns, AuditLog audit, IStringLocalizer<ReviewsWords> words)
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
        new ReviewDocument(reading.Snapshot, new ReviewTexts(words, reading.Snapshot.Language)).Write(file, fonts);
        await audit.WriteAsync(viewer, AuditAction.Exported, $"review {id} as PDF", reading.AccountId, ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"{reading.Snapshot.AccountName} - {reading.Snapshot.Title} {reading.Snapshot.To:yyyy-MM-dd}");
        return new Document(string.Concat(name.Select(letter => s_notInNames.Contains(letter) || char.IsControl(letter) ? '-' : letter)) + ".pdf", file.ToArray());
    }

    private static readonly HashSet<char> s_notInNames = [.. "\\/:*?\"<>|"];
}
