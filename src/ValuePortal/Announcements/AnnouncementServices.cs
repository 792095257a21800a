using System.Text;
using ValuePortal.Accounts.Desk;
using ValuePortal.Announcements.Api;
using ValuePortal.Announcements.Desk;
using ValuePortal.Announcements.Feed;
using ValuePortal.Announcements.Pages;
using ValuePortal.Announcements.Reach;
using ValuePortal.Announcements.Roadmap;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Announcements;

public static class AnnouncementServices
{
    /// <summary>What is new, what is to come, and whether it reached those who asked for it.</summary>
    public static IServiceCollection AddAnnouncements(this IServiceCollection services) => services
        .AddSingleton(ReachMetrics.Catalog)
        .AddScoped<AudienceOfReleases>()
        .AddScoped<SaveRelease>()
        .AddScoped<PublishRelease>()
        .AddScoped<FinishReleases>()
        .AddRounds<PublishRelease>(TimeSpan.FromMinutes(1), (publish, ct) => publish.PublishDueAsync(ct))
        .AddScoped<ReadReleaseForDesk>()
        .AddScoped<ReadReleases>()
        .AddScoped<SetTarget>()
        .AddScoped<ReadRoadmap>()
        .AddScoped<PlanItem>()
        .AddScoped<MeasureUse>()
        .AddScoped<ReadReach>()
        .AddScoped<NoteCall>()
        .AddScoped<ReadWishes>()
        .AddScoped<ReleaseFeeds>()
        .AddNoticeKind(ReleaseNotices.PublishedKind)
        .AddRequestSection(new RequestSection("wish", OnDesk: false, typeof(WishOfRequest)))
        .AddRequestSection(new RequestSection("target", OnDesk: true, typeof(TargetForm)))
        .AddAccountDeskSection(new AccountDeskSection("releases", 35, typeof(TalkingSection)))
        .AddOwnData<ReadOwnReleases>("releases", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddPersonRemains(ReleasesOfLeavingPerson.Remains)
        .AddPlace(new Place("roadmap", typeof(AnnouncementWords), "Roadmap", Policies.Customer))
        .AddPlace(new Place("wishes", typeof(AnnouncementWords), "Wishes", Policies.Customer))
        .AddPlace(new Place(ReleaseFeedPage.Path, typeof(AnnouncementWords), "FeedTitle", Policies.CustomerAdmin))
        .AddPlace(new Place("desk/releases/new", typeof(AnnouncementWords), "NewRelease", Policies.ProductWork, Action: true))
        .AddPlace(new Place("desk/roadmap", typeof(AnnouncementWords), "OwnPlans", Policies.ProductWork))
        .AddPlace(new Place(UntoldPage.Path, typeof(AnnouncementWords), "Untold", Policies.AccountWork))
        .AddNavigation(new NavigationEntry("releases", typeof(AnnouncementWords), "News", Policies.Customer, 45, 'n'))
        .AddNavigation(new NavigationEntry("desk/releases", typeof(AnnouncementWords), "DeskReleases", Policies.Staff, 145, 'n'));

    public static void MapAnnouncements(this IEndpointRouteBuilder routes)
    {
        routes.MapReleaseApi();
        routes.MapGet(ReleaseFeeds.Path + "{secret}.atom", async (ReleaseFeeds feeds, HttpContext http, string secret, CancellationToken ct) =>
        {
            // The address is a key: it goes into no cache.
            http.Response.Headers.CacheControl = "no-store";
            return await feeds.WriteAsync(secret, ct) is { } feed ? (IResult)TypedResults.Text(feed, "application/atom+xml", Encoding.UTF8) : TypedResults.NotFound();
        }).AllowAnonymous();
    }
}
