using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Document;

/// <summary>A snapshot as a document: nothing but what stands in it, and the words of its language. Same snapshot, same bytes.</summary>
/// <param name="code">By which the document is known again.</param>
/// <param name="check">Where anybody can have it checked; null where the portal's address is not known.</param>
/// <param name="logo">The one the snapshot names; null when it names none.</param>
internal sealed partial class ReviewDocument(ReviewSnapshot snapshot, ReviewTexts words, string code, Uri? check, PdfImage? logo)
{
    private const int MostRowsOfTrend = 24;

    /// <summary>Charts are drawn for this width and scaled down, so that their letters come out at 9 points.</summary>
    private const double DrawnWidth = 700;
    private const double ChartHeight = 185;
    private const double LegendHeight = 20;

    /// <summary>A chapter that opens with figures begins where they fit below its name: a row of them, or a sentence and two rows.</summary>
    private const double RoomForFigures = 170;
    private const double RoomForValue = 270;

    private static readonly PdfTheme s_theme = new();

    public void Write(Stream output, PdfFonts fonts)
    {
        using var report = new PdfReport(
            output, fonts,
            new PdfMetadata($"{snapshot.Title} · {snapshot.AccountName}", snapshot.Language, snapshot.VendorName, "ValuePortal", snapshot.MadeAt),
            s_theme,
            new PdfFurniture(snapshot.AccountName, snapshot.Title, snapshot.Period, (page, of) => words["PageOf", page, of]));
        report.FreePage(Cover);
        report.Contents(words["Contents"], [.. Chapters()]);
        foreach (var section in snapshot.Shown)
        {
            Write(report, section);
        }

        Definitions(report);
        report.Finish();
    }

    private IEnumerable<string> Chapters() => snapshot.Shown.Select(section => words[section.Heading]).Append(words["Definitions"]);

    private void Write(PdfReport report, ReviewSection section)
    {
        switch (section)
        {
            case ReviewSection.Promises:
                Promises(report, snapshot.Promises!);
                break;
            case ReviewSection.Releases or ReviewSection.Benchmark or ReviewSection.Roadmap:
                report.Heading(1, words[section.Heading]);
                Tables(report, section);
                break;
            case ReviewSection.InShort:
                report.Heading(1, words[section.Heading]);
                report.Bullets(snapshot.Sentences!.Select(sentence => sentence.Text));
                break;
            case ReviewSection.Summary:
                Summary(report);
                break;
            case ReviewSection.Usage:
                Usage(report);
                break;
            case ReviewSection.Value:
                Value(report, snapshot.Value!);
                break;
            case ReviewSection.Milestones:
                Milestones(report);
                break;
            case ReviewSection.Requests:
                Requests(report);
                break;
            default:
                Words(report, section);
                Steps(report, section);
                break;
        }
    }

    // Before words had lists, recommendations and steps were written one to a line.
    private void Words(PdfReport report, ReviewSection section)
    {
        report.Heading(1, words[section.Heading]);
        if (snapshot.Markup is null && Paragraphs(snapshot.WordsOf(section)) is { Length: > 1 } items && section is not ReviewSection.Incidents)
        {
            report.Bullets(items);
        }
        else
        {
            Prose(report, snapshot.WordsOf(section));
        }
    }

    private void Cover(Canvas page)
    {
        var width = page.Width - 144;
        page.Rectangle(0, 0, 14, page.Height).Fill(s_theme.Accent);
        if (logo is null)
        {
            page.TextBox(snapshot.VendorName, 72, 84, width, new(13, s_theme.Accent, true), maxLines: 2);
        }
        else
        {
            page.Image(logo, 72, 72, 200, 48, snapshot.VendorName);
        }

        var y = 268d;
        y += page.TextBox(words["Review"], 72, y, width, new(12, s_theme.Muted), maxLines: 1) + 6;
        y += page.TextBox(snapshot.Title, 72, y, width, new(32, s_theme.Ink, true, 1.18), maxLines: 4, heading: 1) + 26;
        page.MoveTo(72, y).LineTo(132, y).Stroke(s_theme.Accent, 2.5);
        y += 24;
        y += page.TextBox(snapshot.AccountName, 72, y, width, new(19, s_theme.Ink, true, 1.3), maxLines: 2) + 6;
        y += page.TextBox(snapshot.Period, 72, y, width, new(14, s_theme.Ink), maxLines: 1) + 2;
        if (snapshot.ComparedIn(words) is { } compared)
        {
            page.TextBox(compared, 72, y, width, new(10.5, s_theme.Muted), maxLines: 1);
        }

        page.TextBox(words["MadeOn", snapshot.MadeOn, snapshot.TimeZone], 72, page.Height - 96, width, new(9.5, s_theme.Muted), maxLines: 1);
        page.TextBox(words[snapshot.WithMoney ? "EditionWithMoney" : "EditionWithoutMoney"], 72, page.Height - 80, width, new(9.5, s_theme.Muted), maxLines: 2);
    }

    private void Summary(PdfReport report)
    {
        report.Heading(1, words["Summary"]);
        Prose(report, snapshot.Summary, s_theme.Lead);
        Prose(report, snapshot.MoneySummary, s_theme.Lead);

        Tiles(report, snapshot.Headline);
    }

    private void Usage(PdfReport report)
    {
        report.Heading(1, words["Usage"], RoomForFigures);
        Tiles(report, snapshot.Usage.Tiles);
        foreach (var chart in snapshot.Usage.Charts)
        {
            Chart(report, chart);
        }

        PeriodByPeriod(report);
        if (snapshot.Usage.Features.Count > 0)
        {
            report.Heading(2, words["TopFeatures"]);
            report.Table(new PdfTable(
                [new(words["Feature"], Share: 3), new(words["Events"], PdfAlign.Right), new(words["People"], PdfAlign.Right)],
                [.. snapshot.Usage.Features.Select(feature => Row(feature.Name, feature.Events.Display, feature.People.Display))]));
        }

        report.Paragraph(snapshot.Usage.DataNote, s_theme.Caption);
        Tables(report, ReviewSection.Usage);
    }

    // Paper has no table behind its charts: where the points are few, months of a year say, they stand in one.
    private void PeriodByPeriod(PdfReport report)
    {
        if (snapshot.Usage.Charts is not [{ RowNames.Count: > 1 and <= MostRowsOfTrend } events, var people])
        {
            return;
        }

        var (eventPoints, peoplePoints) = (PointsOf(events), PointsOf(people));
        report.Heading(2, words["PeriodByPeriod"]);
        report.Table(new PdfTable(
            [new(words["Period"], Share: 3), new(words["Events"], PdfAlign.Right), new(words["People"], PdfAlign.Right)],
            [.. events.RowNames.Select((name, i) => Row(name, eventPoints[i].Display, peoplePoints[i].Display))]));
    }

    private static IReadOnlyList<ReviewPoint> PointsOf(ReviewChart chart) => chart.Series.First(series => series.Tone != nameof(Tone.Then)).Points;

    private void Value(PdfReport report, ValuePart value)
    {
        report.Heading(1, words["Value"], RoomForValue);
        report.Paragraph(value.Headline, s_theme.Lead);
        Tiles(report, value.Tiles);
        if (value.Chart is { } chart)
        {
            Chart(report, chart);
        }

        if (value.Drivers.Count > 0)
        {
            report.Heading(2, words["Drivers"]);
            report.Table(new PdfTable(
                [
                    new(words["Driver"], Share: 3), new(words["Before"], PdfAlign.Right), new(words["Now"], PdfAlign.Right, 2.1), new(words["Target"], PdfAlign.Right),
                    new(words[snapshot.WithMoney ? "Benefit" : "TimeSaved"], PdfAlign.Right, 1.6), new(words["Basis"], Share: 1.5),
                ],
                [
                    .. value.Drivers.Select(driver => Row(
                        $"{driver.Name}\n{driver.Unit}", driver.Before.Display, $"{driver.Now.Display}\n{driver.NowSource}", driver.Target.Display,
                        driver.Brought?.Display ?? "–", new PdfCell(driver.State, Color: ToneOf(driver.StateTone)))),
                    .. value is { Total: { } total, Drivers.Count: > 1 } ? [new PdfRow([words["Total"], "", "", "", total.Display], IsTotal: true)] : Array.Empty<PdfRow>(),
                ]));
        }

        if (value.Tables is { Count: > 0 } tables)
        {
            report.Heading(2, words["BusinessCase"]);
            report.Table(new PdfTable(
                [new(words["CaseTable"], Share: 3), new(words["CaseKind"], Share: 1.5), new(words["InPeriod"], PdfAlign.Right, 1.6), new(words["Basis"], Share: 1.5)],
                [.. tables.Select(row => Row(row.Name, row.Kind, row.Amount.Display, new PdfCell(row.State, Color: ToneOf(row.StateTone))))]));
        }

        report.Paragraph(value.Assumptions, s_theme.Caption);
    }

    private void Milestones(PdfReport report)
    {
        report.Heading(1, words["Milestones"]);
        if (snapshot.Milestones.Rows.Count == 0)
        {
            report.Paragraph(words["NoMilestones"]);
            return;
        }

        report.Table(new PdfTable(
            [new(words["Milestone"], Share: 3), new(words["Due"], Share: 1.7), new(words["State"], Share: 2.2), new(words["Progress"], Share: 2.4)],
            [.. snapshot.Milestones.Rows.Select(row => Row(
                row.Title, row.Due, new PdfCell(SaysTwice(row) ? row.When : $"{row.State}\n{row.When}", Color: ToneOf(row.StateTone)),
                row.Share is { } share ? $"{share.Display}\n{row.Progress}" : row.Progress))]));
        report.Paragraph(words["AsOf", snapshot.MadeOn], s_theme.Caption);
        var valued = snapshot.Milestones.Rows.Where(row => row.Expected is not null).ToList();
        if (valued.Count > 0)
        {
            report.Table(new PdfTable(
                [new(words["Milestone"], Share: 3), new(words["ExpectedAMonth"], PdfAlign.Right, 2), new(words["CameAMonth"], PdfAlign.Right, 2)],
                [.. valued.Select(row => Row(row.Title, row.Expected!.Display, row.Came?.Display ?? "–"))]));
            report.Paragraph(words["CameNote"], s_theme.Caption);
        }
    }

    // "Reached" above "Reached on 28 Jan".
    private static bool SaysTwice(MilestoneLine row) => row.When.StartsWith(row.State, StringComparison.Ordinal);

    private void Requests(PdfReport report)
    {
        report.Heading(1, words["AskedDelivered"], RoomForFigures);
        if (snapshot.Requests.Rows.Count == 0)
        {
            report.Paragraph(words["NoRequests"]);
            return;
        }

        Tiles(report, snapshot.Requests.Tiles);
        report.Table(new PdfTable(
            [new(words["Request"], Share: 3), new(words["Asked"], Share: 1.8), new(words["State"], Share: 1.5), new(words["Answer"], Share: 3.2)],
            [.. snapshot.Requests.Rows.Select(row => Row(
                row.Title, row.Raised, new PdfCell(row.Status, Color: ToneOf(row.StatusTone)), row.Answer ?? words["NoAnswerYet"]))]));
        if (snapshot.Requests.More > 0)
        {
            report.Paragraph(words["MoreRequests", snapshot.Requests.More], s_theme.Caption);
        }
    }

    private void Definitions(PdfReport report)
    {
        report.Heading(1, words["Definitions"]);
        report.Table(new PdfTable(
            [new(words["Figure"], Share: 1.4), new(words["HowCounted"], Share: 3)],
            [.. snapshot.Definitions.Select(definition => new PdfRow([new PdfCell(definition.Name, Bold: true), definition.Formula]))]));
        report.Paragraph(words["RoundedNote"], s_theme.Caption);
        report.Heading(2, words["VerifyTitle"]);
        report.Paragraph([new PdfSpan(words["CodeOfThis"] + " "), new PdfSpan(code, Bold: true)]);
        if (check is not null)
        {
            report.Link(words["CheckAt", check.GetLeftPart(UriPartial.Path)], check);
        }
    }

    private static void Tiles(PdfReport report, IReadOnlyList<ReviewTile> tiles) => report.Kpis(
        [.. tiles.Select(tile => new PdfKpi(
            tile.Name, tile.Figure.Display, tile.Change ?? tile.Note ?? "",
            tile.Direction switch { "up" => PdfTone.Good, "down" => PdfTone.Bad, _ => PdfTone.Neutral }))]);

    private void Chart(PdfReport report, ReviewChart chart)
    {
        var trend = ChartOfReview.Of(chart, snapshot.Language);
        report.Heading(2, chart.Title);
        report.Figure(LegendHeight + ChartHeight, chart.Finding, words["ChartSays", chart.Title, chart.Finding], canvas =>
        {
            var x = 0d;
            var style = s_theme.Caption;
            foreach (var series in trend.Series)
            {
                canvas.Part(x, 2, 18, 10).Draw(LegendKey.For(series));
                canvas.Text(series.Name, x + 23, 10, style);
                x += 23 + canvas.Measure(series.Name, style) + 18;
            }

            canvas.Part(0, LegendHeight, canvas.Width, ChartHeight).Draw(trend.Draw(new Extent(DrawnWidth, ChartHeight * DrawnWidth / canvas.Width)));
        });
    }

    private static PdfRow Row(params PdfCell[] cells) => new(cells);

    private static string[] Paragraphs(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Rgb? ToneOf(string tone) => tone switch { "good" => s_theme.Good, "warn" => Rgb.FromHex("#7d5200"), "bad" => Rgb.FromHex("#a8322b"), _ => null };
}
