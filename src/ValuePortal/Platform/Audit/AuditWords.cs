namespace ValuePortal.Platform.Audit;

/// <summary>The words for lines of the audit log, in <c>AuditWords.resx</c> and <c>AuditWords.zh-CN.resx</c>: a module above adds those of its actions.</summary>
public sealed class AuditWords;
