using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews.Document;

internal sealed partial class ReviewDocument
{
    /// <summary>Words of the success manager, as the page reads them. An address is written out behind the words that lead to it.</summary>
    private void Prose(PdfReport report, string? text, PdfTextStyle? style = null)
    {
        if (snapshot.Markup is null)
        {
            foreach (var paragraph in Paragraphs(text))
            {
                report.Paragraph(paragraph, style);
            }

            return;
        }

        foreach (var block in Markdown.Read(text ?? ""))
        {
            switch (block)
            {
                case Markdown.Block.Items { Numbered: false } items:
                    report.Bullets(items.All.Select(item => string.Concat(Spans(item).Select(span => span.Text))));
                    break;
                case Markdown.Block.Items items:
                    foreach (var (at, item) in items.All.Index())
                    {
                        report.Paragraph([$"{at + 1}. ", .. Spans(item)], style);
                    }

                    break;
                case Markdown.Block.Code code:
                    foreach (var line in Paragraphs(code.Words))
                    {
                        report.Paragraph(line, style);
                    }

                    break;
                case Markdown.Block.Paragraph paragraph:
                    foreach (var line in Lines(paragraph.Inside))
                    {
                        report.Paragraph([.. Spans(line)], style);
                    }

                    break;
            }
        }
    }

    private static List<List<Markdown.Inline>> Lines(IReadOnlyList<Markdown.Inline> inside)
    {
        List<List<Markdown.Inline>> lines = [[]];
        foreach (var inline in inside)
        {
            if (inline is Markdown.Inline.Break)
            {
                lines.Add([]);
            }
            else
            {
                lines[^1].Add(inline);
            }
        }

        return [.. lines.Where(line => line.Count > 0)];
    }

    private static IEnumerable<PdfSpan> Spans(IReadOnlyList<Markdown.Inline> inside, bool bold = false) => inside.SelectMany(inline => inline switch
    {
        Markdown.Inline.Text text => [new PdfSpan(text.Words, bold)],
        Markdown.Inline.Code code => [new PdfSpan(code.Words, bold)],
        Markdown.Inline.Strong strong => Spans(strong.Inside, bold: true),
        Markdown.Inline.Emphasis emphasis => Spans(emphasis.Inside, bold),
        Markdown.Inline.Link { Inside: [Markdown.Inline.Text { Words: var words }] } link when words == link.Address => [new PdfSpan(words, bold)],
        Markdown.Inline.Link link => Spans(link.Inside, bold).Append(new PdfSpan($" ({link.Address})", bold)),
        _ => Enumerable.Empty<PdfSpan>(),
    });
}
