namespace ValuePortal.Reviews.Meetings;

/// <summary>What the audit log records of meetings.</summary>
public static class MeetingAudit
{
    public const string Called = "meeting-called";
    public const string Started = "meeting-started";
    public const string Ended = "meeting-ended";
}
