using System.IO.Compression;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews;

/// <summary>Every table of a published review as CSV, in one archive: numbers as numbers, heads in the review's language.</summary>
public sealed class WriteReviewTables(ReadReview read, NoteIssued note, IStringLocalizer<ReviewsWords> words)
{
    public const string ContentType = "application/zip";

    /// <returns>A draft is not there; a review that is not as it was published is refused.</returns>
    public async Task<Outcome<WriteReviewPdf.Document>> RunAsync(Viewer viewer, Guid id, bool withMoney = true, CancellationToken ct = default)
    {
        if (!(await read.PublishedAsync(viewer, id, withMoney, ct)).Is(out var reading, out var refusal))
        {
            return refusal;
        }

        var snapshot = reading.Snapshot;
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var table in Tables(snapshot, new ReviewTexts(words, snapshot.Language)).Where(table => table.Rows.Any()))
            {
                using var csv = new CsvFile();
                csv.Row([.. table.Heads]);
                foreach (var row in table.Rows)
                {
                    csv.Row(row);
                }

                var entry = zip.CreateEntry(table.Name + ".csv");
                entry.LastWriteTime = snapshot.MadeAt;
                await using var stream = await entry.OpenAsync(ct);
                await stream.WriteAsync(csv.ToBytes(), ct);
            }
        }

        var content = file.ToArray();
        await note.RunAsync(viewer, reading, content, "CSV", ct);
        return new WriteReviewPdf.Document(NoteIssued.NameOf(snapshot, ".zip"), content);
    }

    private static IEnumerable<(string Name, string[] Heads, IEnumerable<object?[]> Rows)> Tables(ReviewSnapshot review, ReviewTexts words)
    {
        yield return ("figures", [words["Figure"], words["Number"], words["AsShown"], words["Change"], words["Note"]], review.Headline
            .Concat(review.Usage.Tiles).Concat(review.Value?.Tiles ?? []).Concat(review.Milestones.Tiles).Concat(review.Requests.Tiles)
            .DistinctBy(tile => tile.Figure.Metric)
            .Select(tile => new object?[] { tile.Name, tile.Figure.Value, tile.Figure.Display, tile.Change, tile.Note }));
        foreach (var (number, chart) in review.Usage.Charts.Concat(review.Value?.Chart is { } drawn ? [drawn] : []).Index())
        {
            yield return ($"chart-{number + 1}", [chart.Title, .. chart.Series.Select(series => series.Name)],
                chart.RowNames.Select((name, row) => new object?[] { name }.Concat(chart.Series.Select(series => (object?)series.Points[row].Value)).ToArray()));
        }

        yield return ("features", [words["Feature"], words["Events"], words["People"]],
            review.Usage.Features.Select(row => new object?[] { row.Name, row.Events.Value, row.People.Value }));
        yield return ("value-drivers",
            [words["Driver"], words["Unit"], words["Before"], words["Now"], words["Basis"], words["Target"], words[review.WithMoney ? "Benefit" : "TimeSaved"], words["State"]],
            (review.Value?.Drivers ?? []).Select(row => new object?[] { row.Name, row.Unit, row.Before.Value, row.Now.Value, row.NowSource, row.Target.Value, row.Brought?.Value, row.State }));
        yield return ("business-case", [words["CaseTable"], words["CaseKind"], words["InPeriod"], words["Basis"]],
            (review.Value?.Tables ?? []).Select(row => new object?[] { row.Name, row.Kind, row.Amount.Value, row.State }));
        yield return ("milestones", [words["Milestone"], words["Due"], words["State"], words["Note"], words["Number"], words["Progress"], words["ExpectedAMonth"], words["CameAMonth"]],
            review.Milestones.Rows.Select(row => new object?[] { row.Title, row.DueOn, row.State, row.When, row.Share?.Value, row.Progress, row.Expected?.Value, row.Came?.Value }));
        yield return ("requests", [words["Request"], words["Asked"], words["State"], words["Answer"]],
            review.Requests.Rows.Select(row => new object?[] { row.Title, row.RaisedOn, row.Status, row.Answer }));
        yield return ("promises", [words["Promise"], words["Owner"], words["Due"], words["State"], words["Note"]],
            (review.Promises?.Rows ?? []).Select(row => new object?[] { row.Text, row.Owner, row.DueOn, row.State, row.Note }));
        yield return ("next-steps", [words["Promise"], words["Owner"], words["Due"]], (review.Steps ?? []).Select(row => new object?[] { row.Text, row.Owner, row.DueOn }));
        foreach (var group in (review.Tables ?? []).GroupBy(table => table.Section))
        {
            foreach (var (number, table) in group.Index())
            {
                yield return (number == 0 ? group.Key.ToLowerInvariant() + "-table" : $"{group.Key.ToLowerInvariant()}-table-{number + 1}", [.. table.Heads.Select(head => head.Name)],
                    table.Rows.Select(row => row.Select(cell => cell.Figure?.Value ?? (object?)cell.Text).ToArray()));
            }
        }

        yield return ("definitions", [words["Figure"], words["HowCounted"]], review.Definitions.Select(row => new object?[] { row.Name, row.Formula }));
    }
}
