using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Engagement;

/// <summary>The tables of the pages as files, each with the address of its page, and the switch of the list of people.</summary>
internal static class EngagementEndpoints
{
    public static void MapEngagement(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/usage").RequireAuthorization(Policies.Customer);
        reports.MapGet("/engagement/rolling." + ExportAddress.Format, (ExportEngagement export, string format, [AsParameters] EngagementAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice.Base, () => export.RollingAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/engagement/frequency." + ExportAddress.Format, (ExportEngagement export, string format, [AsParameters] EngagementAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice.Base, () => export.FrequencyAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/engagement/power." + ExportAddress.Format, (ExportEngagement export, string format, [AsParameters] EngagementAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice.Base, () => export.PowerAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/retention/people." + ExportAddress.Format, (ExportEngagement export, string format, [AsParameters] RetentionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice.Base, () => export.LifeAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        reports.MapGet("/retention/cohorts." + ExportAddress.Format, (ExportEngagement export, string format, [AsParameters] RetentionAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice.Base, () => export.CohortsAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));

        var people = routes.MapGroup("/usage").RequireAuthorization(Policies.CustomerAdmin);
        people.MapGet("/people." + ExportAddress.Format, (ExportEngagement export, string format, [AsParameters] PeopleAddress address, CancellationToken ct) =>
            ExportEndpoints.AnswerAsync(address.Choice.Base, () => export.PeopleAsync(address.Viewer, address.Choice.Input, ExportAddress.FormatOf(format), ct)));
        people.MapPost("/people/list", SwitchAsync);
    }

    // The [FromForm] parameter is what makes the framework check the antiforgery token.
    private static async Task<IResult> SwitchAsync(
        SwitchPeopleList switchList, Viewer viewer, IStringLocalizer<EngagementWords> text, [FromForm] string? list, CancellationToken ct) =>
        list is not ("shown" or "hidden")
            ? Respond.With(new Refusal.Invalid(text["ChooseShownOrHidden"], new Dictionary<string, string[]> { ["list"] = [text["ChooseShownOrHidden"]] }))
            : (await switchList.RunAsync(viewer, list is "shown", ct)).Match(_ => TypedResults.LocalRedirect("/" + PeopleChoice.Path), Respond.With);

    private sealed record EngagementAddress(
        Viewer Viewer, IStringLocalizer<UsageWords> Text, string? From, string? To, string? Cmp, string? Align, string? Line, string? Month)
    {
        public EngagementChoice Choice => EngagementChoice.Read(From, To, Cmp, Align, Line, Month, Text);
    }

    private sealed record RetentionAddress(Viewer Viewer, IStringLocalizer<UsageWords> Text, string? From, string? To, string? Unit, string? Rule)
    {
        public RetentionChoice Choice => RetentionChoice.Read(From, To, Unit, Rule, Text);
    }

    private sealed record PeopleAddress(
        Viewer Viewer, IStringLocalizer<UsageWords> Text, string? From, string? To, string? Q, string? Status, string? Sort, string? Turned)
    {
        public PeopleChoice Choice => PeopleChoice.Read(From, To, Q, Status, Sort, Turned, null, Text);
    }
}
