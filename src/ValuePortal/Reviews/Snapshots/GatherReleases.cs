using Microsoft.Extensions.Localization;
using ValuePortal.Announcements.Reach;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>What was released in the period, whether the company heard of it, and whether it uses it.</summary>
public sealed class GatherReleases(ReadReach reach, Days days, IStringLocalizer<ReviewsWords> words)
{
    private const int Window = 30;

    internal async Task<TablePart> RunAsync(Viewer viewer, Guid account, DraftText period, FigureWriter write, CancellationToken ct)
    {
        var rows = (await reach.OfAccountAsync(viewer, account, period.From, ct)).Where(row => row.On >= period.From && row.On <= period.To).ToList();
        return new TablePart(
            nameof(ReviewSection.Releases), null, rows.Count == 0 ? words["NothingReleased"].Value : null,
            [new(words["Release"], Width: 3.4m), new(words["ReleasedOn"], Width: 1.4m), new(words["Told"], Width: 1.9m), new(words["Used"], Width: 2.1m)],
            [.. rows.OrderByDescending(row => row.Wishes.Count > 0).ThenByDescending(row => row.On).Select(row => new TableCell[]
            {
                new(row.Text.Title, More: row.Wishes.Count > 0 ? words["AnswersYourRequest", string.Join(words["ListSeparator"], row.Wishes)] : row.Text.Solves),
                days.WithYear(row.On),
                row switch
                {
                    { SeenBy: > 0 } => new(words["ReadBy", row.SeenBy], write.Of(ReachMetrics.Seen, row.SeenBy), Tone: "good"),
                    { ToldOn: { } day } => new(words["ToldOn", days.WithYear(day)], Tone: "good"),
                    _ => new(words["NotToldYet"], Tone: "warn"),
                },
                Use(row.Use, write),
            })]);
    }

    private TableCell Use(MeasureUse.Use? use, FigureWriter write)
    {
        if (use is null)
        {
            return words["NotMeasured"].Value;
        }

        if (use.FirstOn is not { } first)
        {
            return new TableCell(words["NotUsedYet"], Tone: "warn");
        }

        var window = use.Windows.First(window => window.Days == Window);
        return window.After is { } people
            ? new TableCell(words["UsedSince", days.WithYear(first)], write.Of(ReachMetrics.PeopleAfter, people), words["PeopleInDays", people, Window], "good")
            : new TableCell(words["UsedSince", days.WithYear(first)], Tone: "good");
    }
}
