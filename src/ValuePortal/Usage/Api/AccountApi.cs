using Microsoft.AspNetCore.Mvc;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;
using ValuePortal.Usage.Adoption;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.FirstValue;
using ValuePortal.Usage.Adoption.Seats;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Api;

/// <summary>The figures of one account as its pages have them, for programs with a read key. Days are those of the account's time zone.</summary>
internal static class AccountApi
{
    /// <summary>Power-user curves of a range; of a longer one the last are given.</summary>
    private const int MostMonths = 13;

    /// <summary>What every address is asked with.</summary>
    public sealed record Asked(Viewer Viewer, ListAccountZones Accounts, [FromRoute(Name = "external_id")] string ExternalId, string? From, string? To);

    public static void MapAccountApi(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapReadApi("/accounts/{external_id}", "One account");
        account.MapGet("/engagement", ([AsParameters] Asked asked, ReadEngagement read, CancellationToken ct) =>
            AnswerAsync(asked, (viewer, from, to) => EngagementAsync(read, asked.ExternalId, viewer, from, to, ct), ct)).Documented<EngagementAnswer>("readEngagement", AccountApiNotes.Engagement);
        account.MapGet("/retention", ([AsParameters] Asked asked, ReadRetention read, string? unit, CancellationToken ct) => UnitOf(unit) is not { } by
            ? Task.FromResult<IResult>(TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["unit"] = ["week or month."] }))
            : AnswerAsync(asked, async (viewer, from, to) => (await read.RunAsync(viewer, new(from, to, by), ct)).Match(
                report => TypedResults.Ok(RetentionAnswer.Of(asked.ExternalId, report)), Respond.With), ct)).Documented<RetentionAnswer>("readRetention", AccountApiNotes.Retention);
        account.MapGet("/features", ([AsParameters] Asked asked, ReadAdoption read, CancellationToken ct) =>
            AnswerAsync(asked, async (viewer, from, to) => (await read.RunAsync(viewer, new(from, to, Comparison.None), ct)).Match(
                report => TypedResults.Ok(AdoptionAnswer.Of(asked.ExternalId, report)), Respond.With), ct)).Documented<AdoptionAnswer>("readAdoption", AccountApiNotes.Features);
        account.MapGet("/annotations", ([AsParameters] Asked asked, ListAnnotations read, CancellationToken ct) =>
            AnswerAsync(asked, async (viewer, from, to) => TypedResults.Ok(
                (await read.RunAsync(viewer, new(from ?? new(2000, 1, 1), to ?? new(2100, 12, 31)), ct)).Select(AnnotationAnswer.Of).ToList()), ct)).Documented<IReadOnlyList<AnnotationAnswer>>("listAnnotations", AccountApiNotes.Annotations);
        account.MapGet("/seats", (Viewer viewer, ListAccountZones accounts, [FromRoute(Name = "external_id")] string externalId, ReadSeatUse read, CancellationToken ct) =>
            AnswerAsync(new(viewer, accounts, externalId, null, null), async (one, _, _) => (await read.RunAsync(one, ct)).Match(
                report => TypedResults.Ok(SeatsAnswer.Of(externalId, report)), Respond.With), ct)).Documented<SeatsAnswer>("readSeats", AccountApiNotes.Seats);
        account.MapGet("/first-value", (Viewer viewer, ListAccountZones accounts, [FromRoute(Name = "external_id")] string externalId, ReadFirstValue read, CancellationToken ct) =>
            AnswerAsync(new(viewer, accounts, externalId, null, null), async (one, _, _) => TypedResults.Ok(
                FirstValueAnswer.Of(externalId, await read.RunAsync(one, ct))), ct)).Documented<FirstValueAnswer>("readFirstValue", AccountApiNotes.FirstValue);
    }

    // An account of somebody else is a missing one.
    private static async Task<IResult> AnswerAsync(Asked asked, Func<Viewer, DateOnly?, DateOnly?, Task<IResult>> answer, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var from = asked.From is null ? (DateOnly?)null : UsageApi.Day("from", asked.From, problems);
        var to = asked.To is null ? (DateOnly?)null : UsageApi.Day("to", asked.To, problems);
        if (problems.Count == 0 && from > to)
        {
            problems["from"] = ["from lies after to."];
        }

        if (problems.Count > 0)
        {
            return TypedResults.ValidationProblem(problems);
        }

        return (await asked.Accounts.RunAsync(asked.Viewer, asked.ExternalId, ct)) is [var account] && asked.Viewer.NarrowTo(account.AccountId) is { } one
            ? await answer(one, from, to)
            : Respond.With(new Refusal.NotFound("There is no such account."));
    }

    private static async Task<IResult> EngagementAsync(ReadEngagement read, string account, Viewer viewer, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        if (!(await read.RunAsync(viewer, new(from, to, Comparison.None), ct)).Is(out var report, out var refused))
        {
            return Respond.With(refused);
        }

        List<PowerCurve> months = [];
        var last = Buckets.StartOf(Bucket.Month, report.Range.To);
        var first = Buckets.StartOf(Bucket.Month, report.Range.From);
        first = first < last.AddMonths(1 - MostMonths) ? last.AddMonths(1 - MostMonths) : first;
        for (var month = first; month <= last; month = month.AddMonths(1))
        {
            if ((await read.RunAsync(viewer, new(month, Buckets.EndOf(Bucket.Month, month), Comparison.None, Month: month), ct)).Is(out var one, out _))
            {
                months.Add(one.Power);
            }
        }

        return TypedResults.Ok(EngagementAnswer.Of(account, report, months));
    }

    private static Bucket? UnitOf(string? unit) => unit switch { null or "week" => Bucket.Week, "month" => Bucket.Month, _ => null };
}
