namespace ValuePortal.Announcements;

/// <summary>What the audit log records of releases.</summary>
internal static class ReleaseAudit
{
    public const string Saved = "release-saved";
    public const string Scheduled = "release-scheduled";
    public const string Published = "release-published";
    public const string ToldByCall = "release-told";
    public const string TargetMoved = "target-moved";
    public const string RoadmapChanged = "roadmap-changed";
    public const string FeedChanged = "release-feed-changed";
}
