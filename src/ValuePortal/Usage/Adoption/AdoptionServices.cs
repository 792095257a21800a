using ValuePortal.Accounts.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.Changes;
using ValuePortal.Usage.Adoption.Desk;
using ValuePortal.Usage.Adoption.FirstValue;
using ValuePortal.Usage.Adoption.Seats;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Adoption;

internal static class AdoptionServices
{
    /// <summary>Features, seats, first value, what changed, and the notes on the time line.</summary>
    public static IServiceCollection AddAdoption(this IServiceCollection services) => services
        .AddSingleton(AdoptionMetrics.Catalog)
        .AddScoped<ReadAdoption>()
        .AddScoped<ExportAdoption>()
        .AddScoped<ExportTimeLine>()
        .AddScoped<ReadFeatureUse>()
        .AddScoped<ReadSeatUse>()
        .AddScoped<ReadChanges>()
        .AddScoped<ChangeSentences>()
        .AddScoped<ReadFirstValue>()
        .AddScoped<ListWithoutFirstValue>()
        .AddScoped<StateFirstValue>()
        .AddAccountDeskSection(new AccountDeskSection("first-value", 45, typeof(FirstValueGoalSection), AccountPart.Usage))
        .AddDeskSection(new DeskSection("first-weeks", 20, typeof(WithoutFirstValueSection)))
        .AddScoped<Annotate>()
        .AddScoped<RemoveAnnotation>()
        .AddScoped<ListAnnotations>()
        .AddScoped<ListMarkedDays>()
        .AddScoped<ListOwnAnnotations>()
        .AddScoped<DescribeFeature>()
        .AddScoped<ListFeaturesForDesk>()
        .AddUsageTab(new UsageTab("usage/adoption", typeof(AdoptionWords), "Adoption", Policies.Customer, 20))
        .AddUsageTab(new UsageTab("usage/seats", typeof(AdoptionWords), "Seats", Policies.Customer, 30))
        .AddAccountDeskSection(new AccountDeskSection("timeline", 40, typeof(AnnotationsSection), AccountPart.Usage))
        .AddNavigation(new NavigationEntry("desk/features", typeof(AdoptionWords), "FeaturesDesk", Policies.ProductWork, 150, 'f'))
        .AddPlace(new Place("desk/features/new", typeof(AdoptionWords), "AddFeature", Policies.ProductWork, Action: true))
        .AddPlace(new Place("desk/annotations", typeof(AdoptionWords), "ForAllTitle", Policies.ProductWork));
}
