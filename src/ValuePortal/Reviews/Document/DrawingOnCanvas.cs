using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Pdf;

namespace ValuePortal.Reviews.Document;

/// <summary>Draws what a page shows as SVG on paper: the same geometry, scaled to the width of the canvas, in the light theme's colours.</summary>
internal static class DrawingOnCanvas
{
    private const double LetterSize = 13;

    private static readonly Rgb s_ink = Rgb.FromHex("#14201d");
    private static readonly Rgb s_quiet = Rgb.FromHex("#54605c");
    private static readonly Rgb s_grid = Rgb.FromHex("#e4e8e6");
    private static readonly Rgb s_axis = Rgb.FromHex("#7b8783");

    public static void Draw(this Canvas canvas, Drawing drawing)
    {
        var scale = canvas.Width / drawing.Width;
        foreach (var shape in drawing.Shapes)
        {
            switch (shape)
            {
                case PathShape path:
                    Draw(canvas, path, scale);
                    break;
                case BarShape bar:
                    Draw(canvas, bar, scale);
                    break;
                case DotShape dot:
                    canvas.Circle(dot.X * scale, dot.Y * scale, dot.Radius * scale);
                    Paint(canvas, dot.Ink, 1.5 * scale, dashed: false);
                    break;
                case TextShape text:
                    var style = new PdfTextStyle(LetterSize * scale, ColorOf(text.Ink), Bold: text.Ink.Role is Role.Value);
                    canvas.Text(text.Text, text.X * scale, text.Y * scale, style, text.Anchor switch { Anchor.Middle => PdfAlign.Center, Anchor.End => PdfAlign.Right, _ => PdfAlign.Left });
                    break;
                case HintShape:
                    break;
                default:
                    throw new NotSupportedException($"No way is known to draw a {shape.GetType().Name}.");
            }
        }
    }

    private static void Draw(Canvas canvas, PathShape path, double scale)
    {
        for (var i = 0; i < path.Spots.Count; i++)
        {
            var (x, y) = (path.Spots[i].X * scale, path.Spots[i].Y * scale);
            _ = i == 0 ? canvas.MoveTo(x, y) : canvas.LineTo(x, y);
        }

        if (path.Closed)
        {
            canvas.Close();
        }

        Paint(canvas, path.Ink, path.Thickness * scale, path.Dashed);
    }

    private static void Draw(Canvas canvas, BarShape bar, double scale)
    {
        var radius = Math.Min(bar.TopRadius, bar.Height) * scale;
        var (x, y, right, bottom) = (bar.X * scale, bar.Y * scale, (bar.X + bar.Width) * scale, (bar.Y + bar.Height) * scale);
        if (radius < 0.4)
        {
            canvas.Rectangle(x, y, right - x, bottom - y);
        }
        else
        {
            var handle = radius * 0.45;
            canvas.MoveTo(x, bottom).LineTo(x, y + radius).CurveTo(x, y + handle, x + handle, y, x + radius, y)
                .LineTo(right - radius, y).CurveTo(right - handle, y, right, y + handle, right, y + radius)
                .LineTo(right, bottom).Close();
        }

        Paint(canvas, bar.Ink, 1.5 * scale, bar.Dashed);
    }

    private static void Paint(Canvas canvas, Ink ink, double thickness, bool dashed)
    {
        var color = ColorOf(ink);
        switch (ink.Role)
        {
            case Role.Fill:
                canvas.Fill(color);
                break;
            case Role.Wash:
                canvas.Fill(color.Mix(Rgb.White, 0.87));
                break;
            case Role.Hollow when !dashed:
                canvas.FillAndStroke(Rgb.White, color, thickness);
                break;
            default:
                canvas.Stroke(color, thickness, dashed ? [3.2 * thickness / 1.75, 2.4 * thickness / 1.75] : []);
                break;
        }
    }

    private static Rgb ColorOf(Ink ink) => ink.Role switch
    {
        Role.Text => s_quiet,
        Role.Value => s_ink,
        Role.Grid => s_grid,
        Role.Axis => s_axis,
        _ => ink.Tone switch
        {
            Tone.Second => Rgb.FromHex("#b3641a"),
            Tone.Third => Rgb.FromHex("#4a5fb5"),
            Tone.Fourth => Rgb.FromHex("#8a4b86"),
            Tone.Fifth => Rgb.FromHex("#6d7673"),
            Tone.Then => Rgb.FromHex("#6b7773"),
            _ => Rgb.FromHex("#0b6b5b"),
        },
    };
}
