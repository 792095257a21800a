using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Document;

internal sealed partial class ReviewDocument
{
    /// <summary>The tables of a section, each below its title where it has one.</summary>
    private void Tables(PdfReport report, ReviewSection section)
    {
        foreach (var table in snapshot.TablesOf(section))
        {
            if (table.Title is { } title)
            {
                report.Heading(2, title);
            }

            if (table.Lead is { } lead)
            {
                report.Paragraph(lead);
            }

            if (table.Rows.Count > 0)
            {
                report.Table(new PdfTable(
                    [.. table.Heads.Select(head => new PdfColumn(head.Name, head.IsNumber ? PdfAlign.Right : PdfAlign.Left, (double)head.Width))],
                    table.Rows.Select(row => Row([.. row.Select(cell => new PdfCell(cell.More is null ? cell.Text : $"{cell.Text}\n{cell.More}", Color: ToneOf(cell.Tone)))]))));
            }

            if (table.Note is { } note)
            {
                report.Paragraph(note, s_theme.Caption);
            }
        }
    }
}
