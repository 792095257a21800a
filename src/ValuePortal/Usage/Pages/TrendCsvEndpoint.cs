using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>The trend of the page as a file: <c>/usage/trend.csv</c> with the days and comparison of the page's address.</summary>
internal static class TrendCsvEndpoint
{
    public static void MapTrendCsv(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/usage/trend.csv", DownloadAsync).RequireAuthorization(Policies.Customer);

    private static async Task<IResult> DownloadAsync(
        ExportUsageTrend export, Viewer viewer, IStringLocalizer<UsageWords> text, string? from, string? to, string? cmp, CancellationToken ct)
    {
        var choice = UsageChoice.Read(from, to, cmp, null, text);
        return choice.Refused is { } refused
            ? Respond.With(refused)
            : (await export.RunAsync(viewer, choice.Input, ct)).Match(
                file => TypedResults.File(file.Content, CsvFile.ContentType, file.FileName),
                Respond.With);
    }
}
