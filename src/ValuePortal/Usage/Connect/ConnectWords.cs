namespace ValuePortal.Usage.Connect;

/// <summary>The words with which a vendor connects its product, in <c>ConnectWords.resx</c> and <c>ConnectWords.zh-CN.resx</c>.</summary>
public sealed class ConnectWords;
