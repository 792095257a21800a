namespace ValuePortal.Accounts;

/// <summary>The words of this module, in <c>AccountsWords.resx</c> and <c>AccountsWords.zh-CN.resx</c>.</summary>
public sealed class AccountsWords;
