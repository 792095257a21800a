using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>Adds one milestone to an account's plan, measured on its usage or signed off by hand; or shows first how it would have gone.</summary>
public sealed class AddMilestone(
    PortalDbFactory portal, ReadAccountCalendar calendar, DraftMilestone draft, MeasureMilestones measure, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Title">For readers of every language, unless <paramref name="ChineseTitle"/> is given.</param>
    /// <param name="DueOn">A day of the account's time zone.</param>
    /// <param name="Measure">Null: people say when it is reached.</param>
    /// <param name="Feature">The key of a feature; null for all use.</param>
    /// <param name="Target">People, events, features or days; needed with a measure.</param>
    /// <param name="ProvesValue">Whether reaching it counts as business value.</param>
    /// <param name="ExpectedValue">What it is expected to bring in a year, in the account's currency; null where nobody says.</param>
    /// <param name="DriverId">The value driver from which that is expected; null where nobody says.</param>
    /// <param name="CountsFrom">First day that counts; null: the account's go-live day, else today.</param>
    public sealed record Input(
        string? Title, DateOnly? DueOn, Side OwnerSide = Side.Customer, string? OwnerName = null, string? ChineseTitle = null,
        UsageMeasure? Measure = null, string? Feature = null, long? Target = null, DateOnly? CountsFrom = null, bool ProvesValue = false,
        decimal? ExpectedValue = null, Guid? DriverId = null);

    /// <returns>The milestone's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (!(await DraftAsync(viewer, accountId, input, ct)).Is(out var made, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(made.Viewer);
        db.Add(made.Milestone);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(made.Viewer, PlanAudit.MilestoneAdded, $"{made.Milestone.Id}, due {made.Milestone.DueOn:yyyy-MM-dd}", accountId, ct);
        return made.Milestone.Id;
    }

    /// <summary>What the usage so far says of it. Nothing is stored.</summary>
    public async Task<Outcome<MeasureMilestones.Result>> PreviewAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default) =>
        (await DraftAsync(viewer, accountId, input, ct)).Is(out var made, out var refusal)
            ? await measure.RunAsync(made.Viewer, made.Account, [made.Milestone], ct)
            : refusal;

    private async Task<Outcome<(Viewer Viewer, ReadAccountCalendar.Calendar Account, Milestone Milestone)>> DraftAsync(
        Viewer viewer, Guid accountId, Input input, CancellationToken ct)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        if (await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        return (await draft.RunAsync(narrowed, account, input, ct)).Is(out var milestone, out var invalid) ? (narrowed, account, milestone) : invalid;
    }
}
