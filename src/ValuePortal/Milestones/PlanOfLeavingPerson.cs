using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Reminders;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones;

/// <summary>
/// What a success plan keeps of a person who is deleted: what was done, signed and rated, without the name. Where a line keeps the name only,
/// the customer's lines with that name lose it.
/// </summary>
internal static class PlanOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(MilestonesWords), "KeptOfPerson", LeaveAsync);

    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        var (account, id, name, instead) = (person.AccountId, person.PersonId, person.Name, person.Instead);
        await db.ReminderChoices.Where(choice => choice.AccountId == account && choice.PersonId == id).ExecuteDeleteAsync(ct);
        await db.MilestoneRatings.Where(rating => rating.AccountId == account && rating.PersonId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(rating => rating.Name, instead), ct);
        await db.PlanTasks.Where(task => task.AccountId == account && (task.PersonId == id || (task.Side == Side.Customer && task.PersonName == name)))
            .ExecuteUpdateAsync(set => set.SetProperty(task => task.PersonName, instead), ct);
        await db.MilestoneHistory.Where(line => line.AccountId == account && line.Side == Side.Customer && line.By == name)
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.By, instead), ct);
        foreach (var milestone in await db.Milestones.Where(milestone => milestone.AccountId == account).ToListAsync(ct))
        {
            milestone.Forget(id, name, instead);
        }
    }
}
