using ValuePortal.Accounts.Desk;
using ValuePortal.Accounts.Export;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Ui;
using ValuePortal.Reviews.Bulk;
using ValuePortal.Reviews.Comments;
using ValuePortal.Reviews.Desk;
using ValuePortal.Reviews.Meetings;
using ValuePortal.Reviews.Pages;
using ValuePortal.Reviews.PreRead;
using ValuePortal.Reviews.Promises;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Reviews.Templates;
using ValuePortal.Reviews.Verify;

namespace ValuePortal.Reviews;

public static class ReviewServices
{
    /// <summary>Value reviews: composed at the desk, frozen when they are published, read as a page and as a PDF.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddSingleton(ReviewMetrics.Catalog)
        .AddSingleton(_ => PdfFonts.LoadShipped())
        .AddScoped<ReviewWork>()
        .AddScoped<GatherUsage>()
        .AddScoped<GatherValue>()
        .AddScoped<GatherSnapshot>()
        .AddScoped<GatherPromises>()
        .AddScoped<GatherPeople>()
        .AddScoped<GatherReleases>()
        .AddScoped<GatherBenchmark>()
        .AddScoped<GatherRoadmap>()
        .AddScoped<WriteSentences>()
        .AddScoped<MarkReady>()
        .AddScoped<SetMeeting>()
        .AddScoped<SendPreReads>()
        .AddRounds<SendPreReads>(SendPreReads.Every, (send, ct) => send.RunAsync(ct))
        .AddScoped<NoteOpened>()
        .AddScoped<ReadAttention>()
        .AddScoped<CommentOnReview>()
        .AddScoped<ListComments>()
        .AddNoticeKind(ReviewNotices.PreReadKind)
        .AddNoticeKind(ReviewNotices.CommentedKind)
        .AddNoticeKind(ReviewNotices.AnsweredKind)
        .AddJobKind(WriteDrafts.JobKind)
        .AddScoped<WriteDrafts>()
        .AddScoped<AskForDrafts>()
        .AddScoped<ScheduleDrafts>()
        .AddRounds<ScheduleDrafts>(ScheduleDrafts.Every, (schedule, ct) => schedule.RunAsync(ct))
        .AddScoped<ReadDraftBatches>()
        .AddPlace(new Place("desk/review-drafts", typeof(ReviewsWords), "DraftsForTier", Policies.AccountWork, Action: true))
        .AddScoped<ReadLeftOut>()
        .AddScoped<ReadReviewTemplates>()
        .AddScoped<SaveReviewTemplate>()
        .AddPlace(new Place("desk/review-templates", typeof(ReviewsWords), "ReviewTemplates", Policies.VendorAdmin))
        .AddScoped<MakePromise>()
        .AddScoped<MarkPromise>()
        .AddScoped<TakeStepBack>()
        .AddScoped<ListPromises>()
        .AddOwnData<ReadOwnPromises>("promises", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddPersonRemains(PromisesOfLeavingPerson.Remains)
        .AddScoped<ComposeReview>()
        .AddScoped<EditDraft>()
        .AddScoped<PublishReview>()
        .AddScoped<CorrectReview>()
        .AddScoped<ReadEditions>()
        .AddNoticeKind(ReviewNotices.PublishedKind)
        .AddScoped<ReadReview>()
        .AddScoped<ReadRestatement>()
        .AddScoped<ListReviews>()
        .AddScoped<LatestReview>()
        .AddScoped<NoteIssued>()
        .AddScoped<WriteReviewPdf>()
        .AddScoped<WriteReviewPage>()
        .AddScoped<WriteReviewTables>()
        .AddScoped<VerifyReview>()
        .AddPostLimit(VerifyReview.PerAddress)
        .AddAccountDeskSection(new AccountDeskSection("reviews", 40, typeof(ReviewsSection), AccountPart.Reviews))
        .AddAccountDeskSection(new AccountDeskSection("promises", 41, typeof(PromisesSection), AccountPart.Reviews))
        .AddExportPart(ReviewFiles.Part)
        .AddMeetings()
        .AddNavigation(new NavigationEntry("reviews", typeof(ReviewsWords), "Reviews", Policies.Customer, 50, 'e'));

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapReviewFiles();
        routes.MapMeetings();
    }
}
