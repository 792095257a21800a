namespace ValuePortal.Roi.OverTime;

/// <summary>The words of value over time and its files, in <c>OverTimeWords.resx</c> and <c>OverTimeWords.zh-CN.resx</c>.</summary>
public sealed class OverTimeWords;
