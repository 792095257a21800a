using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Templates;

/// <summary>
/// Makes a success plan of a template: each of its milestones is due so many days after the start. The same template with the same start is
/// refused the second time. Before that it shows how the plan would have gone on the usage so far.
/// </summary>
public sealed class ApplyTemplate(
    PortalDbFactory portal, TemplateShelf shelf, ReadAccountCalendar calendar, MeasureMilestones measure, TimeProvider clock, AuditLog audit,
    IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Template">The template's key.</param>
    /// <param name="StartsOn">Day 0, in the account's time zone; null: the account's go-live day, if it is stated.</param>
    /// <param name="CustomerOwner">Who answers for the customer's milestones; null while nobody has been named.</param>
    /// <param name="VendorOwner">Who answers for the vendor's.</param>
    public sealed record Input(string Template, DateOnly? StartsOn = null, string? CustomerOwner = null, string? VendorOwner = null);

    private sealed record Draft(Viewer Viewer, ReadAccountCalendar.Calendar Account, MilestoneTemplate Template, SuccessPlan Plan, IReadOnlyList<Milestone> Milestones);

    /// <returns>The plan's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (!(await DraftAsync(viewer, accountId, input, ct)).Is(out var made, out var refusal))
        {
            return refusal;
        }

        var plan = made.Plan;
        await using var db = portal.For(made.Viewer);
        var versions = db.MilestoneTemplates.Where(version => version.Key == made.Template.Key).Select(version => version.Id);
        if (await db.SuccessPlans.AnyAsync(p => p.AccountId == accountId && versions.Contains(p.TemplateId) && p.StartsOn == plan.StartsOn, ct))
        {
            return new Refusal.Conflict(text["AlreadyApplied"]);
        }

        db.Add(plan);
        db.AddRange(made.Milestones);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Sent twice at once.
            return new Refusal.Conflict(text["AlreadyApplied"]);
        }

        await audit.WriteAsync(made.Viewer, PlanAudit.TemplateApplied, $"{made.Template.Key} {made.Template.Version} from {plan.StartsOn:yyyy-MM-dd}", accountId, ct);
        return plan.Id;
    }

    /// <summary>What the usage so far says of each milestone of the plan. Nothing is stored.</summary>
    public async Task<Outcome<MeasureMilestones.Result>> PreviewAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default) =>
        (await DraftAsync(viewer, accountId, input, ct)).Is(out var made, out var refusal)
            ? await measure.RunAsync(made.Viewer, made.Account, made.Milestones, ct)
            : refusal;

    private async Task<Outcome<Draft>> DraftAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        if (await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        var template = (await shelf.ReadAsync(ct)).FirstOrDefault(template => template.Key == input.Template);
        var startsOn = input.StartsOn ?? account.GoLiveOn;
        var check = new FieldCheck(text)
            .Require(template is not null, nameof(Input.Template), "ChooseTemplate")
            .Require(startsOn is not null, nameof(Input.StartsOn), "StartNeeded")
            .Require(startsOn is null || PlanWork.IsInCalendar(startsOn.Value), nameof(Input.StartsOn), "DayInvalid")
            .Text(input.CustomerOwner, nameof(Input.CustomerOwner), Milestone.OwnerMaxLength)
            .Text(input.VendorOwner, nameof(Input.VendorOwner), Milestone.OwnerMaxLength);
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        var now = clock.GetUtcNow();
        var plan = SuccessPlan.Apply(accountId, template!.Id, startsOn!.Value, now);
        return new Draft(narrowed, account, template, plan, [.. template.Steps.Select(step => Milestone.Add(
            accountId, plan, step.No, step.EnglishTitle, step.ChineseTitle, plan.StartsOn.AddDays(step.DueAfterDays),
            step.Criterion?.From(plan.StartsOn, account.GoLiveOn), step.OwnerSide, step.OwnerSide is Side.Customer ? input.CustomerOwner : input.VendorOwner, step.ProvesValue, null, now))]);
    }
}
