using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>Adds to an account's plan what somebody does by a day. Both sides see it.</summary>
public sealed class AddTask(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Side">Whose task it is.</param>
    /// <param name="PersonName">Null while nobody has been named.</param>
    /// <param name="DueOn">A day of the account's time zone.</param>
    /// <param name="MilestoneId">The milestone it serves; null for none.</param>
    public sealed record Input(string? Title, DateOnly? DueOn, Side Side = Side.Customer, string? PersonName = null, Guid? MilestoneId = null);

    /// <returns>The task's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var check = new FieldCheck(text)
            .Title(input.Title, nameof(Input.Title), PlanTask.TitleMaxLength)
            .Text(input.PersonName, nameof(Input.PersonName), PlanTask.PersonMaxLength)
            .Day(input.DueOn, nameof(Input.DueOn))
            .Require(Enum.IsDefined(input.Side), nameof(Input.Side), "ChooseOne")
            .Require(
                input.MilestoneId is not { } served || await db.Milestones.AnyAsync(milestone => milestone.AccountId == accountId && milestone.Id == served, ct),
                nameof(Input.MilestoneId),
                "NoSuchMilestone");
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        var task = PlanTask.Add(accountId, input.MilestoneId, input.Title!, input.Side, input.PersonName, input.DueOn!.Value, clock.GetUtcNow());
        db.Add(task);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(narrowed, PlanAudit.TaskAdded, $"{task.Id}, due {task.DueOn:yyyy-MM-dd}", accountId, ct);
        return task.Id;
    }
}
