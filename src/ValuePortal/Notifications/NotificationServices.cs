using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Notifications.Pages;
using ValuePortal.Notifications.Webhooks;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Notifications;

public static class NotificationServices
{
    /// <summary>The name of the limit on how often one address may use links of mails: apart from sign-in, so that neither is in the other's way.</summary>
    public const string PerAddress = "notice-links";

    private const string Open = "/inbox/open";

    /// <summary>What people are told, in their inbox and by mail as they choose.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddPostLimit(PerAddress)
        .AddSingleton<NoticeKinds>()
        .AddScoped<NoticeLinks>()
        .AddScoped<Tell>()
        .AddWebhooks()
        .AddScoped<ReadInbox>()
        .AddScoped<MarkRead>()
        .AddScoped<ChooseNotices>()
        .AddScoped<SendNotices>()
        .AddRounds<SendNotices>(TimeSpan.FromSeconds(30), (send, ct) => send.RunAsync(ct))
        .AddScoped<SweepNotices>()
        .AddRounds<SweepNotices>(TimeSpan.FromHours(6), (sweep, ct) => sweep.RunAsync(ct))
        .AddHeadTool(new HeadTool(10, typeof(InboxLink)))
        .AddMailChoices(new MailChoiceSection("notices", 5, typeof(NoticeSwitch)))
        .AddOwnData<ReadOwnNotices>("notices", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddPersonRemains(NoticesOfLeavingPerson.Remains)
        .AddPlace(new Place(InboxPage.Path, typeof(NotificationWords), "Inbox", Policies.SignedIn))
        .AddPlace(new Place(NoticeChoicesPage.Path, typeof(NotificationWords), "ChoicesTitle", Policies.SignedIn));

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        // Opening it is reading it. One that is not the person's leads to the inbox, as one that is gone does.
        routes.MapGet(Open, async (MarkRead mark, Viewer viewer, Guid? notice, CancellationToken ct) =>
            TypedResults.LocalRedirect(notice is { } id && await mark.RunAsync(viewer, id, ct) is { } link ? link : "/" + InboxPage.Path))
            .RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();

        // Mail programs have no cookie and no form of ours: that the link is one of ours is the proof. To read the address changes nothing.
        var stop = routes.MapGroup(NoticeLinks.OneClick).AllowAnonymous().RequireRateLimiting(PerAddress);
        stop.MapGet("", (string? token) => TypedResults.LocalRedirect(NoticeLinks.Page + QueryString.Create("token", token ?? "")));
        stop.MapPost("", async (ChooseNotices choose, string? token, CancellationToken ct) =>
            (await choose.StopAsync(token, ct)).Match<IResult>(
                _ => TypedResults.NoContent(),
                refusal => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status400BadRequest)));
    }
}

/// <summary>The words of this module, in <c>NotificationWords.resx</c> and <c>NotificationWords.zh-CN.resx</c>.</summary>
public sealed class NotificationWords;
