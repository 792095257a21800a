using System.Globalization;
using System.IO.Compression;
using System.Xml;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Exports;

/// <summary>
/// A workbook as ECMA-376 has it, in the few parts that a spreadsheet needs (decision 0015). Numbers are numbers and days are days; text
/// is always text: it stands in the sheet as a string of its own, and what begins like a formula is marked as quoted, so that it stays
/// text when somebody edits the cell.
/// </summary>
public sealed class XlsxFile(DateTimeOffset now)
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const int LongestSheetName = 31;
    private const int LongestCell = 32767;

    /// <summary>Places in the list of looks of <see cref="WriteStyles"/>.</summary>
    private const int Plain = 0, Head = 1, Whole = 2, Day = 3, Quoted = 4;

    private readonly List<(string Name, IReadOnlyList<string> Heads, IReadOnlyList<object?[]> Rows)> sheets = [];

    /// <summary>Adds a sheet with a row of heads that stays in sight.</summary>
    public XlsxFile Sheet(string name, IReadOnlyList<string> heads, IReadOnlyList<object?[]> rows)
    {
        sheets.Add((NameOf(name), heads, rows));
        return this;
    }

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", WriteContentTypes);
            Part(zip, "_rels/.rels", xml => WriteRelations(xml, [("officeDocument", "xl/workbook.xml")]));
            Part(zip, "xl/workbook.xml", WriteWorkbook);
            Part(zip, "xl/_rels/workbook.xml.rels", xml => WriteRelations(
                xml, [.. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")), ("styles", "styles.xml")]));
            Part(zip, "xl/styles.xml", WriteStyles);
            foreach (var (i, sheet) in sheets.Index())
            {
                Part(zip, $"xl/worksheets/sheet{i + 1}.xml", xml => WriteSheet(xml, sheet.Heads, sheet.Rows));
            }
        }

        return file.ToArray();
    }

    private void Part(ZipArchive zip, string name, Action<XmlWriter> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = now;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream);
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    private void WriteContentTypes(XmlWriter xml)
    {
        const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        xml.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
        Element(xml, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
        Element(xml, "Default", ("Extension", "xml"), ("ContentType", "application/xml"));
        Element(xml, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", Types + "sheet.main+xml"));
        Element(xml, "Override", ("PartName", "/xl/styles.xml"), ("ContentType", Types + "styles+xml"));
        for (var i = 1; i <= sheets.Count; i++)
        {
            Element(xml, "Override", ("PartName", $"/xl/worksheets/sheet{i}.xml"), ("ContentType", Types + "worksheet+xml"));
        }

        xml.WriteEndElement();
    }

    private static void WriteRelations(XmlWriter xml, IReadOnlyList<(string Type, string Target)> relations)
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        foreach (var (i, (type, target)) in relations.Index())
        {
            Element(xml, "Relationship", ("Id", $"rId{i + 1}"), ("Type", $"{Relations}/{type}"), ("Target", target));
        }

        xml.WriteEndElement();
    }

    private void WriteWorkbook(XmlWriter xml)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("sheets");
        foreach (var (i, sheet) in sheets.Index())
        {
            xml.WriteStartElement("sheet");
            xml.WriteAttributeString("name", sheet.Name);
            xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("id", Relations, $"rId{i + 1}");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteStyles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        List(xml, "fonts", 2, () =>
        {
            Font(xml, bold: false);
            Font(xml, bold: true);
        });
        List(xml, "fills", 2, () =>
        {
            Fill(xml, "none");
            Fill(xml, "gray125");
        });
        List(xml, "borders", 1, () => Element(xml, "border"));
        List(xml, "cellStyleXfs", 1, () => Element(xml, "xf"));

        // In the order of the constants. Formats 3 and 14 are built in: grouped whole numbers, and days as the reader's own settings write them.
        List(xml, "cellXfs", 5, () =>
        {
            Element(xml, "xf", ("xfId", "0"));
            Element(xml, "xf", ("xfId", "0"), ("fontId", "1"), ("applyFont", "1"));
            Element(xml, "xf", ("xfId", "0"), ("numFmtId", "3"), ("applyNumberFormat", "1"));
            Element(xml, "xf", ("xfId", "0"), ("numFmtId", "14"), ("applyNumberFormat", "1"));
            Element(xml, "xf", ("xfId", "0"), ("quotePrefix", "1"));
        });
        xml.WriteEndElement();
    }

    private static void WriteSheet(XmlWriter xml, IReadOnlyList<string> heads, IReadOnlyList<object?[]> rows)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetViews");
        xml.WriteStartElement("sheetView");
        xml.WriteAttributeString("workbookViewId", "0");
        Element(xml, "pane", ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("cols");
        for (var column = 0; column < heads.Count; column++)
        {
            var number = (column + 1).ToString(CultureInfo.InvariantCulture);
            Element(xml, "col", ("min", number), ("max", number), ("width", WidthOf(heads, rows, column)), ("customWidth", "1"));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
        WriteRow(xml, 1, [.. heads], Head);
        foreach (var (i, row) in rows.Index())
        {
            WriteRow(xml, i + 2, row, Plain);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, int row, object?[] cells, int look)
    {
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        foreach (var (column, cell) in cells.Index())
        {
            var place = ColumnName(column) + row.ToString(CultureInfo.InvariantCulture);
            switch (cell)
            {
                case null:
                    break;
                case DateOnly day:
                    // Days since 30 December 1899, which is what spreadsheets count.
                    Number(xml, place, Day, (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture));
                    break;
                case int or long:
                    Number(xml, place, Whole, ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture));
                    break;
                case decimal number:
                    Number(xml, place, Plain, number.ToString(CultureInfo.InvariantCulture));
                    break;
                case string words:
                    Words(xml, place, look is Head ? Head : CsvFile.LooksLikeFormula(words) ? Quoted : Plain, words);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(cells), cell, "A cell holds text, a number or a day.");
            }
        }

        xml.WriteEndElement();
    }

    private static void Number(XmlWriter xml, string place, int look, string value)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", look.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("v", Main, value);
        xml.WriteEndElement();
    }

    private static void Words(XmlWriter xml, string place, int look, string words)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", look.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Writable(words));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>A to Z, then AA: some programs read a cell only by its name.</summary>
    private static string ColumnName(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>Without the signs that no XML document may hold, and no longer than a cell may be.</summary>
    private static string Writable(string words)
    {
        var kept = string.Concat(words.EnumerateRunes().Where(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value)));
        return kept.Length <= LongestCell ? kept : kept[..(char.IsHighSurrogate(kept[LongestCell - 1]) ? LongestCell - 1 : LongestCell)];
    }

    private static string WidthOf(IReadOnlyList<string> heads, IReadOnlyList<object?[]> rows, int column)
    {
        var longest = rows.Take(200).Select(row => row[column]).Append(heads[column])
            .Max(cell => cell switch { null => 0, string words => words.Sum(letter => letter > 0x2E80 ? 2 : 1), DateOnly => 10, _ => 9 });
        return Math.Clamp(longest + 2, 10, 60).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>At most 31 signs, without those that part a reference, and not twice the same.</summary>
    private string NameOf(string name)
    {
        var kept = string.Concat(Writable(name).Select(letter => "[]:*?/\\".Contains(letter, StringComparison.Ordinal) ? ' ' : letter)).Trim('\'', ' ');
        kept = kept.Length == 0 ? "1" : kept[..Math.Min(kept.Length, LongestSheetName)];
        return sheets.Any(sheet => sheet.Name.Equals(kept, StringComparison.OrdinalIgnoreCase)) ? $"{kept[..Math.Min(kept.Length, LongestSheetName - 2)]} {sheets.Count + 1}" : kept;
    }

    private static void Font(XmlWriter xml, bool bold)
    {
        xml.WriteStartElement("font");
        if (bold)
        {
            Element(xml, "b");
        }

        Element(xml, "sz", ("val", "11"));
        Element(xml, "name", ("val", "Calibri"));
        xml.WriteEndElement();
    }

    private static void Fill(XmlWriter xml, string pattern)
    {
        xml.WriteStartElement("fill");
        Element(xml, "patternFill", ("patternType", pattern));
        xml.WriteEndElement();
    }

    private static void List(XmlWriter xml, string name, int count, Action write)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("count", count.ToString(CultureInfo.InvariantCulture));
        write();
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }

        xml.WriteEndElement();
    }
}
