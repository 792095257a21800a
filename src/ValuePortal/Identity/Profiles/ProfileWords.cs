namespace ValuePortal.Identity.Profiles;

/// <summary>The words of a person's own pages, in <c>ProfileWords.resx</c> and <c>ProfileWords.zh-CN.resx</c>.</summary>
public sealed class ProfileWords;
