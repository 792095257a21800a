using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;

namespace ValuePortal.Milestones.Reminders;

/// <summary>
/// Reminds people of their open tasks by mail: once from two days before the due day on, once after it, at the person's own hour. The mail and
/// the note that it was written are saved in one transaction, so that nobody is reminded twice of the same.
/// </summary>
public sealed partial class SendReminders(
    PortalDbFactory portal, ReadAccountCalendar calendar, FindTaskPerson findPerson, ReadPlan plans, WriteReminder write, MailOutbox outbox, MailBell bell, TimeProvider clock,
    ILogger<SendReminders> log)
{
    /// <summary>Days before the due day from which on a task is due soon.</summary>
    public const int DaysAhead = 2;

    private const int AtOnce = 500;

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var last = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(DaysAhead + 1);
        await using var db = portal.ForSystem();
        var reminded = db.TaskReminders;
        var due = await db.PlanTasks.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.RemindersThatAreDue)
            .Where(task => task.DoneOn == null && task.PersonId != null && task.DueOn <= last)
            .Where(task => !reminded.Any(reminder => reminder.AccountId == task.AccountId && reminder.TaskId == task.Id && reminder.Kind == ReminderKind.Late))
            .OrderBy(task => task.DueOn).ThenBy(task => task.Id).Take(AtOnce)
            .Select(task => new { task.AccountId, task.Id, PersonId = task.PersonId!.Value })
            .ToListAsync(ct);
        var written = 0;
        foreach (var task in due)
        {
            try
            {
                written += await RemindAsync(task.AccountId, task.Id, task.PersonId, ct) ? 1 : 0;
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                // Another node wrote it.
            }
            catch (Exception failure) when (!ct.IsCancellationRequested && !failure.IsUnavailable())
            {
                LogFailed(log, task.Id, failure);
            }
        }

        return written;
    }

    private async Task<bool> RemindAsync(Guid account, Guid id, Guid personId, CancellationToken ct)
    {
        if (await findPerson.RunAsync(personId, ct) is not { } person || person.Viewer.NarrowTo(account) is not { } viewer || await calendar.RunAsync(viewer, ct) is not { } days)
        {
            return false;
        }

        await using var db = portal.ForSystem(account, person.Home);
        var choice = await db.ReminderChoices.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == person.Home && row.PersonId == personId, ct);
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(choice?.TimeZone ?? days.TimeZone));
        if (choice is { IsOff: true } || now.Hour < (choice?.Hour ?? ReminderChoice.UsualHour)
            || !(await plans.GatherAsync(viewer, ct)).Is(out var plan, out _) || plan.Tasks.FirstOrDefault(row => row.Id == id) is not { DoneOn: null, WaitsFor: null } task)
        {
            return false;
        }

        // Days are the account's, the hour is the reader's.
        ReminderKind? kind = task.DaysUntilDue < 0 ? ReminderKind.Late : task.DaysUntilDue <= DaysAhead ? ReminderKind.Soon : null;
        if (kind is not { } which || await db.TaskReminders.AnyAsync(row => row.AccountId == account && row.TaskId == id && row.Kind == which, ct))
        {
            return false;
        }

        db.Add(new TaskReminder { AccountId = account, TaskId = id, Kind = which, WrittenAt = clock.GetUtcNow() });
        outbox.Put(db, write.Of(person, plan, task));
        await db.SaveChangesAsync(ct);
        bell.Ring();
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The reminder of task {Task} could not be written; it is tried again at the next round.")]
    private static partial void LogFailed(ILogger log, Guid task, Exception failure);
}
