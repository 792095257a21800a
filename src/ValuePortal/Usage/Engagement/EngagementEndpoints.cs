using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Engagement;

/// <summary>The tables of the pages as files, each with the address of its page, and the switch of the list of people.</summary>
internal static class EngagementEndpoints
{
    public static void MapEngagement(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/usage").RequireAuthorization(Policies.Customer);
        reports.MapGet("/engagement/rolling.csv", (ExportEngagement export, [AsParameters] EngagementAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice.Base, () => export.RollingAsync(address.Viewer, address.Choice.Input, ct)));
        reports.MapGet("/engagement/frequency.csv", (ExportEngagement export, [AsParameters] EngagementAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice.Base, () => export.FrequencyAsync(address.Viewer, address.Choice.Input, ct)));
        reports.MapGet("/engagement/power.csv", (ExportEngagement export, [AsParameters] EngagementAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice.Base, () => export.PowerAsync(address.Viewer, address.Choice.Input, ct)));
        reports.MapGet("/retention/people.csv", (ExportEngagement export, [AsParameters] RetentionAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice.Base, () => export.LifeAsync(address.Viewer, address.Choice.Input, ct)));
        reports.MapGet("/retention/cohorts.csv", (ExportEngagement export, [AsParameters] RetentionAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice.Base, () => export.CohortsAsync(address.Viewer, address.Choice.Input, ct)));

        var people = routes.MapGroup("/usage").RequireAuthorization(Policies.CustomerAdmin);
        people.MapGet("/people.csv", (ExportEngagement export, [AsParameters] PeopleAddress address, CancellationToken ct) =>
            AnswerAsync(address.Choice.Base, () => export.PeopleAsync(address.Viewer, address.Choice.Input, ct)));
        people.MapPost("/people/list", SwitchAsync);
    }

    // The [FromForm] parameter is what makes the framework check the antiforgery token.
    private static async Task<IResult> SwitchAsync(
        SwitchPeopleList switchList, Viewer viewer, IStringLocalizer<EngagementWords> text, [FromForm] string? list, CancellationToken ct) =>
        list is not ("shown" or "hidden")
            ? Respond.With(new Refusal.Invalid(text["ChooseShownOrHidden"], new Dictionary<string, string[]> { ["list"] = [text["ChooseShownOrHidden"]] }))
            : (await switchList.RunAsync(viewer, list is "shown", ct)).Match(_ => TypedResults.LocalRedirect("/" + PeopleChoice.Path), Respond.With);

    private static async Task<IResult> AnswerAsync(UsageChoice choice, Func<Task<Outcome<ExportEngagement.Export>>> export) =>
        choice.Refused is { } refused
            ? Respond.With(refused)
            : (await export()).Match(file => TypedResults.File(file.Content, CsvFile.ContentType, file.FileName), Respond.With);

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
