using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Milestones.Plans;

/// <summary>Puts into an account's plan what both sides agreed to do, in the transaction of whoever agreed. Both sides see it.</summary>
public sealed class StageAgreedTasks(ListAccountPeople people, TimeProvider clock)
{
    /// <param name="PersonId">Somebody of the account, or a success manager who has it in care; anybody else is kept by name.</param>
    /// <param name="DueOn">A day of the account's time zone.</param>
    public sealed record Agreed(string Title, Side Side, Guid? PersonId, string? PersonName, DateOnly DueOn);

    /// <param name="db">The caller's context; it counts when the caller has saved.</param>
    /// <param name="viewer">Somebody of the vendor who works on the account.</param>
    public async Task StageAsync(PortalDb db, Viewer viewer, Guid account, IReadOnlyCollection<Agreed> agreed, CancellationToken ct = default)
    {
        var known = (await people.RunAsync(viewer, account, ct)).Select(person => (person.PersonId, person.OfVendor)).ToHashSet();
        var now = clock.GetUtcNow();
        db.AddRange(agreed.Select(task => PlanTask.Add(
            account, milestone: null, Beginning.Of(task.Title, PlanTask.TitleMaxLength), task.Side,
            task.PersonId is { } id && known.Contains((id, task.Side is Side.Vendor)) ? id : null,
            task.PersonName is { } name ? Beginning.Of(name, PlanTask.PersonMaxLength) : null, task.DueOn, isInternal: false, now)));
    }
}
