using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>The tables of the page as files: <c>/usage/trend.csv</c> or <c>.xlsx</c> with the days and comparison of the page's address.</summary>
internal static class ExportEndpoints
{
    public static void MapUsageExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/usage").RequireAuthorization(Policies.Customer);
        exports.MapGet("/trend." + ExportAddress.Format, (ExportUsageTrend export, string format, [AsParameters] PageAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice, () => export.RunAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        exports.MapGet("/features." + ExportAddress.Format, (ExportUsageFeatures export, string format, [AsParameters] PageAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice, () => export.RunAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
    }

    /// <summary>The file, or why the days in the address could not be read.</summary>
    internal static async Task<IResult> AnswerAsync(UsageChoice choice, Func<Task<Outcome<WriteExport.File>>> export) =>
        choice.Refused is { } refused
            ? Respond.With(refused)
            : (await export()).Match(file => TypedResults.File(file.Content, file.ContentType, file.Name), Respond.With);

    private sealed record PageAddress(Viewer Viewer, IStringLocalizer<UsageWords> Text, string? From, string? To, string? Cmp)
    {
        public UsageChoice Choice => UsageChoice.Read(From, To, Cmp, null, Text);
    }
}
