using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Reports;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>Makes a milestone of what a form says, or says what is wrong with the form. Stores nothing.</summary>
public sealed class DraftMilestone(ListFeatures features, NameDrivers drivers, TimeProvider clock, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="viewer">Narrowed to the account.</param>
    /// <param name="account">The account's calendar.</param>
    /// <param name="input">The form.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<Outcome<Milestone>> RunAsync(Viewer viewer, ReadAccountCalendar.Calendar account, AddMilestone.Input input, CancellationToken ct = default)
    {
        if (await CheckAsync(viewer, account.AccountId, input, ct) is { } invalid)
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
        return Milestone.Add(
            account.AccountId, null, 0, input.Title!, input.ChineseTitle, input.DueOn!.Value, criterion, input.OwnerSide, input.OwnerName, input.ProvesValue, input.ExpectedValue, clock.GetUtcNow(), input.DriverId);
    }

    private async Task<Refusal?> CheckAsync(Viewer viewer, Guid account, AddMilestone.Input input, CancellationToken ct)
    {
        var check = new FieldCheck(text)
            .Title(input.Title, nameof(AddMilestone.Input.Title), Milestone.TitleMaxLength)
            .Text(input.ChineseTitle, nameof(AddMilestone.Input.ChineseTitle), Milestone.TitleMaxLength)
            .Text(input.OwnerName, nameof(AddMilestone.Input.OwnerName), Milestone.OwnerMaxLength)
            .Day(input.DueOn, nameof(AddMilestone.Input.DueOn))
            .Require(Milestone.IsValue(input.ExpectedValue), nameof(AddMilestone.Input.ExpectedValue), "ValueInvalid")
            .Require(input.DriverId is null || (await drivers.RunAsync(viewer, account, ct)).Any(driver => driver.Id == input.DriverId), nameof(AddMilestone.Input.DriverId), "ChooseOne")
            .Require(Enum.IsDefined(input.OwnerSide), nameof(AddMilestone.Input.OwnerSide), "ChooseOne");
        if (input.Measure is not { } measure)
        {
            return check.Refusal;
        }

        check.Require(Enum.IsDefined(measure), nameof(AddMilestone.Input.Measure), "ChooseOne")
            .Require(input.Target is >= 1 and <= Criterion.MostTarget, nameof(AddMilestone.Input.Target), "TargetInvalid", Criterion.MostTarget)
            .Require(measure is not UsageMeasure.SeatShare || input.Target is null or <= 100, nameof(AddMilestone.Input.Target), "ShareInvalid")
            .Require(input.CountsFrom is not { } from || PlanWork.IsInCalendar(from), nameof(AddMilestone.Input.CountsFrom), "DayInvalid")
            .Require(input.CountsFrom is null || input.DueOn is null || input.CountsFrom <= input.DueOn, nameof(AddMilestone.Input.CountsFrom), "CountsFromAfterDue");
        if (!string.IsNullOrEmpty(input.Feature))
        {
            check.Require(measure is not UsageMeasure.FeaturesUsed, nameof(AddMilestone.Input.Feature), "FeaturesTakeNone")
                .Require((await features.RunAsync(viewer, ct)).Any(feature => feature.Key == input.Feature), nameof(AddMilestone.Input.Feature), "NoSuchFeature");
        }

        return check.Refusal;
    }
}
