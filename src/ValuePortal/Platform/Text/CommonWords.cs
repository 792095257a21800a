namespace ValuePortal.Platform.Text;

/// <summary>The words that every page may need, in <c>CommonWords.resx</c> and <c>CommonWords.zh-CN.resx</c>.</summary>
public sealed class CommonWords;
