using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Document;

internal sealed partial class ReviewDocument
{
    private void Promises(PdfReport report, PromisesPart promises)
    {
        report.Heading(1, words["Promises"], RoomForFigures);
        Tiles(report, promises.Tiles);
        report.Table(new PdfTable(
            [new(words["Promise"], Share: 3.2), new(words["Owner"], Share: 1.9), new(words["Due"], Share: 1.5), new(words["State"], Share: 2.6)],
            promises.Rows.Select(row => Row(
                $"{row.Text}\n{row.Made}", row.Owner, row.Due,
                new PdfCell(string.Join('\n', new[] { row.State, row.Marked, row.Note }.OfType<string>()), Color: ToneOf(row.StateTone))))));
    }

    private void Steps(PdfReport report, ReviewSection section)
    {
        if (section is ReviewSection.NextSteps && snapshot.Steps is { Count: > 0 } steps)
        {
            report.Table(new PdfTable(
                [new(words["Promise"], Share: 3.2), new(words["Owner"], Share: 2), new(words["Due"], Share: 1.5)],
                steps.Select(step => Row(step.Text, step.Owner, step.Due))));
        }
    }
}
