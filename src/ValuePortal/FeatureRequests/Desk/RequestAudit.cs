namespace ValuePortal.FeatureRequests.Desk;

/// <summary>What the audit log records of requests.</summary>
public static class RequestAudit
{
    public const string Answered = "request-answered";
    public const string Published = "request-published";
    public const string Withdrawn = "request-withdrawn";
    public const string Reworded = "request-reworded";
    public const string Assigned = "request-assigned";
    public const string Merged = "request-merged";
    public const string Parted = "request-parted";
    public const string VoteRecorded = "request-vote-recorded";
    public const string Entered = "request-entered";
    public const string Imported = "requests-imported";
    public const string ImportUndone = "requests-import-undone";
    public const string CommentRemoved = "request-comment-removed";
    public const string SettingsChanged = "request-settings-changed";
}
