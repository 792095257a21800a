namespace ValuePortal.Roi.Budget;

/// <summary>The words of planned and paid costs, in <c>BudgetWords.resx</c> and <c>BudgetWords.zh-CN.resx</c>.</summary>
public sealed class BudgetWords;
