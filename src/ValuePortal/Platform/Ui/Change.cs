namespace ValuePortal.Platform.Ui;

/// <summary>Which way a figure went.</summary>
public enum Direction
{
    Same,
    Up,
    Down,

    /// <summary>There was nothing before; a ratio to nothing is not told.</summary>
    New,
}

/// <summary>How a figure changed against an earlier one.</summary>
/// <param name="Direction">The way it went.</param>
/// <param name="Absolute">Now minus then, with its sign.</param>
/// <param name="Relative">The change as a share of then (0.12 is 12 %), unrounded; null where then was zero.</param>
public readonly record struct Change(Direction Direction, decimal Absolute, decimal? Relative)
{
    public static Change Between(decimal then, decimal now) => (now - then, then) switch
    {
        (0, _) => new(Direction.Same, 0, then == 0 ? null : 0),
        (var difference, 0) => new(Direction.New, difference, null),
        ( > 0 and var difference, _) => new(Direction.Up, difference, difference / Math.Abs(then)),
        (var difference, _) => new(Direction.Down, difference, difference / Math.Abs(then)),
    };
}
