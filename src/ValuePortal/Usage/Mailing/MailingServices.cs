using ValuePortal.Accounts.Desk;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Usage.Mailing;

internal static class MailingServices
{
    /// <summary>The report by mail: who wants it and when, what it says, and the door by which it is stopped.</summary>
    public static IServiceCollection AddMailing(this IServiceCollection services) => services
        .AddScoped<UnsubscribeLinks>()
        .AddScoped<SubscribeToReport>()
        .AddScoped<ListMailedReports>()
        .AddScoped<ChangeMailedReport>()
        .AddScoped<EditMailedReport>()
        .AddAccountDeskSection(new AccountDeskSection(MailingSection.Key, 70, typeof(MailingSection), AccountPart.Usage))
        .AddScoped<ListReportSwitches>()
        .AddMailChoices(new MailChoiceSection("reports", 10, typeof(ReportSwitches)))
        .AddOwnData<ReadOwnReports>("mailedReports", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddScoped<FindReader>()
        .AddScoped<WriteReportMail>()
        .AddScoped<SendReportNow>()
        .AddScoped<SendDueReports>()
        .AddScoped<Unsubscribe>()
        .AddPlace(new Place(MailingPage.Path, typeof(MailingWords), "PageTitle", Policies.Customer))
        .AddRounds<SendDueReports>(TimeSpan.FromSeconds(30), (send, ct) => send.RunAsync(ct));

    /// <summary>
    /// Where mail programs post to when their reader wants no more (RFC 8058). They have no cookie and no form of ours: that the link is
    /// one of ours is the proof. To read the address changes nothing, since programs that look for bad links read every one.
    /// </summary>
    public static void MapMailing(this IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup(UnsubscribeLinks.OneClick).AllowAnonymous().RequireRateLimiting(SignInLimits.PerAddress);
        door.MapGet("", (string? token) => TypedResults.LocalRedirect(UnsubscribeLinks.Page + QueryString.Create("token", token ?? "")));
        door.MapPost("", async (Unsubscribe unsubscribe, string? token, CancellationToken ct) =>
            (await unsubscribe.RunAsync(token, ct)).Match<IResult>(
                _ => TypedResults.NoContent(),
                refusal => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status400BadRequest)));
    }
}

/// <summary>The words of this folder, in <c>MailingWords.resx</c> and <c>MailingWords.zh-CN.resx</c>.</summary>
public sealed class MailingWords;
