using ValuePortal.Notifications;

namespace ValuePortal.FeatureRequests;

/// <summary>What people are told of requests.</summary>
internal static class RequestNotices
{
    public const string Answered = "request-answered";

    public static NoticeKind AnsweredKind => new(Answered, ForStaff: false, NoticeWay.Mail, typeof(RequestWords), "NoticeAnsweredName", "NoticeAnswered", "NoticeAnswer");
}
