using Microsoft.Extensions.Localization;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Reminders;

/// <summary>Shows the one task that a link is about, and sets it done for the person the link was sent to. Nothing else can be done with it.</summary>
public sealed class CompleteByLink(TaskLinks links, FindTaskPerson findPerson, ReadPlan plans, CompleteTask complete, IStringLocalizer<MilestonesWords> text)
{
    public sealed record Task(string Title, string AccountName, DateOnly DueOn, bool IsDone);

    /// <returns>Null for a link that is not ours or has ended, and for a task that is not this person's any more.</returns>
    public async Task<Task?> ReadAsync(string? token, CancellationToken ct = default) =>
        await FindAsync(token, ct) is var (_, plan, task) ? new Task(task.Title, plan.AccountName, task.DueOn, task.DoneOn is not null) : null;

    public async Task<Outcome<Guid>> RunAsync(string? token, CancellationToken ct = default) =>
        await FindAsync(token, ct) is var (viewer, plan, task)
            ? await complete.RunAsync(viewer with { Name = text["ByLinkInMail", viewer.Name] }, plan.AccountId, task.Id, done: true, ct)
            : new Refusal.NotFound(text["TaskLinkEnded"]);

    private async Task<(Viewer Viewer, PlanReport Plan, TaskRow Task)?> FindAsync(string? token, CancellationToken ct) =>
        links.ReadDone(token) is var (account, id, personId)
        && (await findPerson.RunAsync(personId, ct))?.Viewer.NarrowTo(account) is { } viewer
        && (await plans.GatherAsync(viewer, ct)).Is(out var plan, out _)
        && plan.Tasks.FirstOrDefault(row => row.Id == id && row.PersonId == personId) is { } task
            ? (viewer, plan, task)
            : null;
}
