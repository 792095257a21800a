using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Notifications.Webhooks;

internal static class WebhookServices
{
    public const string Disabled = "webhook-disabled";

    /// <summary>Calls to the vendor's own programs when something happens, by Standard Webhooks.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<StageWebhooks>()
        .AddSingleton<WebhookSignature>()
        .AddSingleton<WebhookCaller>()
        .AddScoped<ManageWebhooks>()
        .AddScoped<DeliverWebhooks>()
        .AddRounds<DeliverWebhooks>(TimeSpan.FromSeconds(5), (deliver, ct) => deliver.RunAsync(ct))
        .AddNoticeKind(new NoticeKind(Disabled, ForStaff: true, NoticeWay.Mail, typeof(WebhookWords), "NoticeDisabledName", "NoticeDisabled", "NoticeDisabledDetail"))
        .AddPlace(new Place(WebhooksPage.Path, typeof(WebhookWords), "Webhooks", Policies.VendorAdmin));
}

/// <summary>The words of this folder, in <c>WebhookWords.resx</c> and <c>WebhookWords.zh-CN.resx</c>.</summary>
public sealed class WebhookWords;
