namespace ValuePortal.Identity.SecondFactor;

/// <summary>The words of the second factor, in <c>FactorWords.resx</c> and <c>FactorWords.zh-CN.resx</c>.</summary>
public sealed class FactorWords;
