using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Reminders;

/// <summary>The days of the person whose calendar's secret this is: milestones of the person's accounts that are not reached, and the person's own open tasks.</summary>
public sealed class ReadCalendar(
    PortalDbFactory portal, FindTaskPerson findPerson, ReadPlan plans, PublicAddress address, TimeProvider clock, IStringLocalizer<MilestonesWords> text)
{
    private const int LongestSecret = 100;

    /// <returns>A calendar file (RFC 5545); null when the secret is not, or not any more, somebody's.</returns>
    public async Task<string?> RunAsync(string secret, CancellationToken ct = default)
    {
        if (secret.Length > LongestSecret)
        {
            return null;
        }

        var hash = ChooseReminders.HashOf(secret);
        await using var db = portal.ForSystem();
        var owner = await db.ReminderChoices.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.CalendarBySecret)
            .Where(choice => choice.FeedHash == hash)
            .Select(choice => (Guid?)choice.PersonId).SingleOrDefaultAsync(ct);
        return owner is { } id && await findPerson.RunAsync(id, ct) is { } person
            ? await Platform.Text.InLanguage.OfAsync(person.Language, () => WriteAsync(person.Viewer, ct))
            : null;
    }

    private async Task<string> WriteAsync(Viewer viewer, CancellationToken ct)
    {
        List<CalendarFile.Day> days = [];
        foreach (var account in viewer.Scope.Accounts)
        {
            if (viewer.NarrowTo(account) is not { } narrowed || !(await plans.RunAsync(narrowed, ct)).Is(out var plan, out _))
            {
                continue;
            }

            var page = viewer.IsStaff ? $"/desk/accounts/{account}" : "";
            days.AddRange(plan.Milestones.Where(row => !row.IsReached).Select(row => new CalendarFile.Day(
                row.Id, row.DueOn, Title("CalendarMilestone", row.Title, plan), address.Of($"{page}/milestones/{row.Id}"))));
            days.AddRange(plan.Tasks.Where(row => row.DoneOn is null && row.PersonId == viewer.PersonId).Select(row => new CalendarFile.Day(
                row.Id, row.DueOn, Title("CalendarTask", row.Title, plan), address.Of(viewer.IsStaff ? $"{page}#milestones" : "/milestones#tasks"))));
        }

        return CalendarFile.Write(text["CalendarName"], clock.GetUtcNow(), days);

        string Title(string kind, string title, PlanReport plan) => viewer.IsStaff ? text["CalendarOf", text[kind, title], plan.AccountName] : text[kind, title];
    }
}
