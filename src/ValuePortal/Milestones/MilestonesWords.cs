namespace ValuePortal.Milestones;

/// <summary>The words of this module, in <c>MilestonesWords.resx</c> and <c>MilestonesWords.zh-CN.resx</c>.</summary>
public sealed class MilestonesWords;
