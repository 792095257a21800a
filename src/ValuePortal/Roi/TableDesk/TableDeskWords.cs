namespace ValuePortal.Roi.TableDesk;

/// <summary>The words of the desk's forms for tables, in <c>TableDeskWords.resx</c> and <c>TableDeskWords.zh-CN.resx</c>.</summary>
public sealed class TableDeskWords;
