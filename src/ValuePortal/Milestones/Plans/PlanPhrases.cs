using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Milestones.Plans;

/// <summary>Says in the reader's language what a plan's figures mean: when, how far, by whom.</summary>
public sealed class PlanPhrases(IStringLocalizer<MilestonesWords> text, Days days, IOptions<VendorOptions> vendor)
{
    /// <summary>A plan in short.</summary>
    public MilestoneSummary Summary(PlanReport plan)
    {
        var next = plan.Next is { } milestone
            ? new NextMilestone(
                milestone.Id, milestone.Title, Owner(milestone), milestone.DueOn, milestone.Standing.State, When(milestone), Progress(milestone), Counted(milestone), milestone.Progress?.Share)
            : null;
        return new MilestoneSummary(plan.Done, plan.Due, plan.Milestones.Count, next);
    }

    /// <summary>"Reached on 3 Mar 2026", "3 days late", "Due in 12 days".</summary>
    public string When(MilestoneRow milestone) => milestone switch
    {
        { ReachedOn: { } day, Standing.Days: > 0 and var late } => Number("ReachedLate", late, days.WithYear(day)),
        { ReachedOn: { } day } => text["ReachedOn", days.WithYear(day)],
        { Standing: (MilestoneState.Late, var late) } => Number("Late", late),
        _ => Until(milestone.Standing.Days),
    };

    /// <summary>How a milestone that is only thought of would have gone: "Would have been reached on 3 Mar 2026, 3 days late".</summary>
    public string WouldBe(MilestoneRow milestone) => milestone switch
    {
        { Criterion: null } => text["WouldBeByHand"],
        { ReachedOn: { } day, Standing.Days: > 0 and var late } => Number("WouldBeLate", late, days.WithYear(day)),
        { ReachedOn: { } day } => text["WouldBeInTime", days.WithYear(day)],
        _ => text["WouldNotBe"],
    };

    /// <summary>Why a milestone that counted as reached is open again; null for any other.</summary>
    public string? Reopened(MilestoneRow milestone) =>
        milestone.Reopened is var (was, on) ? text["Reopened", days.WithYear(was), days.WithYear(on)].Value : null;

    /// <summary>When a milestone can be expected: "12 Jul 2026, 12 days after its due day"; null where nothing can be said.</summary>
    public string? Expected(MilestoneRow milestone) =>
        milestone is { ExpectedOn: { } day, Slip: { } slip } ? (slip > 0 ? Number("ExpectedLate", slip, days.WithYear(day)) : text["ExpectedInTime", days.WithYear(day)].Value) : null;

    /// <summary>For what an open task waits, and when it can be expected then; null for one that waits for nothing and is not expected late.</summary>
    public string? Waiting(TaskRow task, string customer) => task switch
    {
        { WaitsFor: { } before } => text["WaitsFor", before.Title, before.Side is Side.Vendor ? vendor.Value.Name : customer, days.WithYear(task.ExpectedOn)].Value,
        { DoneOn: null, Slip: > 0 } => text["ExpectedOn", days.WithYear(task.ExpectedOn)].Value,
        _ => null,
    };

    /// <summary>Name, side and day of a signature; null while that side has not signed.</summary>
    public string? Signature(SignOffs signOffs, Side side) =>
        signOffs.Of(side) is var (name, on) ? text["Signature", name, days.WithYear(on)].Value : null;

    /// <summary>Who is behind a line of a milestone's history.</summary>
    public string By(HistoryRow line, string customer) => line.Side switch
    {
        null => text["ByUsage"],
        Side.Vendor => text["PersonOfSide", line.By, vendor.Value.Name],
        _ => text["PersonOfSide", line.By, customer],
    };

    /// <summary>What a line of a milestone's history says; the reader's day and the name stand beside it.</summary>
    public string History(HistoryRow line)
    {
        var day = line.Day is { } on ? days.WithYear(on) : null;
        return text["History_" + line.Kind, day!];
    }

    public string When(TaskRow task) => task switch
    {
        { DoneOn: { } day } => text["DoneOn", days.WithYear(day)],
        { DaysUntilDue: < 0 } => Number("Late", -task.DaysUntilDue),
        _ => Until(task.DaysUntilDue),
    };

    /// <summary>"3 of 5 people", "7 people, target 5"; without data that there are none; without a criterion who has signed it off.</summary>
    public string Progress(MilestoneRow milestone) => milestone switch
    {
        { SignOffs: { } signOffs } => SignedOff(signOffs),
        { Progress: null } => text["NoUsageYet"],
        { Progress: var (value, target), FeatureName: null } when value > target => text["Beyond_" + milestone.Criterion!.Measure, value, target],
        { Progress: var (value, target), FeatureName: null } => text["Progress_" + milestone.Criterion!.Measure, value, target],
        { Progress: var (value, target), FeatureName: var feature } when value > target => text["FeatureBeyond_" + milestone.Criterion!.Measure, value, target, feature],
        { Progress: var (value, target), FeatureName: var feature } => text["FeatureProgress_" + milestone.Criterion!.Measure, value, target, feature],
    };

    /// <summary>What is counted, from when on; null for one that is not measured.</summary>
    public string? Counted(MilestoneRow milestone) =>
        milestone.Criterion is { } criterion ? text["CountedSince", days.WithYear(criterion.CountsFrom)].Value : null;

    /// <summary>The person who answers for it, or the side.</summary>
    public string Owner(MilestoneRow milestone) => milestone.OwnerName ?? SideName(milestone.OwnerSide);

    /// <summary>Person and side: "Mei Lin, Northwind Cloud".</summary>
    public string OwnerAndSide(MilestoneRow milestone) =>
        milestone.OwnerName is { } name ? text["PersonOfSide", name, SideName(milestone.OwnerSide)] : SideName(milestone.OwnerSide);

    public string VendorName => vendor.Value.Name;

    /// <summary>The side as the customer calls it: "you", or the vendor by name.</summary>
    public string SideName(Side side) => side is Side.Vendor ? vendor.Value.Name : text["You"];

    private string SignedOff(SignOffs signOffs) => signOffs switch
    {
        (_, _, { } ours, { } theirs) => text["SignedByTwo", ours.Name, theirs.Name],
        (var customer, { } day, { } ours, null) => text["SignedByOne", ours.Name, days.WithYear(day), customer],
        (_, { } day, null, { } theirs) => text["SignedByOne", theirs.Name, days.WithYear(day), vendor.Value.Name],
        _ => text["SignedByNone", vendor.Value.Name, signOffs.Customer],
    };

    private string Until(int daysUntil) => daysUntil switch
    {
        0 => text["DueToday"],
        1 => text["DueTomorrow"],
        _ => text["DueIn", daysUntil],
    };

    // English has a form for one; Chinese has the same words in both.
    private string Number(string key, int number, params object[] more) => text[number == 1 ? $"{key}One" : $"{key}Many", [number, .. more]];
}
