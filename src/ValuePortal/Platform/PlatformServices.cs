using Microsoft.EntityFrameworkCore.Diagnostics;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Drafts;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform;

public static class PlatformServices
{
    /// <summary>The ground: time, database, who is looking, the audit log, the frame of pages.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, DataFolder folder, bool development)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        if (development)
        {
            services.AddSingleton<IInterceptor, AccountTripwire>();
        }

        return services
            .AddMail()
            .AddDrafts()
            .AddJobs()
            .AddPortalData(folder)
            .AddPolicies()
            .AddPortalUi()
            .AddScoped<CurrentViewer>()
            .AddSingleton<AuditLog>()
            .AddSingleton<ReadLastSignIns>()
            .AddScoped<AuditPhrases>()
            .AddScoped<ReadAuditLog>()
            .AddScoped<ExportAuditLog>()
            .AddSingleton<VerifyAudit>()
            .AddVerb(VerifyAuditVerb.Verb)
            .AddScoped<WriteExport>()
            .AddSingleton<ReadLimit>();
    }
}
