using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Ui;

/// <summary>Shows text that people typed as <see cref="Markdown"/> reads it, element by element: nothing of it is ever taken for HTML.</summary>
public sealed class MarkdownText : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var block in Markdown.Read(Text))
        {
            builder.OpenElement(0, block switch { Markdown.Block.Code => "pre", Markdown.Block.Items { Numbered: true } => "ol", Markdown.Block.Items => "ul", _ => "p" });
            builder.AddAttribute(1, "dir", "auto");
            switch (block)
            {
                case Markdown.Block.Code code:
                    builder.AddContent(2, code.Words);
                    break;
                case Markdown.Block.Paragraph paragraph:
                    Write(builder, paragraph.Inside);
                    break;
                case Markdown.Block.Items items:
                    foreach (var item in items.All)
                    {
                        builder.OpenElement(3, "li");
                        Write(builder, item);
                        builder.CloseElement();
                    }

                    break;
            }

            builder.CloseElement();
        }
    }

    private static void Write(RenderTreeBuilder builder, IReadOnlyList<Markdown.Inline> inside)
    {
        foreach (var inline in inside)
        {
            switch (inline)
            {
                case Markdown.Inline.Text text:
                    builder.AddContent(4, text.Words);
                    break;
                case Markdown.Inline.Break:
                    builder.OpenElement(5, "br");
                    builder.CloseElement();
                    break;
                case Markdown.Inline.Code code:
                    builder.OpenElement(6, "code");
                    builder.AddContent(7, code.Words);
                    builder.CloseElement();
                    break;
                case Markdown.Inline.Strong strong:
                    Wrap(builder, "strong", strong.Inside);
                    break;
                case Markdown.Inline.Emphasis emphasis:
                    Wrap(builder, "em", emphasis.Inside);
                    break;
                case Markdown.Inline.Link link:
                    builder.OpenElement(8, "a");
                    builder.AddAttribute(9, "href", link.Address);
                    builder.AddAttribute(10, "rel", "nofollow ugc noopener noreferrer");
                    Write(builder, link.Inside);
                    builder.CloseElement();
                    break;
            }
        }
    }

    private static void Wrap(RenderTreeBuilder builder, string element, IReadOnlyList<Markdown.Inline> inside)
    {
        builder.OpenElement(11, element);
        Write(builder, inside);
        builder.CloseElement();
    }
}
