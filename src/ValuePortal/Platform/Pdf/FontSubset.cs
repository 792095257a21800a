using System.Buffers.Binary;
using System.Text;

namespace ValuePortal.Platform.Pdf;

/// <summary>
/// What one document uses of one face. Every character gets the next free number when it is first drawn, so that pages can leave
/// before the font is known; two characters that share a glyph keep numbers of their own, or copied text would mix them up.
/// </summary>
internal sealed class FontSubset(TrueTypeFace face)
{
    private readonly Dictionary<int, int> _numbers = [];
    private readonly ushort[] _numbersOfLatin = new ushort[0x180];
    private readonly List<(int CodePoint, int Glyph)> _used = [(0, 0)];

    public TrueTypeFace Face => face;

    public int Number(int codePoint, int glyph)
    {
        var isLatin = codePoint < _numbersOfLatin.Length;
        var number = isLatin ? _numbersOfLatin[codePoint] : _numbers.GetValueOrDefault(codePoint);
        if (number == 0)
        {
            number = _used.Count;
            _used.Add((codePoint, glyph));
            if (isLatin)
            {
                _numbersOfLatin[codePoint] = (ushort)number;
            }
            else
            {
                _numbers[codePoint] = number;
            }
        }

        return number;
    }

    /// <summary>Writes the font; <paramref name="number"/> is what the pages call it by.</summary>
    public void Write(PdfFile file, int number)
    {
        var name = $"{Tag()}+{face.Name}";
        var (descendant, descriptor, program, unicode) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var body = new ByteWriter(4096);
        body.Ascii($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>");
        file.Write(number, body);

        body.Clear();
        body.Ascii($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
        body.Ascii($"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W[0[");
        foreach (var (_, glyph) in _used)
        {
            body.Int(face.Advance(glyph)).Byte((byte)' ');
        }

        file.Write(descendant, body.Raw("]]>>"u8));

        body.Clear();
        body.Ascii($"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{face.Box.Left} {face.Box.Bottom} {face.Box.Right} {face.Box.Top}]");
        body.Ascii($"/ItalicAngle 0/Ascent {face.Ascent}/Descent {face.Descent}/CapHeight {face.CapHeight}");
        body.Ascii($"/StemV {(face.Weight >= 600 ? 140 : 80)}/FontFile2 {program} 0 R>>");
        file.Write(descriptor, body);

        var font = Program();
        file.WriteStream(program, font.Written, $"/Length1 {font.Length}");
        file.WriteStream(unicode, UnicodeMap().Written);
    }

    private ByteWriter UnicodeMap()
    {
        var map = new ByteWriter(4096);
        map.Raw("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"u8);
        map.Raw("/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"u8);
        map.Raw("1 begincodespacerange <0000> <FFFF> endcodespacerange\n"u8);
        const int PerBlock = 100; // the most that a block may hold
        for (var first = 1; first < _used.Count; first += PerBlock)
        {
            var end = Math.Min(first + PerBlock, _used.Count);
            map.Int(end - first).Raw(" beginbfchar\n"u8);
            for (var number = first; number < end; number++)
            {
                map.Byte((byte)'<').Hex16(number).Raw("> <"u8).Utf16(_used[number].CodePoint).Raw(">\n"u8);
            }

            map.Raw("endbfchar\n"u8);
        }

        return map.Raw("endcmap CMapName currentdict /CMap defineresource pop end end\n"u8);
    }

    /// <summary>The font program with the used glyphs only, numbered as the pages number them; parts of composites follow.</summary>
    internal ByteWriter Program()
    {
        var glyphs = _used.ConvertAll(used => used.Glyph);
        var parts = new Dictionary<int, int>();
        var (outlines, offsets, metrics) = (new ByteWriter(64 * 1024), new ByteWriter(4096), new ByteWriter(4096));
        for (var number = 0; number < glyphs.Count; number++)
        {
            offsets.U32((uint)outlines.Length);
            var (advance, bearing) = face.Metrics(glyphs[number]);
            metrics.U16(advance).U16(bearing);
            AppendOutline(outlines, face.Outline(glyphs[number]), part =>
            {
                if (!parts.TryGetValue(part, out var place))
                {
                    place = glyphs.Count;
                    parts[part] = place;
                    glyphs.Add(part);
                }

                return place;
            });
        }

        offsets.U32((uint)outlines.Length);
        var head = face.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        var hhea = face.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)glyphs.Count);
        var maxp = face.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)glyphs.Count);
        var tables = new List<(string Name, ReadOnlyMemory<byte> Data)>
        {
            ("cvt ", face.Table("cvt ").ToArray()), ("fpgm", face.Table("fpgm").ToArray()), ("glyf", outlines.Written.ToArray()),
            ("head", head), ("hhea", hhea), ("hmtx", metrics.Written.ToArray()), ("loca", offsets.Written.ToArray()), ("maxp", maxp),
            ("prep", face.Table("prep").ToArray()),
        };
        tables.RemoveAll(table => table.Data.IsEmpty);
        return Assemble(tables);
    }

    private static void AppendOutline(ByteWriter outlines, ReadOnlySpan<byte> outline, Func<int, int> numberOfPart)
    {
        const int ArgumentsAreWords = 1, HasScale = 8, MoreParts = 0x20, HasTwoScales = 0x40, HasMatrix = 0x80;
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            outlines.Raw(outline).PadTo4();
            return;
        }

        var copy = outline.ToArray().AsSpan();
        var (at, flags) = (10, MoreParts);
        while ((flags & MoreParts) != 0)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(copy[at..]);
            var part = BinaryPrimitives.ReadUInt16BigEndian(copy[(at + 2)..]);
            BinaryPrimitives.WriteUInt16BigEndian(copy[(at + 2)..], (ushort)numberOfPart(part));
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }

        outlines.Raw(copy).PadTo4();
    }

    private static ByteWriter Assemble(List<(string Name, ReadOnlyMemory<byte> Data)> tables)
    {
        var font = new ByteWriter(tables.Sum(table => table.Data.Length + 20) + 12);
        var power = (int)Math.Log2(tables.Count);
        font.U32(0x00010000).U16(tables.Count).U16(16 << power).U16(power).U16((16 * tables.Count) - (16 << power));
        var offset = 12 + (16 * tables.Count);
        foreach (var (name, data) in tables)
        {
            font.Ascii(name).U32(Checksum(data.Span)).U32((uint)offset).U32((uint)data.Length);
            offset += (data.Length + 3) & ~3;
        }

        foreach (var (_, data) in tables)
        {
            font.Raw(data.Span).PadTo4();
        }

        return font;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (; data.Length >= 4; data = data[4..])
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(data);
        }

        Span<byte> rest = [0, 0, 0, 0];
        data.CopyTo(rest);
        return sum + BinaryPrimitives.ReadUInt32BigEndian(rest);
    }

    /// <summary>Six letters that tell subsets of one face apart: made from the characters, so the same text has the same tag.</summary>
    private string Tag()
    {
        var hash = _used.Aggregate(2166136261u, (sum, used) => (sum ^ (uint)used.CodePoint) * 16777619u);
        var tag = new StringBuilder(6);
        for (var letter = 0; letter < 6; letter++, hash /= 26)
        {
            tag.Append((char)('A' + (hash % 26)));
        }

        return tag.ToString();
    }
}
