namespace ValuePortal.Platform.Charts;

/// <summary>One value against its target on one line: a full bar on a faint one, and a tick where the target stands.</summary>
/// <param name="Target">Null while none was agreed; then the bar fills the line.</param>
public sealed record Bullet(double Value, double? Target)
{
    public Drawing Draw(Extent extent)
    {
        var top = Math.Max(Math.Max(Value, Target ?? 0), double.Epsilon) * (Target is null ? 1 : 1.08);
        var shapes = new List<Shape>
        {
            new BarShape(new Ink(Role.Wash, Tone.First), 0, 0, extent.Width, extent.Height),
            new BarShape(new Ink(Role.Fill, Tone.First), 0, extent.Height * 0.25, Math.Clamp(Value / top, 0, 1) * extent.Width, extent.Height * 0.5),
        };
        if (Target is > 0 and { } target)
        {
            var x = target / top * extent.Width;
            shapes.Add(new PathShape(new Ink(Role.Axis), [new(x, 0), new(x, extent.Height)], 2));
        }

        return new Drawing(extent.Width, extent.Height, shapes);
    }
}
