namespace ValuePortal.Platform.Pdf;

/// <summary>
/// What a reader's program shows of a document. <paramref name="Language"/> as in <c>en</c> or <c>zh-CN</c>. Without a creation date
/// the file bears none; nothing is taken from the clock, so the same input makes the same bytes.
/// </summary>
public sealed record PdfMetadata(
    string Title, string Language, string? Author = null, string? Creator = null, DateTimeOffset? CreatedAt = null);
