using Microsoft.EntityFrameworkCore;
using ValuePortal.Milestones.Reminders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>A person's tasks, ratings and choice of reminders, for the person's own file.</summary>
public sealed class ReadOwnPlanEntries(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var home = ChooseReminders.HomeOf(viewer);
        await using var db = portal.ForSystem([.. viewer.Scope.Accounts, home]);
        return new
        {
            Tasks = await db.PlanTasks.AsNoTracking().Where(t => t.PersonId == viewer.PersonId && (viewer.IsStaff || !t.IsInternal)).OrderBy(t => t.Id)
                .Select(t => new { t.Id, t.Title, t.DueOn, t.DoneOn }).Take(Most).ToListAsync(ct),
            Ratings = await db.MilestoneRatings.AsNoTracking().Where(r => r.PersonId == viewer.PersonId).OrderBy(r => r.At).ThenBy(r => r.MilestoneId)
                .Select(r => new { r.MilestoneId, r.Stars, r.Word, r.At }).Take(Most).ToListAsync(ct),
            Reminders = await db.ReminderChoices.AsNoTracking().Where(c => c.AccountId == home && c.PersonId == viewer.PersonId)
                .Select(c => new { c.IsOff, c.Hour, c.TimeZone, CalendarMadeAt = c.FeedMadeAt }).ToListAsync(ct),
        };
    }
}
