using Microsoft.Extensions.Options;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform.Mail;

internal static class MailServices
{
    /// <summary>Mails that wait in the database, and what delivers them.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>()
            .AddSingleton<MailComposer>()
            .AddSingleton<MailSeal>()
            .AddSingleton<MailBell>()
            .AddSingleton<DeliverMails>()
            .AddSingleton<MailOutbox>()
            .AddSingleton<ReadMailStates>()
            .AddHostedService<MailRounds>()
            .AddVerb(MailVerbs.Test)
            .AddVerb(MailVerbs.List);
    }
}
