using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>Adds one milestone to an account's plan, measured on its usage or to be marked by hand.</summary>
public sealed class AddMilestone(
    PortalDbFactory portal, ReadAccountCalendar calendar, ListFeatures features, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Title">For readers of every language, unless <paramref name="ChineseTitle"/> is given.</param>
    /// <param name="DueOn">A day of the account's time zone.</param>
    /// <param name="Measure">Null: staff say when it is reached.</param>
    /// <param name="Feature">The key of a feature; null for all use.</param>
    /// <param name="Target">People, events, features or days; needed with a measure.</param>
    /// <param name="CountsFrom">First day that counts; null: the account's go-live day, else today.</param>
    public sealed record Input(
        string? Title, DateOnly? DueOn, Side OwnerSide = Side.Customer, string? OwnerName = null, string? ChineseTitle = null,
        UsageMeasure? Measure = null, string? Feature = null, long? Target = null, DateOnly? CountsFrom = null);

    /// <returns>The milestone's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        if (await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (await CheckAsync(narrowed, input, ct) is { } invalid)
        {
            return invalid;
        }

        var criterion = input.Measure is { } measure
            ? new Criterion
            {
                Measure = measure,
                Feature = string.IsNullOrEmpty(input.Feature) ? null : input.Feature,
                Target = input.Target!.Value,
                CountsFrom = input.CountsFrom ?? account.GoLiveOn ?? account.Today,
            }
            : null;
        var milestone = Milestone.Add(
            accountId, null, 0, input.Title!, input.ChineseTitle, input.DueOn!.Value, criterion, input.OwnerSide, input.OwnerName, clock.GetUtcNow());
        await using var db = portal.For(narrowed);
        db.Add(milestone);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(narrowed, PlanAudit.MilestoneAdded, $"{milestone.Id}, due {milestone.DueOn:yyyy-MM-dd}", accountId, ct);
        return milestone.Id;
    }

    private async Task<Refusal?> CheckAsync(Viewer viewer, Input input, CancellationToken ct)
    {
        var check = new FieldCheck(text)
            .Title(input.Title, nameof(Input.Title), Milestone.TitleMaxLength)
            .Text(input.ChineseTitle, nameof(Input.ChineseTitle), Milestone.TitleMaxLength)
            .Text(input.OwnerName, nameof(Input.OwnerName), Milestone.OwnerMaxLength)
            .Day(input.DueOn, nameof(Input.DueOn))
            .Require(Enum.IsDefined(input.OwnerSide), nameof(Input.OwnerSide), "ChooseOne");
        if (input.Measure is not { } measure)
        {
            return check.Refusal;
        }

        check.Require(Enum.IsDefined(measure), nameof(Input.Measure), "ChooseOne")
            .Require(input.Target is >= 1 and <= Criterion.MostTarget, nameof(Input.Target), "TargetInvalid", Criterion.MostTarget)
            .Require(input.CountsFrom is not { } from || PlanWork.IsInCalendar(from), nameof(Input.CountsFrom), "DayInvalid")
            .Require(input.CountsFrom is null || input.DueOn is null || input.CountsFrom <= input.DueOn, nameof(Input.CountsFrom), "CountsFromAfterDue");
        if (!string.IsNullOrEmpty(input.Feature))
        {
            check.Require(measure is not UsageMeasure.FeaturesUsed, nameof(Input.Feature), "FeaturesTakeNone")
                .Require((await features.RunAsync(viewer, ct)).Any(feature => feature.Key == input.Feature), nameof(Input.Feature), "NoSuchFeature");
        }

        return check.Refusal;
    }
}
