namespace ValuePortal.Roi.Portfolio;

/// <summary>The words of the portfolio and its rates, in <c>PortfolioWords.resx</c> and <c>PortfolioWords.zh-CN.resx</c>.</summary>
public sealed class PortfolioWords;
