namespace ValuePortal.Reviews;

/// <summary>The words of this module, in <c>ReviewsWords.resx</c> and <c>ReviewsWords.zh-CN.resx</c>.</summary>
public sealed class ReviewsWords;
