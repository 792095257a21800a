using ValuePortal.Accounts.Desk;
using ValuePortal.Milestones.Desk;
using ValuePortal.Milestones.Pages;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
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
        .AddScoped<ReadPlan>()
        .AddScoped<AddMilestone>()
        .AddScoped<MarkReached>()
        .AddScoped<NoteReached>()
        .AddRounds<NoteReached>(TimeSpan.FromHours(1), (note, ct) => note.RunAsync(ct))
        .AddScoped<AddTask>()
        .AddScoped<CompleteTask>()
        .AddAccountDeskSection(new AccountDeskSection("milestones", 20, typeof(MilestonesSection)))
        .AddNavigation(new NavigationEntry("milestones", typeof(MilestonesWords), "Milestones", Policies.Customer, 30, 'm'));

    public static void MapMilestones(this IEndpointRouteBuilder routes) => routes.MapTasks();
}
