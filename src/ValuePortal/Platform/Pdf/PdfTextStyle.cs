namespace ValuePortal.Platform.Pdf;

/// <summary>How a text looks. <paramref name="Size"/> in points; <paramref name="LineHeight"/> as a multiple of it.</summary>
public sealed record PdfTextStyle(double Size, Rgb Color = default, bool Bold = false, double LineHeight = 1.45);

/// <summary>A stretch of a paragraph that may be bolder, or of another colour, than the paragraph's style says.</summary>
public readonly record struct PdfSpan(string Text, bool Bold = false, Rgb? Color = null)
{
    public static implicit operator PdfSpan(string text) => new(text);
}

/// <summary>To which edge of its column a text keeps.</summary>
public enum PdfAlign
{
    Left,
    Center,
    Right,
}
