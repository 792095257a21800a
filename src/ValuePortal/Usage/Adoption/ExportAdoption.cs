using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Metrics;
using ValuePortal.Usage.Adoption.FirstValue;
using ValuePortal.Usage.Adoption.Seats;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption;

/// <summary>The tables of the pages on features, seats and first value as files, with the rows of the pages; what is not known is an empty cell.</summary>
public sealed class ExportAdoption(
    ReadAdoption adoption, ReadFeatureUse feature, ReadSeatUse seats, ReadFirstValue firstValue, WriteExport write, IStringLocalizer<AdoptionWords> text, IStringLocalizer<UsageWords> usage,
    IStringLocalizerFactory texts)
{
    /// <summary>Every feature, not one page of them.</summary>
    public async Task<Outcome<WriteExport.File>> FeaturesAsync(Viewer viewer, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await adoption.RunAsync(viewer, input, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        var table = Table(report.Usage, text["AllFeatures"], [UsageMetrics.FeatureEvents, UsageMetrics.FeatureUsers, AdoptionMetrics.Depth, AdoptionMetrics.UsesPerPerson], [usage["Feature"]], [usage["LastUsed"]]);
        foreach (var row in report.Features)
        {
            table.Row(row.Name, row.Events, row.Users, Rounded(row.Depth), Rounded(row.UsesPerPerson), row.LastUsedOn);
        }

        return await write.RunAsync(viewer, "adoption features", table, format, ct);
    }

    public async Task<Outcome<WriteExport.File>> FeatureAsync(Viewer viewer, string key, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await feature.RunAsync(viewer, key, input, ct)).Is(out var found, out var refused))
        {
            return refused;
        }

        var table = Table(found.Report.Usage, found.Feature.Name, [UsageMetrics.FeatureEvents, UsageMetrics.FeatureUsers], [usage["From"], usage["To"]], []);
        foreach (var row in found.Rows)
        {
            table.Row(row.Point.Start, row.Point.End, row.Known ? row.Point.Events : null, row.Known ? row.Point.ActiveUsers : null);
        }

        return await write.RunAsync(viewer, "adoption feature " + key, table, format, ct);
    }

    public async Task<Outcome<WriteExport.File>> SeatsAsync(Viewer viewer, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await seats.RunAsync(viewer, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        if (report.DataUntil is not { } until)
        {
            return new Refusal.NotFound(text["SeatsEmpty"]);
        }

        Metric[] metrics = [AdoptionMetrics.SeatsBought, AdoptionMetrics.SeatsUsed, AdoptionMetrics.SeatsActivated, AdoptionMetrics.SeatsDormant];
        var table = new ExportTable(report.AccountName, text["SeatTrend"], report.Months[0].Day, until, report.TimeZone, metrics) { Heads = [text["OnDay"], .. Names(metrics)] };
        foreach (var day in report.Months)
        {
            table.Row(day.Day, day.Bought, day.Used, day.Activated, day.Dormant);
        }

        return await write.RunAsync(viewer, "seats", table, format, ct);
    }

    /// <summary>The figures of the last day with data, what is said of them, and, for who sees money, what the free seats cost.</summary>
    public async Task<Outcome<WriteExport.File>> SeatSummaryAsync(Viewer viewer, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await seats.RunAsync(viewer, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        if (report.Now is not { } now)
        {
            return new Refusal.NotFound(text["SeatsEmpty"]);
        }

        List<(Metric Metric, decimal? Value, string? Currency, string? Rating)> rows =
        [
            (AdoptionMetrics.SeatsBought, now.Bought, null, null),
            (AdoptionMetrics.SeatsUsed, now.Used, null, null),
            (AdoptionMetrics.SeatsUnused, now.Unused, null, null),
            (AdoptionMetrics.SeatUtilisation, Rounded(now.Utilisation), null, text["Light_" + report.UtilisationLight]),
            (AdoptionMetrics.SeatEngagement, Rounded(now.Engagement), null, text["Light_" + report.EngagementLight]),
        ];
        if (report.Money is { } money)
        {
            rows.Add((AdoptionMetrics.UnusedMoney, money.Amount, money.Currency, null));
        }

        var table = new ExportTable(report.AccountName, text["SeatLights"], report.Window!.Value.From, now.Day, report.TimeZone, [.. rows.Select(row => row.Metric)])
        {
            Heads = [text["Measure"], text["MeasureValue"], text["Currency"], text["Rating"]],
        };
        foreach (var (metric, value, currency, rating) in rows)
        {
            table.Row(metric.Name(texts), value, currency, rating);
        }

        return await write.RunAsync(viewer, "seat summary", table, format, ct);
    }

    /// <summary>What nobody has found yet, with why it would help.</summary>
    public async Task<Outcome<WriteExport.File>> NeverUsedAsync(Viewer viewer, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await adoption.RunAsync(viewer, input, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        var table = Table(report.Usage, text["NeverUsedTitle"], [], [usage["Feature"]], [text["WhyItHelps"], text["Guide"]]);
        foreach (var row in report.NeverUsed)
        {
            table.Row(row.Name, row.Why, row.GuideLink);
        }

        return await write.RunAsync(viewer, "features never used", table, format, ct);
    }

    public async Task<Outcome<WriteExport.File>> FirstDaysAsync(Viewer viewer, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await seats.RunAsync(viewer, ct)).Is(out var account, out var refused))
        {
            return refused;
        }

        if (await firstValue.RunAsync(viewer, ct) is not { Days: [var first, ..] } found)
        {
            return new Refusal.NotFound(text["AdoptionEmpty"]);
        }

        Metric[] metrics = [UsageMetrics.Events, UsageMetrics.ActiveUsers];
        var table = new ExportTable(account.AccountName, text["FirstDays"], first.On, found.Days[^1].On, account.TimeZone, metrics) { Heads = [text["OnDay"], .. Names(metrics)] };
        foreach (var day in found.Days)
        {
            table.Row(day.On, day.Events, day.People);
        }

        return await write.RunAsync(viewer, "first days", table, format, ct);
    }

    private ExportTable Table(UsageReport report, string title, Metric[] metrics, string[] before, string[] after) =>
        new(report.AccountName, title, report.Range.From, report.Range.To, report.TimeZone, metrics) { Heads = [.. before, .. Names(metrics), .. after] };

    private IEnumerable<string> Names(Metric[] metrics) => metrics.Select(metric => metric.Name(texts));

    private static decimal? Rounded(decimal? value) => value is { } known ? decimal.Round(known, 4) : null;
}
