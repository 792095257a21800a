using ValuePortal.Notifications;

namespace ValuePortal.Announcements;

/// <summary>What people are told of releases.</summary>
internal static class ReleaseNotices
{
    public const string Published = "release-published";

    public static NoticeKind PublishedKind => new(Published, ForStaff: false, NoticeWay.Mail, typeof(AnnouncementWords), "NoticePublishedName", "NoticePublished", "NoticeSolves");
}
