using System.Text;
using System.Text.RegularExpressions;
using ValuePortal.Platform.Pdf;

namespace ValuePortal.Tests.Platform.Pdf;

public sealed partial class PdfReportTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_report_is_a_valid_tagged_file_with_its_fonts_inside(string language)
    {
        var pdf = SampleReport.Make(language);

        await PdfTools.AssertValidAsync(pdf);
        var info = await PdfTools.ReadInfoAsync(pdf);
        Assert.Matches(language == "en" ? "Title: +Value review for Fabrikam Retail" : "Title: +Fabrikam Retail 价值回顾", info);
        Assert.Matches("Author: +Northwind Cloud", info);
        Assert.Matches("Tagged: +yes", info);
        Assert.Matches("Pages: +4", info);
        Assert.DoesNotContain("CreationDate", info);
        var fonts = (await PdfTools.ReadFontsAsync(pdf)).Trim().Split('\n').Skip(2).ToList();
        Assert.True(fonts.Count >= 3);
        Assert.All(fonts, font => Assert.Matches("^[A-Z]{6}\\+(Inter|NotoSansSC)-(Regular|Bold) .* yes yes yes ", font));
        Assert.Contains(language == "en" ? "/Lang (en)" : "/Lang (zh-CN)", await PdfTools.ReadObjectsAsync(pdf));
    }

    [Theory]
    [InlineData("en", SampleReport.English, " ")]
    [InlineData("zh-CN", SampleReport.Chinese, "")]
    public async Task Its_text_comes_out_as_it_went_in(string language, string text, string betweenLines)
    {
        var pages = (await PdfTools.ReadTextAsync(SampleReport.Make(language))).Split('\f');

        Assert.Contains(text, pages[1].ReplaceLineEndings("\n").Replace(" \n", "\n").Replace("\n", betweenLines), StringComparison.Ordinal);
        Assert.Contains("Store 1 731 +1.5 %\nStore 2 1462 +1.5 %\n", pages[1] + pages[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_figure_that_is_wide_for_its_box_gets_smaller_and_is_never_cut(string language)
    {
        var values = Enumerable.Range(0, 40).Select(i => $"CNY {(long)(2592 * Math.Pow(1.6, i / 2d)) + i:N0}").ToList();
        var pdf = SampleReport.Write(
            report =>
            {
                foreach (var row in values.Chunk(4))
                {
                    report.Kpis([.. row.Select(value => new PdfKpi("价值", value, ""))]);
                }

                report.Finish();
            },
            new("Test", language));
        var text = await PdfTools.ReadTextAsync(pdf);

        Assert.All(values, value => Assert.Contains(value, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_structure_is_read_in_order()
    {
        var structure = await PdfTools.ReadStructureAsync(SampleReport.Make("en"));

        string[] expected =
        [
            "H1 (block)", "\"Value review\"", "P (block)", "H1 (block)", "\"Summary\"", SampleReport.English, "\"Active people\"", "\"148\"",
            "H2 (block)", "\"Adoption\"", "Figure", "L (block)", "\"One\"", "\"二\"", "H2 (block)", "\"Details\"", "Table (block)", "TH:", "\"Store\"",
            "TD", "\"Store 1\"", "\"731\"", "\"Store 60\"", "\"Total\"",
        ];
        var at = 0;
        foreach (var part in expected)
        {
            var found = structure.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{part} is missing after {structure[..at]}");
            at = found;
        }

        Assert.DoesNotContain("Page 2 of", structure, StringComparison.Ordinal);
        Assert.Single(StoreHeads().Matches(structure));
    }

    [Fact]
    public async Task Every_page_but_the_cover_says_which_of_how_many_it_is()
    {
        var pages = (await PdfTools.ReadTextAsync(SampleReport.Make("en"))).Split('\f');

        Assert.DoesNotContain("Page 1 of 4", pages[0], StringComparison.Ordinal);
        Assert.All([2, 3, 4], page => Assert.Contains($"Page {page} of 4", pages[page - 1], StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_input_makes_the_same_bytes()
    {
        Assert.Equal(SampleReport.Make("zh-CN"), SampleReport.Make("zh-CN"));
        Assert.NotEqual(SampleReport.Make("zh-CN"), SampleReport.Make("en"));
    }

    [Fact]
    public async Task A_heading_stays_with_what_it_heads()
    {
        for (var before = 30; before < 36; before++)
        {
            var pdf = SampleReport.Write(report =>
            {
                for (var paragraph = 0; paragraph < before; paragraph++)
                {
                    report.Paragraph("Before");
                }

                report.Heading(2, "The heading");
                report.Table(new([new("Head")], [new(["First row"]), new(["Second row"])]));
                report.Finish();
            });
            var page = (await PdfTools.ReadTextAsync(pdf)).Split('\f').Single(text => text.Contains("The heading", StringComparison.Ordinal));

            Assert.Contains("First row", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rows_are_not_cut_and_heads_are_repeated()
    {
        var pdf = SampleReport.Write(report =>
        {
            report.Table(new(
                [new("Name of the row"), new("Lines")],
                Enumerable.Range(0, 100).Select(row => new PdfRow([$"Row {row} begins\nRow {row} goes on\nRow {row} ends", "3"]))));
            report.Finish();
        });
        var pages = (await PdfTools.ReadTextAsync(pdf)).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(pages.Length > 3);
        Assert.All(pages, page => Assert.Contains("Name of the row", page, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, 100), row => Assert.Contains(
            pages,
            page => page.Contains($"Row {row} begins", StringComparison.Ordinal) && page.Contains($"Row {row} ends", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_row_that_no_page_can_hold_goes_on_over_the_next()
    {
        var lines = Enumerable.Range(1, 200).Select(line => $"Line number {line}.").ToList();
        var pdf = SampleReport.Write(report =>
        {
            report.Table(new([new("A"), new("B")], [new([string.Join('\n', lines), "short"]), new(["after", ""])]));
            report.Finish();
        });

        await PdfTools.AssertValidAsync(pdf);
        var text = await PdfTools.ReadTextAsync(pdf);
        Assert.All(lines, line => Assert.Contains(line, text, StringComparison.Ordinal));
        Assert.Contains("after", text, StringComparison.Ordinal);
        Assert.Contains(
            $"\"{string.Join(' ', lines)}\"",
            PieceSeam().Replace(await PdfTools.ReadStructureAsync(pdf), ""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_total_is_not_left_alone_under_a_repeated_head()
    {
        for (var rows = 30; rows < 40; rows++)
        {
            var pdf = SampleReport.Write(report =>
            {
                report.Table(new([new("Head")], [.. Enumerable.Range(0, rows).Select(row => new PdfRow([$"Row {row}"])), new(["The total"], true)]));
                report.Finish();
            });
            var page = (await PdfTools.ReadTextAsync(pdf)).Split('\f').Single(text => text.Contains("The total", StringComparison.Ordinal));

            Assert.Contains($"Row {rows - 1}", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ten_thousand_rows_leave_while_they_are_read()
    {
        using var output = new MemoryStream();
        using var report = new PdfReport(output, SampleReport.Fonts, new("Rows", "en"));
        var writtenAtHalf = 0L;
        var began = TimeProvider.System.GetTimestamp();

        report.Table(new([new("Id"), new("Name", Share: 3), new("Count", PdfAlign.Right)], Rows()));
        report.Finish();

        Assert.True(writtenAtHalf > output.Length / 4, $"{writtenAtHalf} of {output.Length} bytes had left when half of the rows were read.");
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await PdfTools.AssertValidAsync(output.ToArray());

        IEnumerable<PdfRow> Rows()
        {
            for (var row = 0; row < 10_000; row++)
            {
                writtenAtHalf = row == 5_000 ? output.Length : writtenAtHalf;
                yield return new([$"{row}", $"Feature {row}", $"{row * 7}"]);
            }
        }
    }

    [Theory]
    [InlineData("Emoji \U0001F600 and \u2708 fly", "2708 1F600")]
    [InlineData("A rare name: \u4DAE and \U00020BB7", "4DAE 20BB7")]
    [InlineData("broken \uD83D here", "FFFD")]
    [InlineData("\uDE00 broken first, last \uD83D", "FFFD")]
    [InlineData("bell \u0007, nothing \u0000, delete \u007F", "0 7 7F")]
    [InlineData("tab\tline\vform\fnext\u0085paragraph\u2029end\r\nand\rso\non", "")]
    [InlineData("join\u200Der, soft\u00ADhyphen, mark\uFE0F, order\u202Etxet", "")]
    [InlineData("cafe\u0301 and o\u0308 and x\u0301", "301")]
    [InlineData("שלום", "5D5 5DC 5DD 5E9")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData("\n\n\n", "")]
    [InlineData("(((((((((((((((（（（（（（（（（（（", "")]
    [InlineData("))))))))))))\\\\\\((\\", "")]
    public async Task Whatever_people_paste_is_shown_or_reported(string text, string missing)
    {
        IReadOnlyList<Rune> reported = [];
        var pdf = SampleReport.Write(report =>
        {
            report.Heading(1, text);
            report.Paragraph(text);
            report.Bullets([text]);
            report.Kpis([new(text, text, text)]);
            report.Table(new([new(text), new(text)], [new([text, text])]));
            report.Figure(40, text, text, canvas => canvas.Text(text, 0, 20, new(9)));
            report.Finish();
            reported = report.MissingCharacters;
        });

        await PdfTools.AssertValidAsync(pdf);
        Assert.Equal(missing, string.Join(' ', reported.Select(rune => $"{rune.Value:X}")));
    }

    [Fact]
    public async Task A_character_without_a_glyph_can_still_be_copied()
    {
        Assert.Contains("smile \U0001F600 \U00020BB7 end", await PdfTools.ReadTextAsync(SampleReport.WriteParagraph("smile \U0001F600 \U00020BB7 end")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("值")]
    [InlineData("\U0001F600")]
    public async Task A_word_of_a_hundred_thousand_letters_goes_on_over_pages(string letter)
    {
        var word = string.Concat(Enumerable.Repeat(letter, 100_000 / letter.Length));
        var pdf = SampleReport.Write(report =>
        {
            report.Heading(1, word);
            report.Paragraph(word);
            report.Table(new([new("A"), new("B")], [new([word, "b"])]));
            report.Kpis([new(word, word, word)]);
            report.Finish();
        });

        await PdfTools.AssertValidAsync(pdf);
        Assert.InRange(pdf.Length, 10_000, 5_000_000);
    }

    [Fact]
    public async Task An_empty_report_is_an_empty_page()
    {
        var pdf = SampleReport.Write(report => report.Finish());

        await PdfTools.AssertValidAsync(pdf);
        Assert.Matches("Pages: +1", await PdfTools.ReadInfoAsync(pdf));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e9)]
    public void A_coordinate_that_is_nowhere_is_refused(double x)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => SampleReport.Write(report =>
            report.Figure(40, "", "", canvas => canvas.MoveTo(x, 0).LineTo(1, 1).Stroke(Rgb.Black, 1))));

        Assert.Contains("finite coordinates", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_report_takes_nothing_more()
    {
        Assert.Throws<InvalidOperationException>(() => SampleReport.Write(report =>
        {
            report.Finish();
            report.Paragraph("late");
        }));
        Assert.Throws<InvalidOperationException>(() => SampleReport.Write(report =>
        {
            report.Finish();
            report.Finish();
        }));
    }

    [Fact]
    public void A_row_with_more_cells_than_columns_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SampleReport.Write(report => report.Table(new([new("One")], [new(["1", "2"])]))));
    }

    /// <summary>The tool shows an element's content page by page.</summary>
    [GeneratedRegex("\"\n +\"")]
    private static partial Regex PieceSeam();

    [GeneratedRegex("TH:[^T]*\"Store\"")]
    private static partial Regex StoreHeads();
}
