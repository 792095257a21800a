namespace ValuePortal.Platform.Pdf;

/// <summary>One figure of a row of boxes. The tone colours the delta, which must say the same in words.</summary>
public sealed record PdfKpi(string Label, string Value, string Delta = "", PdfTone Tone = PdfTone.Neutral);

public enum PdfTone
{
    Neutral,
    Good,
    Bad,
}
