using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>Changes the words, the day or the person of a task. Of two people at once the second is told.</summary>
public sealed class ChangeTask(PortalDbFactory portal, ListAccountPeople people, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="PersonId">One of the account's people, or a success manager who has it in care; null while nobody has been named.</param>
    /// <param name="Version">The one the form was filled from.</param>
    public sealed record Input(string? Title, DateOnly? DueOn, Side Side, Guid? PersonId, int Version);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid taskId, Input input, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.PlanTasks.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == taskId, ct) is not { } task)
        {
            return new Refusal.NotFound(text["NoSuchTask"]);
        }

        var person = input.PersonId is { } id ? (await people.RunAsync(narrowed, accountId, ct)).FirstOrDefault(row => row.PersonId == id) : null;
        var check = new FieldCheck(text)
            .Title(input.Title, nameof(Input.Title), PlanTask.TitleMaxLength)
            .Day(input.DueOn, nameof(Input.DueOn))
            .Require(Enum.IsDefined(input.Side), nameof(Input.Side), "ChooseOne")
            .Require(input.PersonId is null || (person is not null && person.OfVendor == (input.Side is Side.Vendor)), nameof(Input.PersonId), "NoSuchOwner");
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        if (task.Version != input.Version)
        {
            return new Refusal.Conflict(text["PlanOvertaken"]);
        }

        task.Change(input.Title!, input.DueOn!.Value, input.Side, person?.PersonId, person?.Name);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["PlanOvertaken"]);
        }

        await audit.WriteAsync(narrowed, PlanAudit.TaskChanged, $"{taskId}, due {task.DueOn:yyyy-MM-dd}", accountId, ct);
        return taskId;
    }
}
