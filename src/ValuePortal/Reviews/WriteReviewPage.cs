using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Ui;
using ValuePortal.Reviews.Document;
using ValuePortal.Reviews.Verify;

namespace ValuePortal.Reviews;

/// <summary>
/// A published review as one file of HTML for the archive: style, charts and logo inside, no script, and no address that it would open.
/// Same snapshot, same bytes; it is noted and can be checked as the PDF can.
/// </summary>
public sealed class WriteReviewPage(
    ReadReview read, NoteIssued note, PublicAddress address, Logos logos, IServiceProvider services, ILoggerFactory logs, IStringLocalizer<ReviewsWords> words)
{
    public const string ContentType = "text/html; charset=utf-8";

    private const string StyleEnd = "</style>";

    /// <summary>Copying a picture and a link takes a script.</summary>
    private const string OnlyHere = ".chart-tools { display: none; }";

    private static readonly Lazy<string> s_style = new(() => Read("portal.css") + Read("review-print.css"));

    /// <returns>A draft is not there; a review that is not as it was published is refused.</returns>
    public async Task<Outcome<WriteReviewPdf.Document>> RunAsync(Viewer viewer, Guid id, bool withMoney = true, CancellationToken ct = default)
    {
        if (!(await read.PublishedAsync(viewer, id, withMoney, ct)).Is(out var reading, out var refusal))
        {
            return refusal;
        }

        var (snapshot, hash) = (reading.Snapshot, reading.Hash!);
        var picture = snapshot.Logo is { } shown && await logos.ReadAsync(shown, ct) is { } kept ? PdfImage.Read(kept)?.OnWhite() : null;
        var parts = new Dictionary<string, object?>
        {
            [nameof(ArchivePage.Snapshot)] = snapshot,
            [nameof(ArchivePage.Words)] = new ReviewTexts(words, snapshot.Language),
            [nameof(ArchivePage.Hash)] = hash,
            [nameof(ArchivePage.Check)] = address.IsKnown ? address.Of("/verify") : null,
            [nameof(ArchivePage.Logo)] = picture is null ? null : $"data:{picture.ContentType};base64,{Convert.ToBase64String(picture.ToFile())}",
        };
        var html = await ReviewLanguage.InAsync(snapshot.Language, async () =>
        {
            await using var renderer = new HtmlRenderer(services, logs);
            return await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<ArchivePage>(ParameterView.FromDictionary(parts))).ToHtmlString());
        });
        // The first one is ours: text of the review comes after it, and cannot write one.
        var place = html.IndexOf(StyleEnd, StringComparison.Ordinal);
        var content = Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n{html[..place]}{s_style.Value}{OnlyHere}{html[place..]}");
        await note.RunAsync(viewer, reading, content, "HTML", ct);
        return new WriteReviewPdf.Document(NoteIssued.NameOf(snapshot, ".html"), content);
    }

    private static string Read(string sheet)
    {
        using var style = typeof(WriteReviewPage).Assembly.GetManifestResourceStream(sheet)!;
        using var reader = new StreamReader(style, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
