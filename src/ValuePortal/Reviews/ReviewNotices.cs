using ValuePortal.Notifications;

namespace ValuePortal.Reviews;

/// <summary>What people are told of reviews.</summary>
internal static class ReviewNotices
{
    public const string Published = "review-published";
    public const string PreRead = "review-pre-read";
    public const string Commented = "review-commented";
    public const string Answered = "review-answered";

    public static NoticeKind PublishedKind => new(Published, ForStaff: false, NoticeWay.Mail, typeof(ReviewsWords), "NoticePublishedName", "NoticePublished");

    public static NoticeKind PreReadKind => new(PreRead, ForStaff: false, NoticeWay.Mail, typeof(ReviewsWords), "NoticePreReadName", "NoticePreRead");

    public static NoticeKind CommentedKind => new(Commented, ForStaff: true, NoticeWay.Mail, typeof(ReviewsWords), "NoticeCommentedName", "NoticeCommented");

    public static NoticeKind AnsweredKind => new(Answered, ForStaff: false, NoticeWay.Mail, typeof(ReviewsWords), "NoticeAnsweredName", "NoticeAnswered");
}
