namespace ValuePortal.Identity.Passkeys;

/// <summary>The words of passkeys, in <c>PasskeyWords.resx</c> and <c>PasskeyWords.zh-CN.resx</c>.</summary>
public sealed class PasskeyWords;
