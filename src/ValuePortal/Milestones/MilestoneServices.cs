using ValuePortal.Accounts.Desk;
using ValuePortal.Accounts.Export;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Milestones.Clocks;
using ValuePortal.Milestones.Desk;
using ValuePortal.Milestones.Pages;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Reminders;
using ValuePortal.Milestones.Templates;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Milestones;

public static class MilestoneServices
{
    /// <summary>Success plans: templates, milestones measured on usage, and who does what.</summary>
    public static IServiceCollection AddMilestones(this IServiceCollection services) => services
        .AddSingleton(MilestoneMetrics.Catalog)
        .AddSingleton<TemplateShelf>()
        .AddScoped<ListTemplates>()
        .AddScoped<ApplyTemplate>()
        .AddScoped<PlanPhrases>()
        .AddScoped<MeasureMilestones>()
        .AddScoped<ReadPlan>()
        .AddScoped<ReadMilestone>()
        .AddScoped<DraftMilestone>()
        .AddScoped<AddMilestone>()
        .AddScoped<ChangeMilestone>()
        .AddScoped<SaveTemplate>()
        .AddScoped<ReadTemplates>()
        .AddScoped<MarkOnTimeLine>()
        .AddScoped<SignOffMilestone>()
        .AddScoped<NoteReached>()
        .AddNoticeKind(MilestoneNotices.ReachedKind)
        .AddRounds<NoteReached>(TimeSpan.FromHours(1), (note, ct) => note.RunAsync(ct))
        .AddScoped<AddTask>()
        .AddScoped<CompleteTask>()
        .AddScoped<StageAgreedTasks>()
        .AddPostLimit(ReminderEndpoints.PerAddress)
        .AddScoped<TaskLinks>()
        .AddScoped<FindTaskPerson>()
        .AddScoped<WriteReminder>()
        .AddScoped<CompleteByLink>()
        .AddScoped<ChooseReminders>()
        .AddScoped<RemoveMilestone>()
        .AddScoped<RemoveTask>()
        .AddScoped<ChangeTask>()
        .AddScoped<ListRemoved>()
        .AddMailChoices(new MailChoiceSection("reminders", 20, typeof(ReminderSwitch)))
        .AddOwnData<ReadOwnPlanEntries>("plan", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddScoped<ReadCalendar>()
        .AddScoped<SendReminders>()
        .AddRounds<SendReminders>(TimeSpan.FromMinutes(5), (send, ct) => send.RunAsync(ct))
        .AddScoped<ShareMilestone>()
        .AddScoped<ReadClocks>()
        .AddScoped<NotePause>()
        .AddScoped<ListFirstDays>()
        .AddScoped<ShareTask>()
        .AddScoped<RateMilestone>()
        .AddAccountDeskSection(new AccountDeskSection("milestones", 20, typeof(MilestonesSection), AccountPart.Plan))
        .AddAccountDeskSection(new AccountDeskSection("milestones", 20, typeof(PlanGlance)))
        .AddDeskSection(new DeskSection("plans", 15, typeof(PlansDeskSection)))
        .AddPlace(new Place("desk/first-days", typeof(MilestonesWords), "FirstDays", Policies.AccountWork))
        .AddPlace(new Place("desk/templates", typeof(MilestonesWords), "Templates", Policies.AccountWork))
        .AddExportPart(PlanFiles.Part)
        .AddPersonRemains(PlanOfLeavingPerson.Remains)
        .AddNavigation(new NavigationEntry("milestones", typeof(MilestonesWords), "Milestones", Policies.Customer, 30, 'm'));

    public static void MapMilestones(this IEndpointRouteBuilder routes)
    {
        routes.MapTasks();
        routes.MapReminders();
    }
}
