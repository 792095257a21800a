namespace ValuePortal.Platform.Jobs;

/// <summary>The words about heavy work, in <c>JobWords.resx</c> and <c>JobWords.zh-CN.resx</c>.</summary>
public sealed class JobWords;
