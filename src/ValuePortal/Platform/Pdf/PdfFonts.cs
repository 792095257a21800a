namespace ValuePortal.Platform.Pdf;

/// <summary>
/// The families a document is set in, in order of preference: the first one that has a character draws it. Every family brings a
/// regular and a bold face. Read once, used by any number of documents at the same time.
/// </summary>
public sealed class PdfFonts
{
    private readonly TrueTypeFace[] _faces;

    /// <param name="families">TrueType files: the Latin family first, then those it is to be helped out by.</param>
    public PdfFonts(params IReadOnlyList<(byte[] Regular, byte[] Bold)> families)
    {
        ArgumentOutOfRangeException.ThrowIfZero(families.Count);
        _faces = [.. families.SelectMany(family => new[] { new TrueTypeFace(family.Regular), new TrueTypeFace(family.Bold) })];
    }

    internal int FaceCount => _faces.Length;

    /// <summary>The Latin and Chinese families that lie in <c>fonts</c> beside the program.</summary>
    public static PdfFonts LoadShipped()
    {
        return new((Read("Inter-Regular"), Read("Inter-Bold")), (Read("NotoSansSC-Regular"), Read("NotoSansSC-Bold")));

        static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fonts", $"{name}.ttf"));
    }

    internal TrueTypeFace Face(int index) => _faces[index];

    /// <summary>The face and glyph of a character; glyph 0 of the first face, a visible box, when no family has it.</summary>
    /// <param name="wide">Quotation marks and the like stand in both scripts; in East Asian text the later families come first.</param>
    internal (int Face, int Glyph) Find(int codePoint, bool bold, bool wide)
    {
        var (first, step) = wide ? (_faces.Length - 2, -2) : (0, 2);
        for (var family = first; family >= 0 && family < _faces.Length; family += step)
        {
            var face = family + (bold ? 1 : 0);
            if (_faces[face].Glyph(codePoint) is var glyph and not 0)
            {
                return (face, glyph);
            }
        }

        return (bold ? 1 : 0, 0);
    }
}
