using ValuePortal.Notifications;

namespace ValuePortal.Reviews;

/// <summary>What people are told of reviews.</summary>
internal static class ReviewNotices
{
    public const string Published = "review-published";

    public static NoticeKind PublishedKind => new(Published, ForStaff: false, NoticeWay.Mail, typeof(ReviewsWords), "NoticePublishedName", "NoticePublished");
}
