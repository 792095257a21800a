namespace ValuePortal.Identity.Keys;

/// <summary>The words of keys, in <c>KeyWords.resx</c> and <c>KeyWords.zh-CN.resx</c>.</summary>
public sealed class KeyWords;
