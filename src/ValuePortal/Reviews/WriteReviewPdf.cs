using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Ui;
using ValuePortal.Reviews.Document;
using ValuePortal.Reviews.Verify;

namespace ValuePortal.Reviews;

/// <summary>A published review as a PDF, in the edition its reader may see. A few are made at once; each download is noted.</summary>
public sealed class WriteReviewPdf(
    ReadReview read, NoteIssued note, PdfFonts fonts, DocumentTurns turns, PublicAddress address, Logos logos, IStringLocalizer<ReviewsWords> words)
{
    public const string ContentType = "application/pdf";

    public sealed record Document(string FileName, byte[] Content);

    /// <returns>A draft is not there; a review that is not as it was published is refused.</returns>
    public async Task<Outcome<Document>> RunAsync(Viewer viewer, Guid id, bool withMoney = true, CancellationToken ct = default)
    {
        if (!(await read.PublishedAsync(viewer, id, withMoney, ct)).Is(out var reading, out var refusal))
        {
            return refusal;
        }

        return await turns.RunAsync(reading.AccountId, () => MakeAsync(viewer, reading, ct), ct);
    }

    private async Task<Outcome<Document>> MakeAsync(Viewer viewer, ReadReview.Reading reading, CancellationToken ct)
    {
        using var file = new MemoryStream();
        var code = ReviewCode.Of(reading.Hash!);
        var check = address.IsKnown ? new Uri(address.Of($"/verify?code={code}")) : null;
        var logo = reading.Snapshot.Logo is { } shown && await logos.ReadAsync(shown, ct) is { } picture ? PdfImage.Read(picture) : null;
        new ReviewDocument(reading.Snapshot, new ReviewTexts(words, reading.Snapshot.Language), code, check, logo).Write(file, fonts);
        var content = file.ToArray();
        await note.RunAsync(viewer, reading, content, "PDF", ct);
        return new Document(NoteIssued.NameOf(reading.Snapshot, ".pdf"), content);
    }
}
