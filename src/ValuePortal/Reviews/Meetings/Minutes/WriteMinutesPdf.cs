using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Reviews.Meetings.Minutes;

/// <summary>The minutes of an ended meeting as a PDF in the reader's language; each download is noted.</summary>
public sealed class WriteMinutesPdf(
    ReadMeeting read, PdfFonts fonts, DocumentTurns turns, AuditLog audit, Days days, IOptions<VendorOptions> vendor, IStringLocalizer<MeetingWords> words)
{
    private static readonly PdfTheme s_theme = new();

    public async Task<Outcome<WriteReviewPdf.Document>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, id, ct)).Is(out var reading, out var refusal))
        {
            return refusal;
        }

        if (reading.Meeting.State is not MeetingState.Ended)
        {
            return new Refusal.NotFound(words["NoSuchMeeting"]);
        }

        return await turns.RunAsync(reading.Meeting.AccountId, async () => await MakeAsync(viewer, reading, ct), ct);
    }

    private async Task<Outcome<WriteReviewPdf.Document>> MakeAsync(Viewer viewer, MeetingReading reading, CancellationToken ct)
    {
        using var file = new MemoryStream();
        Write(file, reading, CultureInfo.CurrentUICulture.Name);
        await audit.WriteAsync(viewer, AuditAction.Exported, $"minutes {reading.Meeting.Id} as PDF", reading.Meeting.AccountId, ct);
        return new WriteReviewPdf.Document(
            NoteIssued.NameOf(reading.AccountName, words["MinutesOf", reading.Meeting.Title], DateOnly.FromDateTime(reading.At(reading.Meeting.StartedAt!.Value)), ".pdf"), file.ToArray());
    }

    internal void Write(Stream output, MeetingReading reading, string language)
    {
        var text = new MinutesText(reading, words, days, vendor.Value.Name);
        using var report = new PdfReport(
            output, fonts, new PdfMetadata($"{text.Title} · {reading.AccountName}", language, vendor.Value.Name, "ValuePortal", reading.Meeting.EndedAt!.Value), s_theme,
            new PdfFurniture(reading.AccountName, reading.Meeting.Title, text.When, (page, of) => words["PageOf", page, of]));
        report.Heading(1, text.Title);
        report.Paragraph(text.When, s_theme.Lead);
        foreach (var part in text.Parts)
        {
            report.Heading(2, part.Title);
            report.Table(new PdfTable([.. part.Columns.Select((name, index) => new PdfColumn(name, Share: index == 0 ? 3 : 1))], [.. part.Rows.Select(row => new PdfRow([.. row.Select(cell => new PdfCell(cell))]))]));
        }

        if (text.Empty is { } empty)
        {
            report.Paragraph(empty);
        }

        report.Finish();
    }
}
