namespace ValuePortal.Roi.Agreement;

/// <summary>A reason or an answer as somebody wrote it.</summary>
internal static class FigureNote
{
    /// <summary>Without spaces around it and without control signs but line breaks; null when nothing is left.</summary>
    public static string? Read(string? written)
    {
        var text = string.Concat((written ?? "").ReplaceLineEndings("\n").Where(sign => sign is '\n' || !char.IsControl(sign))).Trim();
        return text.Length == 0 ? null : text;
    }
}
