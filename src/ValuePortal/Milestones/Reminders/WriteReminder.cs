using System.Text;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Milestones.Reminders;

/// <summary>Writes the mail that reminds a person of one task, in the person's language.</summary>
public sealed class WriteReminder(TaskLinks links, PublicAddress address, PlanPhrases phrases, Days days, IStringLocalizer<MilestonesWords> text)
{
    public Mail Of(FindTaskPerson.Found person, PlanReport plan, TaskRow task) =>
        Platform.Text.InLanguage.Of(person.Language, () =>
        {
            var stop = (person.Home, person.Viewer.PersonId);
            var body = new StringBuilder()
                .AppendLine(text["ReminderGreeting", person.Viewer.Name]).AppendLine()
                .AppendLine(text["ReminderOpening", task.Title, plan.AccountName])
                .AppendLine(text["ReminderDue", days.WithYear(task.DueOn), phrases.When(task)]).AppendLine()
                .AppendLine(text["ReminderDone"]).AppendLine(links.DoneOf(plan.AccountId, task.Id, person.Viewer.PersonId)).AppendLine()
                .AppendLine(text["ReminderPlan"]).AppendLine(address.Of(person.Viewer.IsStaff ? $"/desk/accounts/{plan.AccountId}/plan" : "/milestones#tasks")).AppendLine()
                .AppendLine(text["ReminderWhy"]).AppendLine(address.Of("/" + RemindersPage.Path))
                .AppendLine(text["ReminderStop"]).AppendLine(links.StopOf(stop.Home, stop.PersonId));
            return new Mail(person.Email, person.Viewer.Name, text["ReminderSubject", phrases.When(task), task.Title], body.ToString())
            {
                AccountId = plan.AccountId,
                PersonId = person.Viewer.PersonId,
                Unsubscribe = links.OneClickOf(stop.Home, stop.PersonId),
            };
        });
}
