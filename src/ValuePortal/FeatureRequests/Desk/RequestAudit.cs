namespace ValuePortal.FeatureRequests.Desk;

/// <summary>What the audit log records of requests.</summary>
public static class RequestAudit
{
    public const string Answered = "request-answered";
    public const string Published = "request-published";
    public const string Withdrawn = "request-withdrawn";
}
