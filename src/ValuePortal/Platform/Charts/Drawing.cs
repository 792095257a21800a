namespace ValuePortal.Platform.Charts;

/// <summary>A picture made of simple shapes, in points, y downwards. It knows neither SVG nor PDF; a writer for each draws it.</summary>
public sealed record Drawing(double Width, double Height, IReadOnlyList<Shape> Shapes);

/// <summary>The space a chart may fill, in points.</summary>
public readonly record struct Extent(double Width, double Height);

/// <summary>What a shape is for; the writer knows how that looks on its surface, in light and dark.</summary>
public enum Role
{
    /// <summary>Words of the axes.</summary>
    Text,

    /// <summary>Words that carry a value.</summary>
    Value,

    /// <summary>Lines behind the data.</summary>
    Grid,

    /// <summary>The line the data stand on.</summary>
    Axis,

    /// <summary>A filled area in the series' colour.</summary>
    Fill,

    /// <summary>The same, faint: under a line.</summary>
    Wash,

    /// <summary>A line in the series' colour.</summary>
    Line,

    /// <summary>An outline in the series' colour, empty inside: not whole yet.</summary>
    Hollow,
}

/// <summary>Which colour of the palette. <see cref="Then"/> is what a series is compared with, always dashed as well.</summary>
public enum Tone
{
    None,
    First,
    Second,
    Third,
    Fourth,
    Fifth,
    Then,
}

public readonly record struct Ink(Role Role, Tone Tone = Tone.None);

public enum Anchor
{
    Start,
    Middle,
    End,
}

public readonly record struct Spot(double X, double Y);

public abstract record Shape(Ink Ink);

/// <summary>Joined spots, as one line or, when closed, as an area.</summary>
/// <param name="Thickness">Of the line, in points; areas have none.</param>
public sealed record PathShape(Ink Ink, IReadOnlyList<Spot> Spots, double Thickness, bool Dashed = false, bool Closed = false) : Shape(Ink);

/// <param name="TopRadius">Rounding of the two upper corners.</param>
public sealed record BarShape(Ink Ink, double X, double Y, double Width, double Height, double TopRadius = 0, bool Dashed = false) : Shape(Ink)
{
    /// <summary>The same bar as an outline: not whole yet. It lies inside, so that a hollow bar is not wider than a full one.</summary>
    public BarShape Hollow() => this with
    {
        Ink = Ink with { Role = Role.Hollow },
        X = X + 0.75,
        Y = Y + 0.75,
        Width = Math.Max(0.5, Width - 1.5),
        Height = Math.Max(0.5, Height - 0.75),
        Dashed = true,
    };
}

public sealed record DotShape(Ink Ink, double X, double Y, double Radius) : Shape(Ink);

/// <param name="Y">The base line of the letters.</param>
public sealed record TextShape(Ink Ink, double X, double Y, string Text, Anchor Anchor = Anchor.Start) : Shape(Ink);

/// <summary>A place that tells its text to who points at it; paper leaves it out.</summary>
public sealed record HintShape(double X, double Y, double Width, double Height, string Text) : Shape(default(Ink));
