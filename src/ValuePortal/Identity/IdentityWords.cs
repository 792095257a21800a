namespace ValuePortal.Identity;

/// <summary>The words of this module, in <c>IdentityWords.resx</c> and <c>IdentityWords.zh-CN.resx</c>.</summary>
public sealed class IdentityWords;
