using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Usage.Adoption.Changes;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Mailing;

/// <summary>
/// Writes the report of a period as a mail, in the reader's language, with the figures that the page shows the same reader. It asks the
/// use cases of the page as the reader, with the rights that the reader has now.
/// </summary>
public sealed class WriteReportMail(
    ReadUsageReport read, ReadChanges readChanges, ChangeSentences sentences, ChangeWords changeWords, ExportUsageTrend export,
    UnsubscribeLinks links, PublicAddress address, Days days, IStringLocalizer<MailingWords> text, IStringLocalizerFactory texts,
    IServiceProvider services, ILoggerFactory logs)
{
    public const int MostFeatures = 5;

    /// <returns>Null when nothing happened in the period and nobody wants to be told so.</returns>
    public Task<Mail?> RunAsync(Reader reader, Guid report, DayRange period, bool evenWhenEmpty, CancellationToken ct = default) =>
        InLanguage.OfAsync(reader.Language, () => WriteAsync(reader, report, period, evenWhenEmpty, ct));

    private async Task<Mail?> WriteAsync(Reader reader, Guid report, DayRange period, bool evenWhenEmpty, CancellationToken ct)
    {
        var input = new ReadUsageReport.Input(period.From, period.To);
        if (reader.Viewer.AccountId is not { } account || !(await read.RunAsync(reader.Viewer, input, ct)).Is(out var usage, out _))
        {
            return null;
        }

        var isEmpty = usage.Now.Events == 0;
        if (isEmpty && !evenWhenEmpty)
        {
            return null;
        }

        var letter = new ReportLetter(
            text["Subject", usage.AccountName, days.Range(period.From, period.To)],
            text["Greeting", reader.Viewer.Name],
            isEmpty ? text["NothingHappened", usage.AccountName, days.Range(period.From, period.To)] : text["Opening", usage.AccountName, days.Range(period.From, period.To)],
            isEmpty ? [] : [.. Figures(usage)],
            [.. usage.Features.Take(MostFeatures).Select(feature => new ReportLetter.Feature(
                feature.Name, UsageMetrics.FeatureEvents.Display(feature.Events), UsageMetrics.FeatureUsers.Display(feature.Users)))],
            [.. (await readChanges.RunAsync(reader.Viewer, period, ct)).Select(sentences.Of)],
            address.Of(reader.Viewer.IsStaff ? $"/desk/accounts/{account}" : "/" + new UsageChoice(period, Comparison.Previous, TrendSeries.Events).Address()),
            text["TimeZoneNote", usage.TimeZone],
            address.Of(reader.Viewer.IsStaff ? $"/desk/accounts/{account}/usage#{MailingSection.Key}" : "/" + MailingPage.Path),
            links.PageOf(account, report));
        return new Mail(reader.Email, reader.Viewer.Name, letter.Subject, TextOf(letter))
        {
            AccountId = account,
            PersonId = reader.Viewer.PersonId,
            Html = await HtmlOfAsync(letter),
            Attached = isEmpty ? null : await TableAsync(reader.Viewer, input, ct),
            Unsubscribe = links.OneClickOf(account, report),
        };
    }

    private IEnumerable<ReportLetter.Figure> Figures(UsageReport usage)
    {
        (Metric Metric, Func<UsageFigures, decimal> Of)[] figures =
        [
            (UsageMetrics.ActiveUsers, figures => figures.ActiveUsers),
            (UsageMetrics.Events, figures => figures.Events),
            (UsageMetrics.FeaturesUsed, figures => figures.FeaturesUsed),
            (UsageMetrics.ActiveDays, figures => figures.ActiveDays),
        ];
        var then = usage.ComparedWith is { } earlier && earlier.To >= usage.DataFrom ? usage.Then : null;
        return figures.Select(figure => new ReportLetter.Figure(
            figure.Metric.Name(texts),
            figure.Metric.Display(figure.Of(usage.Now)),
            then is null ? text["NothingBefore"] : changeWords.Of(figure.Metric, figure.Of(then), figure.Of(usage.Now)),
            then is null ? "–" : figure.Metric.Display(figure.Of(then))));
    }

    private async Task<Mail.Attachment?> TableAsync(Viewer viewer, ReadUsageReport.Input input, CancellationToken ct) =>
        (await export.RunAsync(viewer, input, ExportFormat.Csv, ct)).Is(out var file, out _) ? new Mail.Attachment(file.Name, file.ContentType, file.Content) : null;

    private string TextOf(ReportLetter letter)
    {
        var lines = new StringBuilder().AppendLine(letter.Greeting).AppendLine().AppendLine(letter.Opening).AppendLine();
        foreach (var figure in letter.Figures)
        {
            lines.AppendLine(text["FigureLine", figure.Name, figure.Now, figure.Change]);
        }

        Section(letter.Features.Select(feature => text["FeatureLine", feature.Name, feature.Events, feature.People].Value), text["TopFeatures"]);
        Section(letter.Changes, text["WhatChanged"]);
        lines.AppendLine().AppendLine(text["OpenReport"]).AppendLine(letter.Page).AppendLine();
        if (letter.Figures.Count > 0)
        {
            lines.AppendLine(text["AttachedNote"]);
        }

        return lines.AppendLine(letter.TimeZoneNote).AppendLine()
            .AppendLine(text["Why"]).AppendLine(letter.Settings)
            .AppendLine(text["StopHere"]).AppendLine(letter.Stop)
            .ToString();

        void Section(IEnumerable<string> items, string title)
        {
            var all = items.ToList();
            if (all.Count > 0)
            {
                lines.AppendLine().AppendLine(title);
                all.ForEach(item => lines.Append("- ").AppendLine(item));
            }
        }
    }

    private async Task<string> HtmlOfAsync(ReportLetter letter)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportLetterHtml>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportLetterHtml.Letter)] = letter }))).ToHtmlString());
    }
}

/// <summary>Whom a report is for, as of now.</summary>
public sealed record Reader(Viewer Viewer, string Email, string Language);

/// <summary>What a mailed report says, in the reader's words already.</summary>
public sealed record ReportLetter(
    string Subject, string Greeting, string Opening, IReadOnlyList<ReportLetter.Figure> Figures, IReadOnlyList<ReportLetter.Feature> Features,
    IReadOnlyList<string> Changes, string Page, string TimeZoneNote, string Settings, string Stop)
{
    public sealed record Figure(string Name, string Now, string Change, string Before);

    public sealed record Feature(string Name, string Events, string People);
}
