namespace ValuePortal.Milestones.Plans;

public enum NextStepKind
{
    /// <summary>An open task of this person.</summary>
    OwnTask,

    /// <summary>The vendor has signed a milestone off, and this person may sign for the customer.</summary>
    SignOff,

    /// <summary>An open task of the company that nobody has taken.</summary>
    OpenTask,

    /// <summary>A milestone of the company.</summary>
    Milestone,
}

/// <summary>
/// The one thing that is best done next by this person: an own task, then a signature that is waited for, then a task of the company without
/// a person, then the next milestone of the company; in each the one that is due first. What waits for another task is not proposed.
/// </summary>
/// <param name="Id">Of the task or the milestone.</param>
public sealed record NextStep(NextStepKind Kind, Guid Id, string Title, DateOnly DueOn)
{
    /// <param name="person">Whose step.</param>
    /// <param name="maySign">Whether the person signs for the customer.</param>
    /// <param name="milestones">By due day.</param>
    /// <param name="tasks">Those the person may see, open ones first by due day.</param>
    public static NextStep? For(Guid person, bool maySign, IReadOnlyList<MilestoneRow> milestones, IReadOnlyList<TaskRow> tasks)
    {
        var ready = tasks.Where(task => task is { DoneOn: null, WaitsFor: null, Side: Side.Customer }).ToList();
        return Of(NextStepKind.OwnTask, ready.Find(task => task.PersonId == person))
            ?? (maySign ? Of(NextStepKind.SignOff, milestones.FirstOrDefault(row => row.SignOffs is { ByVendor: not null, ByCustomer: null })) : null)
            ?? Of(NextStepKind.OpenTask, ready.Find(task => task is { PersonId: null, PersonName: null }))
            ?? Of(NextStepKind.Milestone, milestones.FirstOrDefault(row => !row.IsReached && row.OwnerSide is Side.Customer));
    }

    private static NextStep? Of(NextStepKind kind, TaskRow? task) => task is null ? null : new(kind, task.Id, task.Title, task.DueOn);

    private static NextStep? Of(NextStepKind kind, MilestoneRow? milestone) => milestone is null ? null : new(kind, milestone.Id, milestone.Title, milestone.DueOn);
}
