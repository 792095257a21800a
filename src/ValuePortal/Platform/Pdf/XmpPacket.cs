using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace ValuePortal.Platform.Pdf;

/// <summary>What a document says of itself, in the Extensible Metadata Platform's XML (ISO 16684-1).</summary>
internal static class XmpPacket
{
    private static readonly XNamespace s_meta = "adobe:ns:meta/";
    private static readonly XNamespace s_rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace s_core = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace s_basic = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace s_accessible = "http://www.aiim.org/pdfua/ns/id/";

    /// <param name="accessible">Whether it says that it keeps PDF/UA-1 (ISO 14289-1).</param>
    public static byte[] Of(PdfMetadata metadata, bool accessible)
    {
        var about = new XElement(
            s_rdf + "Description",
            new XAttribute(s_rdf + "about", ""),
            new XAttribute(XNamespace.Xmlns + "dc", s_core),
            new XAttribute(XNamespace.Xmlns + "xmp", s_basic),
            new XAttribute(XNamespace.Xmlns + "pdfuaid", s_accessible),
            new XElement(s_core + "title", new XElement(s_rdf + "Alt", new XElement(s_rdf + "li", new XAttribute(XNamespace.Xml + "lang", "x-default"), Clean(metadata.Title)))),
            new XElement(s_core + "language", new XElement(s_rdf + "Bag", new XElement(s_rdf + "li", Clean(metadata.Language)))));
        if (metadata.Author is { } author)
        {
            about.Add(new XElement(s_core + "creator", new XElement(s_rdf + "Seq", new XElement(s_rdf + "li", Clean(author)))));
        }

        if (metadata.Creator is { } creator)
        {
            about.Add(new XElement(s_basic + "CreatorTool", Clean(creator)));
        }

        if (metadata.CreatedAt is { } at)
        {
            about.Add(new XElement(s_basic + "CreateDate", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        }

        if (accessible)
        {
            about.Add(new XElement(s_accessible + "part", 1));
        }

        var packet = new XElement(
            s_meta + "xmpmeta",
            new XAttribute(XNamespace.Xmlns + "x", s_meta),
            new XElement(s_rdf + "RDF", new XAttribute(XNamespace.Xmlns + "rdf", s_rdf), about));
        return Encoding.UTF8.GetBytes($"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n{packet.ToString(SaveOptions.DisableFormatting)}\n<?xpacket end=\"r\"?>");
    }

    // XML has no control characters and no halves of surrogates.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
