using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ValuePortal.Platform.Charts;

/// <summary>
/// Draws a <see cref="Drawing"/> as an SVG of the page. Colours are classes of the stylesheet, so that both themes and print have
/// their own; without a <see cref="Label"/> the drawing is mere decoration and hidden from who does not see it.
/// </summary>
public sealed class DrawingSvg : ComponentBase
{
    [Parameter, EditorRequired]
    public Drawing Drawing { get; set; } = default!;

    /// <summary>What the picture says, for who does not see it.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public string? Class { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "viewBox", $"0 0 {Number(Drawing.Width)} {Number(Drawing.Height)}");
        builder.AddAttribute(2, "width", Number(Drawing.Width));
        builder.AddAttribute(3, "height", Number(Drawing.Height));
        builder.AddAttribute(4, "class", Class);
        builder.AddAttribute(5, "role", Label is null ? null : "img");
        builder.AddAttribute(6, "aria-label", Label);
        builder.AddAttribute(7, "aria-hidden", Label is null ? "true" : null);
        builder.AddAttribute(8, "focusable", "false");
        foreach (var shape in Joined(Drawing.Shapes))
        {
            builder.OpenRegion(9);
            Write(builder, shape);
            builder.CloseRegion();
        }

        builder.CloseElement();
    }

    /// <summary>Bars of one look become one path: a long series is half the bytes.</summary>
    private static IEnumerable<IReadOnlyList<Shape>> Joined(IReadOnlyList<Shape> shapes)
    {
        var bars = new List<Shape>();
        foreach (var shape in shapes)
        {
            if (bars.Count > 0 && !(shape is BarShape bar && bars[0] is BarShape first && bar.Ink == first.Ink && bar.Dashed == first.Dashed))
            {
                yield return bars;
                bars = [];
            }

            if (shape is BarShape)
            {
                bars.Add(shape);
            }
            else
            {
                yield return [shape];
            }
        }

        if (bars.Count > 0)
        {
            yield return bars;
        }
    }

    private static void Write(RenderTreeBuilder builder, IReadOnlyList<Shape> shapes)
    {
        switch (shapes[0])
        {
            case BarShape bar:
                Path(builder, bar.Ink, string.Concat(shapes.Cast<BarShape>().Select(Outline)), 1.5, bar.Dashed);
                break;
            case PathShape path:
                Path(builder, path.Ink, Way(path), path.Thickness, path.Dashed);
                break;
            case DotShape dot:
                builder.OpenElement(0, "circle");
                builder.AddAttribute(1, "class", ClassOf(dot.Ink));
                builder.AddAttribute(2, "cx", Number(dot.X));
                builder.AddAttribute(3, "cy", Number(dot.Y));
                builder.AddAttribute(4, "r", Number(dot.Radius));
                builder.AddAttribute(5, "stroke-width", dot.Ink.Role is Role.Hollow ? "1.5" : null);
                builder.CloseElement();
                break;
            case TextShape text:
                builder.OpenElement(0, "text");
                builder.AddAttribute(1, "class", ClassOf(text.Ink));
                builder.AddAttribute(2, "x", Number(text.X));
                builder.AddAttribute(3, "y", Number(text.Y));
                builder.AddAttribute(4, "text-anchor", text.Anchor switch { Anchor.Middle => "middle", Anchor.End => "end", _ => null });
                builder.AddContent(5, text.Text);
                builder.CloseElement();
                break;
            case HintShape hint:
                builder.OpenElement(0, "rect");
                builder.AddAttribute(1, "class", "d-hint");
                builder.AddAttribute(2, "x", Number(hint.X));
                builder.AddAttribute(3, "y", Number(hint.Y));
                builder.AddAttribute(4, "width", Number(hint.Width));
                builder.AddAttribute(5, "height", Number(hint.Height));
                builder.OpenElement(6, "title");
                builder.AddContent(7, hint.Text);
                builder.CloseElement();
                builder.CloseElement();
                break;
            default:
                throw new NotSupportedException($"No way is known to draw a {shapes[0].GetType().Name}.");
        }
    }

    private static void Path(RenderTreeBuilder builder, Ink ink, string way, double thickness, bool dashed)
    {
        builder.OpenElement(0, "path");
        builder.AddAttribute(1, "class", ClassOf(ink));
        builder.AddAttribute(2, "d", way);
        builder.AddAttribute(3, "stroke-width", ink.Role is Role.Fill or Role.Wash ? null : Number(thickness));
        builder.AddAttribute(4, "stroke-dasharray", dashed ? (ink.Role is Role.Hollow ? "3 2" : "5 4") : null);
        builder.CloseElement();
    }

    private static string Way(PathShape path)
    {
        var way = new StringBuilder();
        foreach (var spot in path.Spots)
        {
            way.Append(way.Length == 0 ? 'M' : 'L').Append(Number(spot.X)).Append(' ').Append(Number(spot.Y));
        }

        return path.Closed ? way.Append('Z').ToString() : way.ToString();
    }

    private static string Outline(BarShape bar)
    {
        var radius = Math.Min(bar.TopRadius, bar.Height);
        var (x, y, r) = (Number(bar.X), Number(bar.Y + radius), Number(radius));
        return radius < 0.5
            ? $"M{x} {Number(bar.Y)}h{Number(bar.Width)}v{Number(bar.Height)}h-{Number(bar.Width)}z"
            : $"M{x} {Number(bar.Y + bar.Height)}V{y}q0-{r} {r}-{r}h{Number(bar.Width - (2 * radius))}q{r} 0 {r} {r}V{Number(bar.Y + bar.Height)}z";
    }

    private static string ClassOf(Ink ink) => ink.Role switch
    {
        Role.Text => "d-text",
        Role.Value => "d-value",
        Role.Grid => "d-grid",
        Role.Axis => "d-axis",
        Role.Fill => "d-fill " + ToneOf(ink.Tone),
        Role.Wash => "d-wash " + ToneOf(ink.Tone),
        Role.Line => "d-line " + ToneOf(ink.Tone),
        _ => "d-hollow " + ToneOf(ink.Tone),
    };

    private static string ToneOf(Tone tone) => tone is Tone.Then ? "d-then" : "d-" + ((int)tone).ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
