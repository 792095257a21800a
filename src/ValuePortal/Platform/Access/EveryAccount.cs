using System.Reflection;

namespace ValuePortal.Platform.Access;

/// <summary>
/// The reasons for which a statement may cross accounts: each such statement lifts the filter by name and is tagged with one of
/// these. A test prints the list, so that a new one is seen.
/// </summary>
public static class EveryAccount
{
    public const string Prefix = "every account: ";

    /// <summary>The whole list.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [.. typeof(EveryAccount).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral && field.Name != nameof(Prefix))
        .Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>An event names its account by external id before anybody knows whose it is.</summary>
    public const string FindByExternalId = Prefix + "find by external id";

    /// <summary>The vendor's admin works for all accounts: their ids are read once a request, to become a scope.</summary>
    public const string ScopeOfVendorAdmin = Prefix + "scope of the vendor's admin";

    /// <summary>Which accounts a customer success manager has in care is read once a request, to become a scope.</summary>
    public const string ScopeOfCare = Prefix + "scope of care";

    /// <summary>A vendor's read key without an account reads all of them: their ids are read once a request.</summary>
    public const string ScopeOfReadKey = Prefix + "scope of a read key";

    /// <summary>Raw events of all accounts are dropped by when they were stored.</summary>
    public const string Retention = Prefix + "retention of raw events";


    /// <summary>Drafts of forms that nobody touched for a month are dropped, whoever typed them.</summary>
    public const string OldDrafts = Prefix + "old drafts";

    /// <summary>Which accounts have milestones is read once an hour; each is then measured by itself.</summary>
    public const string MeasuredMilestones = Prefix + "measured milestones";

    /// <summary>Roll-ups of all accounts are counted anew from raw events, by command.</summary>
    public const string Recount = Prefix + "recount of roll-ups";

    /// <summary>
    /// A product manager answers the requests of all customers and sees nothing else of them: the ids are read for the desk of
    /// requests, and never become the viewer's own scope.
    /// </summary>
    public const string ScopeOfRequestDesk = Prefix + "scope of the request desk";

    /// <summary>How many companies want a request is counted over all of them; only the number is shown.</summary>
    public const string CompaniesThatWant = Prefix + "companies that want a request";

    /// <summary>Whoever asked for a request, wants it or follows it is told of it, of whatever company; each in its own language and on its own page.</summary>
    public const string FollowersToTell = Prefix + "followers to tell";

    /// <summary>How many people of all accounts use a feature counts for what is asked about it; only the number is shown.</summary>
    public const string UsersOfFeatures = Prefix + "users of features";

    /// <summary>The index of similar requests is made anew for all of them, by command.</summary>
    public const string IndexOfRequests = Prefix + "index of requests";

    /// <summary>Once a month the accounts that take part in the comparison are read, each to be measured by itself; pages read their own result.</summary>
    public const string PeerBenchmark = Prefix + "peer benchmark";

    /// <summary>Mails of all accounts are delivered in the order in which they are due, and listed by command.</summary>
    public const string MailsOnTheirWay = Prefix + "mails on their way";

    /// <summary>Whose provider is for an e-mail's domain is looked up before anybody is signed in; a domain belongs to one account.</summary>
    public const string SignOnByDomain = Prefix + "single sign-on by domain";

    /// <summary>Open tasks that are due are found over all accounts; each person is then reminded with the own rights.</summary>
    public const string RemindersThatAreDue = Prefix + "reminders that are due";

    /// <summary>A calendar's secret says whose it is; what it shows is then read with that person's own rights.</summary>
    public const string CalendarBySecret = Prefix + "calendar by its secret";

    /// <summary>Reviews whose meeting is near, so that their readers are told.</summary>
    public const string PreReadsThatAreDue = Prefix + "pre-reads that are due";

    /// <summary>A review's code, or the hash of its document, says which review it is; who has it has the document.</summary>
    public const string ReviewByItsCode = Prefix + "review by its code";

    /// <summary>Which accounts have a chain of audit lines is read by command; each is then worked out by itself.</summary>
    public const string AuditChains = Prefix + "audit chains";

    /// <summary>Heavy jobs that wait are counted and found over all accounts; each is then done with the rights of who asked for it.</summary>
    public const string JobsThatWait = Prefix + "jobs that wait";

    /// <summary>Which accounts there are is read once an hour; each is then sorted into its tier by itself.</summary>
    public const string TiersByRule = Prefix + "tiers by rule";

    /// <summary>Reports that are due are found over all accounts; each is then made for its own reader.</summary>
    public const string ReportsThatAreDue = Prefix + "reports that are due by mail";

    /// <summary>What is to go out by mail is found over all accounts; each person's mail is then written in its own company's scope.</summary>
    public const string NoticesThatAreDue = Prefix + "notices that are due by mail";

    /// <summary>What people were told long ago is dropped over all accounts by its age.</summary>
    public const string NoticesThatAreOld = Prefix + "notices that are old";

    /// <summary>The secret of a feed of releases says whose it is; what it shows is then read for that company alone.</summary>
    public const string FeedBySecret = Prefix + "feed of releases by its secret";
}
