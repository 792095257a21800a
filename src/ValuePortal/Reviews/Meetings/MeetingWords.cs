namespace ValuePortal.Reviews.Meetings;

/// <summary>The words of meetings, in <c>MeetingWords.resx</c> and <c>MeetingWords.zh-CN.resx</c>.</summary>
public sealed class MeetingWords;
