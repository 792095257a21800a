using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>Adds to an account's plan what somebody does by a day. Only the vendor's people see it unless it is shared.</summary>
public sealed class AddTask(PortalDbFactory portal, ListAccountPeople people, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Side">Whose task it is.</param>
    /// <param name="PersonName">Null while nobody has been named.</param>
    /// <param name="DueOn">A day of the account's time zone.</param>
    /// <param name="MilestoneId">The milestone it serves; null for none.</param>
    /// <param name="PersonId">The person, in place of a name: one of the account's people, or a success manager who has it in care.</param>
    /// <param name="Shared">Whether the customer sees it.</param>
    /// <param name="AfterId">The task that is to be done first; null for none.</param>
    public sealed record Input(
        string? Title, DateOnly? DueOn, Side Side = Side.Customer, string? PersonName = null, Guid? MilestoneId = null, Guid? PersonId = null, bool Shared = false,
        Guid? AfterId = null);

    /// <returns>The task's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var person = input.PersonId is { } id ? (await people.RunAsync(narrowed, accountId, ct)).FirstOrDefault(row => row.PersonId == id) : null;
        var after = input.AfterId is { } first ? await db.PlanTasks.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == first, ct) : null;
        var check = new FieldCheck(text)
            .Title(input.Title, nameof(Input.Title), PlanTask.TitleMaxLength)
            .Text(input.PersonName, nameof(Input.PersonName), PlanTask.PersonMaxLength)
            .Day(input.DueOn, nameof(Input.DueOn))
            .Require(Enum.IsDefined(input.Side), nameof(Input.Side), "ChooseOne")
            .Require(
                input.MilestoneId is not { } served || await db.Milestones.AnyAsync(milestone => milestone.AccountId == accountId && milestone.Id == served, ct),
                nameof(Input.MilestoneId),
                "NoSuchMilestone")
            .Require(input.PersonId is null || (person is not null && person.OfVendor == (input.Side is Side.Vendor)), nameof(Input.PersonId), "NoSuchOwner")
            .Require(input.AfterId is null || after is not null, nameof(Input.AfterId), "NoSuchTask")
            .Require(!input.Shared || after is not { IsInternal: true }, nameof(Input.AfterId), "SharedAfterInternal");
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        var task = PlanTask.Add(accountId, input.MilestoneId, input.Title!, input.Side, person?.PersonId, person?.Name ?? input.PersonName, input.DueOn!.Value, !input.Shared, clock.GetUtcNow());
        db.Add(task);
        if (after is not null)
        {
            db.Add(new TaskOrder { AccountId = accountId, TaskId = task.Id, AfterId = after.Id });
        }

        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(narrowed, PlanAudit.TaskAdded, $"{task.Id}, due {task.DueOn:yyyy-MM-dd}", accountId, ct);
        return task.Id;
    }
}
