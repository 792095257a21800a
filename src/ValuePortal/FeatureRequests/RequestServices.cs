using ValuePortal.Accounts.Desk;
using ValuePortal.Accounts.Export;
using ValuePortal.FeatureRequests.Channels;
using ValuePortal.FeatureRequests.Comments;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.FeatureRequests.Merging;
using ValuePortal.FeatureRequests.Pages;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.FeatureRequests;

public static class RequestServices
{
    /// <summary>What customers ask for, who wants it too, and what the vendor says to it.</summary>
    public static IServiceCollection AddFeatureRequests(this IServiceCollection services) => services
        .AddOptions<RequestOptions>().BindConfiguration(RequestOptions.Section).ValidateDataAnnotations().ValidateOnStart().Services
        .AddSingleton(RequestMetrics.Catalog)
        .AddOwnData<ReadOwnRequests>("requests", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddSingleton<RequestLimits>()
        .AddSingleton<VoteTurns>()
        .AddScoped<AccountDays>()
        .AddScoped<PromiseAnswer>()
        .AddScoped<SubmitRequest>()
        .AddScoped<CastVote>()
        .AddScoped<WeighVote>()
        .AddScoped<ListAreas>()
        .AddScoped<ReadEchoRecord>()
        .AddScoped<FindSimilar>()
        .AddScoped<IndexRequests>()
        .AddVerb(IndexRequests.Verb)
        .AddScoped<FollowRequest>()
        .AddScoped<ReadFollowers>()
        .AddScoped<ListRequests>()
        .AddScoped<ReadRequest>()
        .AddScoped<ReadVoice>()
        .AddScoped<ReadAsked>()
        .AddScoped<ReadWanted>()
        .AddScoped<ListComing>()
        .AddScoped<ListLinkable>()
        .AddScoped<RequestDesk>()
        .AddScoped<ListForDesk>()
        .AddScoped<ReadForDesk>()
        .AddScoped<AnswerRequest>()
        .AddNoticeKind(RequestNotices.AnsweredKind)
        .AddScoped<PublishRequest>()
        .AddScoped<KeepFile>()
        .AddScoped<TakeRequest>()
        .AddScoped<ImportRequests>()
        .AddScoped<TryImport>()
        .AddRounds<TryImport>(TimeSpan.FromHours(1), (import, ct) => import.SweepAsync(ct))
        .AddScoped<UndoRequestImport>()
        .AddVerb(ImportRequestsVerb.Import)
        .AddVerb(ImportRequestsVerb.Undo)
        .AddScoped<EditRequest>()
        .AddScoped<AssignRequest>()
        .AddScoped<RecordVote>()
        .AddScoped<WriteNote>()
        .AddScoped<EnterRequest>()
        .AddScoped<ChangeMany>()
        .AddScoped<KeepView>()
        .AddScoped<AddComment>()
        .AddScoped<ListComments>()
        .AddScoped<RemoveComment>()
        .AddScoped<DraftOfUnused>()
        .AddScoped<EditComment>()
        .AddScoped<MergeRequests>()
        .AddScoped<PartRequests>()
        .AddScoped<SuggestDuplicates>()
        .AddScoped<RankRequests>()
        .AddScoped<AssessRequest>()
        .AddScoped<StateAreas>()
        .AddScoped<StateRequestSettings>()
        .AddAccountDeskSection(new AccountDeskSection("requests", 35, typeof(RequestsSection), AccountPart.Requests))
        .AddAccountDeskSection(new AccountDeskSection("unused", 40, typeof(UnusedSection), AccountPart.Requests))
        .AddAccountDeskSection(new AccountDeskSection("requests", 30, typeof(EchoGlance)))
        .AddDeskSection(new DeskSection("overdue", 20, typeof(OverdueSection)))
        .AddExportPart(RequestExport.Part)
        .AddPersonRemains(RequestsOfLeavingPerson.Remains)
        .AddNavigation(new NavigationEntry("requests", typeof(RequestWords), "Requests", Policies.Customer, 40, 'r'))
        .AddPlace(new Place("requests/new", typeof(RequestWords), "NewTitle", Policies.Customer, Action: true))
        .AddNavigation(new NavigationEntry(DeskChoice.Path, typeof(RequestWords), "DeskTitle", Policies.Staff, 140, 'r'));

    public static void MapFeatureRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapVote();
        routes.MapSimilar();
        routes.MapRequestApi();
        routes.MapRequestFiles();
    }
}
