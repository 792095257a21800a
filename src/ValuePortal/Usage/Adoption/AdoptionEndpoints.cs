using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Adoption;

/// <summary>The tables of the pages as files. Those of a feature name it in the query, since its key may hold slashes.</summary>
internal static class AdoptionEndpoints
{
    public static void MapAdoption(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/usage").RequireAuthorization(Policies.Customer);
        reports.MapGet("/adoption-features." + ExportAddress.Format, (ExportAdoption export, string format, [AsParameters] AdoptionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice, () => export.FeaturesAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/feature-trend." + ExportAddress.Format, (ExportAdoption export, string format, string? key, [AsParameters] AdoptionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice, () => export.FeatureAsync(address.Viewer, key ?? "", address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/seats-trend." + ExportAddress.Format, async (ExportAdoption export, string format, Viewer viewer, CancellationToken ct) =>
            Answer(await export.SeatsAsync(viewer, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/seat-summary." + ExportAddress.Format, async (ExportAdoption export, string format, Viewer viewer, CancellationToken ct) =>
            Answer(await export.SeatSummaryAsync(viewer, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/never-used." + ExportAddress.Format, (ExportAdoption export, string format, [AsParameters] AdoptionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice, () => export.NeverUsedAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/changes." + ExportAddress.Format, (ExportTimeLine export, string format, [AsParameters] AdoptionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice, () => export.ChangesAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/annotations." + ExportAddress.Format, (ExportTimeLine export, string format, [AsParameters] AdoptionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice, () => export.AnnotationsAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/first-days." + ExportAddress.Format, async (ExportAdoption export, string format, Viewer viewer, CancellationToken ct) =>
            Answer(await export.FirstDaysAsync(viewer, ExportAddress.FormatOf(format), ct)));
    }

    private static IResult Answer(Outcome<WriteExport.File> outcome) => outcome.Match(file => TypedResults.File(file.Content, file.ContentType, file.Name), Respond.With);

    private sealed record AdoptionAddress(Viewer Viewer, IStringLocalizer<UsageWords> Text, string? From, string? To, string? Cmp)
    {
        public UsageChoice Choice => UsageChoice.Read(From, To, Cmp, null, Text);
    }
}
