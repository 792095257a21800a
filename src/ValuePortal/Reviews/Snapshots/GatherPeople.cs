using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Adoption;
using ValuePortal.Usage.Adoption.Seats;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>Seats beside the people who use them, and how many of those who came in a month came back: up to the last day of the period.</summary>
public sealed class GatherPeople(ReadSeatUse seats, ReadRetention retention, Days days, IStringLocalizer<ReviewsWords> words)
{
    private const int MostMonths = 6;
    private const int MostLater = 4;

    /// <param name="Tile">Seats used on the last day of a month; null where nobody stated seats.</param>
    internal sealed record Gathered(ReviewTile? Tile, IReadOnlyList<TablePart> Tables);

    internal async Task<Gathered> RunAsync(Viewer viewer, DateOnly to, FigureWriter write, CancellationToken ct)
    {
        List<TablePart> tables = [];
        ReviewTile? tile = null;
        if ((await seats.RunAsync(viewer, ct)).Is(out var report, out _)
            && report.Months.Where(month => month.Bought is > 0 && month.Day <= to).TakeLast(MostMonths).ToList() is [.., var last] months)
        {
            tile = write.Tile(AdoptionMetrics.SeatsUsed, last.Used, words["OfSeatsOn", last.Bought!.Value, days.WithYear(last.Day)]);
            tables.Add(new TablePart(
                nameof(ReviewSection.Usage), words["SeatsByMonth"], null,
                [new(words["Day"], Width: 2), new(words["SeatsBought"], true), new(words["SeatsUsed"], true), new(words["SeatsUnused"], true)],
                [.. months.Select(month => new TableCell[]
                {
                    days.WithYear(month.Day), write.Of(AdoptionMetrics.SeatsBought, month.Bought!.Value), write.Of(AdoptionMetrics.SeatsUsed, month.Used), write.Of(AdoptionMetrics.SeatsUnused, month.Unused!.Value),
                })]));
        }

        var first = Buckets.StartOf(Bucket.Month, to).AddMonths(1 - MostMonths);
        if ((await retention.RunAsync(viewer, new(first, to, Bucket.Month), ct)).Is(out var stayed, out _) && stayed.Cohorts.Count > 0)
        {
            tables.Add(new TablePart(
                nameof(ReviewSection.Usage), words["Cohorts"], null,
                [
                    new(words["CameIn"], Width: 2), new(words["People"], true),
                    .. Enumerable.Range(1, MostLater).Select(later => new TableHead(words["AfterMonths", later], true)),
                ],
                [.. stayed.Cohorts.Select(cohort => (TableCell[])
                [
                    days.Month(cohort.Start), write.Of(EngagementMetrics.CohortPeople, cohort.People),
                    .. Enumerable.Range(1, MostLater).Select(later => Cell(cohort, later)),
                ])],
                words["CohortsNote"]));
        }

        return new Gathered(tile, tables);

        // A month that is not over, or ends after the period, is a gap and not a low figure.
        TableCell Cell(Cohort cohort, int later) =>
            later < cohort.Cells.Count && !cohort.Cells[later].Partial && Buckets.EndOf(Bucket.Month, cohort.Start.AddMonths(later)) <= to
                ? Share((decimal)cohort.Cells[later].Bracket / cohort.People)
                : "–";

        // Of a handful of people a tenth of a per cent says nothing.
        TableCell Share(decimal share) => write.Of(EngagementMetrics.RetentionBracket, decimal.Round(share, 6), share.ToString("P0", CultureInfo.CurrentCulture));
    }
}
