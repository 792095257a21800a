using ValuePortal.Notifications;

namespace ValuePortal.Reviews.Meetings;

/// <summary>What people are told of meetings.</summary>
internal static class MeetingNotices
{
    public const string Called = "meeting-called";
    public const string Minutes = "meeting-minutes";

    public static NoticeKind CalledKind => new(Called, ForStaff: false, NoticeWay.Mail, typeof(MeetingWords), "NoticeCalledName", "NoticeCalled");

    public static NoticeKind MinutesKind => new(Minutes, ForStaff: false, NoticeWay.Mail, typeof(MeetingWords), "NoticeMinutesName", "NoticeMinutes");
}
