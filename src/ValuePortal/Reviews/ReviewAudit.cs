namespace ValuePortal.Reviews;

/// <summary>What the audit log records of reviews, beside reading and downloading.</summary>
public static class ReviewAudit
{
    public const string Composed = "review-composed";
    public const string Published = "review-published";
    public const string Ready = "review-ready";
    public const string MeetingSet = "review-meeting-set";
    public const string BatchAsked = "review-drafts-asked";
    public const string BatchScheduled = "review-drafts-scheduled";
    public const string TemplateSaved = "review-template-saved";
    public const string PromiseMade = "promise-made";
    public const string PromiseMarked = "promise-marked";
}
