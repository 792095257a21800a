using ValuePortal.Notifications;

namespace ValuePortal.Milestones;

/// <summary>What people are told of milestones.</summary>
internal static class MilestoneNotices
{
    public const string Reached = "milestone-reached";

    public static NoticeKind ReachedKind => new(Reached, ForStaff: false, NoticeWay.Digest, typeof(MilestonesWords), "NoticeReachedName", "NoticeReached");
}
