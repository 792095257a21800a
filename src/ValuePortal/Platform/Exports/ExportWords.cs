namespace ValuePortal.Platform.Exports;

/// <summary>The words on and about files that leave the portal, in <c>ExportWords.resx</c> and <c>ExportWords.zh-CN.resx</c>.</summary>
public sealed class ExportWords;
