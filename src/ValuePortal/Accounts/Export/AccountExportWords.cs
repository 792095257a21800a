namespace ValuePortal.Accounts.Export;

/// <summary>The words of the page on which a company takes everything along, in <c>AccountExportWords.resx</c> and <c>AccountExportWords.zh-CN.resx</c>.</summary>
public sealed class AccountExportWords;
