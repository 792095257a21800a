using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ValuePortal.Platform.Pdf;

namespace ValuePortal.Tests.Platform.Pdf;

public sealed class FontTests
{
    private static readonly PdfTextStyle s_style = new(10);

    [Fact]
    public void Latin_and_digits_are_set_in_the_first_family_and_Chinese_in_the_second()
    {
        var glyphs = Set("用量 usage 412，第一");

        Assert.All(glyphs, glyph => Assert.Equal(glyph.CodePoint < 0x2E80, glyph.Face < 2));
        Assert.All(glyphs, glyph => Assert.NotEqual(0, glyph.Index));
        Assert.All(Set("用量 usage", bold: true), glyph => Assert.Equal(1, glyph.Face % 2));
    }

    [Theory]
    [InlineData("称为“Value”，其余……", true)]
    [InlineData("The slogan “让数据说话” isn’t ours…", false)]
    [InlineData("don’t “quote” me…", false)]
    public void Quotation_marks_are_those_of_the_script_around_them(string text, bool wide)
    {
        Assert.All(
            Set(text).Where(glyph => glyph.CodePoint is 0x2018 or 0x2019 or 0x201C or 0x201D or 0x2026),
            glyph => Assert.Equal(wide, glyph.Face > 1));
    }

    [Fact]
    public void Pairs_of_letters_are_kerned_and_figures_have_one_width()
    {
        Assert.True(Width("AV") < Width("A") + Width("V"));
        Assert.Single("0123456789".Select(digit => Width($"{digit}")).Distinct());
    }

    [Fact]
    public void A_subset_holds_the_used_glyphs_and_the_parts_they_are_made_of()
    {
        var face = SampleReport.Fonts.Face(0);
        var subset = new FontSubset(face);
        var composite = face.Glyph('é');
        Assert.True(BinaryPrimitives.ReadInt16BigEndian(face.Outline(composite)) < 0, "é is a glyph made of others");

        Assert.Equal(1, subset.Number('é', composite));
        Assert.Equal(1, subset.Number('é', composite));
        Assert.Equal(2, subset.Number('x', face.Glyph('x')));

        var font = subset.Program().Written;
        Assert.Equal(5, GlyphCount(font)); // none, é, x, and the two parts of é
        Assert.True(font.Length < 4_000, $"{font.Length} bytes for four glyphs");
        Assert.Equal([3, 4], Parts(font, 1));
    }

    [Fact]
    public void Two_characters_that_share_a_glyph_keep_their_own_numbers()
    {
        var subset = new FontSubset(SampleReport.Fonts.Face(0));
        var glyph = SampleReport.Fonts.Face(0).Glyph(' ');

        Assert.NotEqual(subset.Number(' ', glyph), subset.Number(0xA0, glyph));
    }

    [Theory]
    [InlineData("他说：“这个功能真好用！”（真的）——《导入模板》、《权限说明》已更新；满意度达到98.5%，费用¥186,400。")]
    [InlineData("见“帮助中心”（https://help.example.com/guides）。「引用」与【提示】……还有，以及、或者？当然！")]
    public void No_line_begins_with_what_closes_or_ends_with_what_opens(string text)
    {
        var glyphs = Set(text);
        var lines = new List<TextLine>();
        for (var width = 6_000; width < 20_000; width += 137)
        {
            LineBreaker.Break(glyphs, width, lines);

            Assert.Equal(text, string.Concat(lines.Select(line => Text(glyphs, line))));
            Assert.DoesNotContain(lines, line => "，。；：！？、）》】」”…—%,.)".Contains(Text(glyphs, line)[0], StringComparison.Ordinal));
            Assert.DoesNotContain(lines.SkipLast(1), line => "（《【「“¥(".Contains(Text(glyphs, line)[^1], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("non\u00A0breaking 2024-05 and state-of-the-art", 7_000, "non\u00A0breaking|2024-05 and|state-of-the-|art")]
    [InlineData("one\n\ntwo", 9_000, "one||two")]
    public void Latin_lines_break_at_spaces_and_hyphens(string text, int width, string expected)
    {
        var glyphs = Set(text);
        var lines = new List<TextLine>();
        LineBreaker.Break(glyphs, width, lines);

        Assert.Equal(expected, string.Join('|', lines.Select(line => Text(glyphs, line).Trim(' '))));
    }

    [Fact]
    public void A_word_longer_than_the_line_is_cut_to_fit()
    {
        var glyphs = Set("Donaudampfschifffahrt");
        var lines = new List<TextLine>();
        LineBreaker.Break(glyphs, 3_000, lines);

        Assert.All(lines, line => Assert.InRange(line.Width, 1, 3_000));
        Assert.Equal("Donaudampfschifffahrt", string.Concat(lines.Select(line => Text(glyphs, line))));
    }

    private static List<Glyph> Set(string text, bool bold = false)
    {
        var glyphs = new List<Glyph>();
        new TextSetter(SampleReport.Fonts).Set(glyphs, [new PdfSpan(text, bold)], s_style);
        return glyphs;
    }

    private static int Width(string text) => LineBreaker.Measure(CollectionsMarshal.AsSpan(Set(text)));

    private static string Text(List<Glyph> glyphs, TextLine line) =>
        string.Concat(glyphs[line.Start..line.End].Select(glyph => char.ConvertFromUtf32(glyph.CodePoint)));

    private static ReadOnlySpan<byte> Table(ReadOnlySpan<byte> font, string name)
    {
        for (var entry = 12; ; entry += 16)
        {
            if (System.Text.Encoding.ASCII.GetString(font.Slice(entry, 4)) == name)
            {
                return font.Slice(
                    BinaryPrimitives.ReadInt32BigEndian(font[(entry + 8)..]), BinaryPrimitives.ReadInt32BigEndian(font[(entry + 12)..]));
            }
        }
    }

    private static int GlyphCount(ReadOnlySpan<byte> font) => BinaryPrimitives.ReadUInt16BigEndian(Table(font, "maxp")[4..]);

    private static List<int> Parts(ReadOnlySpan<byte> font, int glyph)
    {
        var outline = Table(font, "glyf")[BinaryPrimitives.ReadInt32BigEndian(Table(font, "loca")[(4 * glyph)..])..];
        var (parts, at, more) = (new List<int>(), 10, true);
        while (more)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += (flags & 1) != 0 ? 8 : 6;
            more = (flags & 0x20) != 0;
        }

        return parts;
    }
}
