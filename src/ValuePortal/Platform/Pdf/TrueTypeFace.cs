using System.Buffers.Binary;
using System.Text;

namespace ValuePortal.Platform.Pdf;

/// <summary>One TrueType font file with quadratic outlines, read once and shared by all documents.</summary>
internal sealed class TrueTypeFace
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly ushort[] _glyphOfBasic = new ushort[0x10000];
    private readonly Dictionary<int, ushort> _glyphOfSupplementary = [];
    private readonly Dictionary<uint, short> _kerning = [];
    private readonly ushort[] _advances;
    private readonly bool _longOffsets;

    public TrueTypeFace(byte[] file)
    {
        _file = file;
        if (file.Length < 12 || U32(0) != 0x00010000)
        {
            throw new InvalidDataException("This is no TrueType font with quadratic outlines.");
        }

        for (var table = 0; table < U16(4); table++)
        {
            var entry = 12 + (16 * table);
            _tables[Encoding.ASCII.GetString(file, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }

        var head = Start("head");
        UnitsPerEm = U16(head + 18);
        Box = (Scaled(S16(head + 36)), Scaled(S16(head + 38)), Scaled(S16(head + 40)), Scaled(S16(head + 42)));
        _longOffsets = U16(head + 50) == 1;
        GlyphCount = U16(Start("maxp") + 4);
        Ascent = Scaled(S16(Start("hhea") + 4));
        Descent = Scaled(S16(Start("hhea") + 6));
        var os2 = Start("OS/2");
        CapHeight = U16(os2) >= 2 ? Scaled(S16(os2 + 88)) : Ascent * 7 / 10;
        Weight = U16(os2 + 4);
        Name = ReadName();
        _advances = new ushort[GlyphCount];
        var (metrics, lastMetric) = (Start("hmtx"), U16(Start("hhea") + 34) - 1);
        for (var glyph = 0; glyph < GlyphCount; glyph++)
        {
            _advances[glyph] = (ushort)Scaled(U16(metrics + (4 * Math.Min(glyph, lastMetric))));
        }

        ReadCharacters();
        ReadKerning();
    }

    public string Name { get; }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    public int Weight { get; }

    /// <summary>Thousandths of the font's size, as are all lengths here.</summary>
    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public (int Left, int Bottom, int Right, int Top) Box { get; }

    /// <summary>The glyph of a character; 0, the mark for "none", when the font has no such character.</summary>
    public ushort Glyph(int codePoint) => codePoint < 0x10000
        ? _glyphOfBasic[codePoint]
        : _glyphOfSupplementary.GetValueOrDefault(codePoint);

    public int Advance(int glyph) => _advances[glyph];

    public int Kerning(int left, int right) => _kerning.GetValueOrDefault(((uint)left << 16) | (uint)right);

    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var offsets = Start("loca");
        var (from, to) = _longOffsets
            ? ((int)U32(offsets + (4 * glyph)), (int)U32(offsets + (4 * glyph) + 4))
            : (2 * U16(offsets + (2 * glyph)), 2 * U16(offsets + (2 * glyph) + 2));
        return _file.AsSpan(Start("glyf") + from, to - from);
    }

    /// <summary>What lies left of a glyph's outline, in the font's own units (as the subset's metrics want it).</summary>
    public (int Advance, int LeftBearing) Metrics(int glyph)
    {
        var (start, last) = (Start("hmtx"), U16(Start("hhea") + 34) - 1);
        return glyph <= last
            ? (U16(start + (4 * glyph)), U16(start + (4 * glyph) + 2))
            : (U16(start + (4 * last)), U16(start + (4 * (last + 1)) + (2 * (glyph - last - 1))));
    }

    /// <summary>A table as it stands in the file; empty when the font has none of that name.</summary>
    public ReadOnlySpan<byte> Table(string name) =>
        _tables.TryGetValue(name, out var table) ? _file.AsSpan(table.Offset, table.Length) : [];

    private void ReadCharacters()
    {
        var table = Start("cmap");
        var (basic, full) = (0, 0);
        for (var entry = 0; entry < U16(table + 2); entry++)
        {
            var subtable = table + (int)U32(table + 8 + (8 * entry));
            basic = U16(subtable) == 4 ? subtable : basic;
            full = U16(subtable) == 12 ? subtable : full;
        }

        if (full != 0)
        {
            ReadGroups(full);
        }
        else if (basic != 0)
        {
            ReadSegments(basic);
        }
        else
        {
            throw new InvalidDataException("The font has no Unicode character table.");
        }
    }

    private void ReadGroups(int table)
    {
        for (var group = 0; group < U32(table + 12); group++)
        {
            var entry = table + 16 + (12 * group);
            var (first, last, glyph) = ((int)U32(entry), (int)U32(entry + 4), (int)U32(entry + 8));
            for (var codePoint = first; codePoint <= last; codePoint++, glyph++)
            {
                if (codePoint < 0x10000)
                {
                    _glyphOfBasic[codePoint] = (ushort)glyph;
                }
                else
                {
                    _glyphOfSupplementary[codePoint] = (ushort)glyph;
                }
            }
        }
    }

    private void ReadSegments(int table)
    {
        var size = U16(table + 6);
        for (var segment = 0; segment < size; segment += 2)
        {
            var last = U16(table + 14 + segment);
            var first = U16(table + 16 + size + segment);
            var delta = U16(table + 16 + (2 * size) + segment);
            var place = table + 16 + (3 * size) + segment;
            var range = U16(place);
            for (var codePoint = first; codePoint <= last && codePoint < 0xFFFF; codePoint++)
            {
                var glyph = range == 0 ? codePoint : U16(place + range + (2 * (codePoint - first)));
                _glyphOfBasic[codePoint] = glyph == 0 ? (ushort)0 : (ushort)(glyph + delta);
            }
        }
    }

    private void ReadKerning()
    {
        if (!_tables.TryGetValue("kern", out var table) || U16(table.Offset) != 0)
        {
            return;
        }

        var pairs = table.Offset + 4;
        for (var pair = 0; pair < U16(pairs + 6); pair++)
        {
            var entry = pairs + 14 + (6 * pair);
            _kerning[U32(entry)] = (short)Scaled(S16(entry + 4));
        }
    }

    private string ReadName()
    {
        var table = Start("name");
        for (var record = 0; record < U16(table + 2); record++)
        {
            var entry = table + 6 + (12 * record);
            if (U16(entry) == 3 && U16(entry + 6) == 6)
            {
                return Encoding.BigEndianUnicode.GetString(_file, table + U16(table + 4) + U16(entry + 10), U16(entry + 8));
            }
        }

        return "Font";
    }

    private int Start(string name) => _tables.TryGetValue(name, out var table)
        ? table.Offset
        : throw new InvalidDataException($"The font has no {name} table.");

    private int Scaled(int units) => (int)Math.Round(units * 1000d / UnitsPerEm, MidpointRounding.AwayFromZero);

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
