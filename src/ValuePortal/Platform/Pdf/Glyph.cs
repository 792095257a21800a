namespace ValuePortal.Platform.Pdf;

/// <summary>
/// One character as it will be drawn. <paramref name="Advance"/> is in thousandths of the font's size, with the kerning to the next
/// glyph in it.
/// </summary>
internal readonly record struct Glyph(int CodePoint, ushort Index, short Advance, byte Face, Rgb Color)
{
    public const int NewLine = '\n';
}
