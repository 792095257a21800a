using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Accounts.Export;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Agreement.Pages;
using ValuePortal.Roi.Budget;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.OverTime;
using ValuePortal.Roi.Peers;
using ValuePortal.Roi.Periods;
using ValuePortal.Roi.Portfolio;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;
using ValuePortal.Roi.TableDesk;
using ValuePortal.Roi.WhatIf;

namespace ValuePortal.Roi;

public static class RoiServices
{
    /// <summary>Value models, what they come to, and the desk's forms for them.</summary>
    public static IServiceCollection AddRoi(this IServiceCollection services) => services
        .AddSingleton(RoiMetrics.Catalog)
        .AddSingleton(PeriodMetrics.Catalog)
        .AddSheets()
        .AddValuePeers()
        .AddPortfolio()
        .AddWhatIf()
        .AddTableDesk()
        .AddScoped<ReadValue>()
        .AddScoped<NameDrivers>()
        .AddScoped<ReadValueSummary>()
        .AddScoped<ExportValue>()
        .AddScoped<ReadValueModel>()
        .AddScoped<ReadAsCustomer>()
        .AddScoped<ReadFigure>()
        .AddScoped<DecideFigure>()
        .AddScoped<AnswerObjection>()
        .AddScoped<ListObjections>()
        .AddScoped<ExportTrail>()
        .AddOwnData<ReadOwnDecisions>("valueDecisions", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddScoped<TellVendor>()
        .AddNoticeKind(TellVendor.ObjectionKind)
        .AddScoped<TellCustomer>()
        .AddScoped<ChooseAnswerMails>()
        .AddMailChoices(new MailChoiceSection("answers", 15, typeof(AnswerMailSwitch)))
        .AddDeskSection(new DeskSection("objections", 10, typeof(ObjectionsSection)))
        .AddScoped<SetTerms>()
        .AddScoped<LockPeriod>()
        .AddScoped<SaveDriver>()
        .AddScoped<FillDriver>()
        .AddScoped<RemoveDriver>()
        .AddScoped<UndoModelChange>()
        .AddScoped<RecordMonth>()
        .AddScoped<AddInvestment>()
        .AddScoped<RemoveInvestment>()
        .AddSingleton(BudgetMetrics.Catalog)
        .AddScoped<RecordPayment>()
        .AddScoped<ReadBudget>()
        .AddAccountDeskSection(new AccountDeskSection("value", 10, typeof(ValueSection), AccountPart.Value))
        .AddAccountDeskSection(new AccountDeskSection("value", 10, typeof(ValueGlance)))
        .AddExportPart(ValueFiles.Part)
        .AddPersonRemains(ValueOfLeavingPerson.Remains)
        .AddNavigation(new NavigationEntry("value", typeof(RoiWords), "Value", Policies.Customer, 20, 'v'));

    public static void MapRoi(this IEndpointRouteBuilder routes)
    {
        routes.MapValueApi();
        routes.MapValueExports();
        routes.MapPortfolio();
        routes.MapWhatIf();
    }
}
