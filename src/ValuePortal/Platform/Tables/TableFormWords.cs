namespace ValuePortal.Platform.Tables;

/// <summary>The words about how a table is written, in <c>TableFormWords.resx</c> and <c>TableFormWords.zh-CN.resx</c>.</summary>
public sealed class TableFormWords;
