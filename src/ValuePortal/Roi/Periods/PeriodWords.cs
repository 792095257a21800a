namespace ValuePortal.Roi.Periods;

/// <summary>The words of the comparison of two periods, in <c>PeriodWords.resx</c> and <c>PeriodWords.zh-CN.resx</c>.</summary>
public sealed class PeriodWords;
