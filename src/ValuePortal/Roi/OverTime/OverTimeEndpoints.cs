using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Roi.Agreement;

namespace ValuePortal.Roi.OverTime;

/// <summary>The tables of the page of value as files: <c>/value/months.csv</c> or <c>.xlsx</c>, and so on.</summary>
internal static class OverTimeEndpoints
{
    public static void MapValueExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/value").RequireAuthorization(Policies.Customer);
        exports.MapGet("/months." + ExportAddress.Format, (ExportValue export, Viewer viewer, string format, CancellationToken ct) =>
            AnswerAsync(export.MonthsAsync(viewer, viewer.AccountId ?? Guid.Empty, ExportAddress.FormatOf(format), ct)));
        exports.MapGet("/drivers." + ExportAddress.Format, (ExportValue export, Viewer viewer, string format, CancellationToken ct) =>
            AnswerAsync(export.DriversAsync(viewer, viewer.AccountId ?? Guid.Empty, ExportAddress.FormatOf(format), ct)));
        exports.MapGet("/tables." + ExportAddress.Format, (ExportValue export, Viewer viewer, string format, CancellationToken ct) =>
            AnswerAsync(export.TablesAsync(viewer, viewer.AccountId ?? Guid.Empty, ExportAddress.FormatOf(format), ct)));
        exports.MapGet("/trail." + ExportAddress.Format, (ExportTrail export, Viewer viewer, string format, CancellationToken ct) =>
            AnswerAsync(export.RunAsync(viewer, viewer.AccountId ?? Guid.Empty, ExportAddress.FormatOf(format), ct)));
    }

    private static async Task<IResult> AnswerAsync(Task<Outcome<WriteExport.File>> export) =>
        (await export).Match(file => TypedResults.File(file.Content, file.ContentType, file.Name), Respond.With);
}
