namespace ValuePortal.Platform.Charts;

/// <summary>From values to places on the paper, with ticks at round numbers. Begins at zero, so that lengths can be compared.</summary>
/// <param name="Top">The value at the upper end: the highest tick.</param>
/// <param name="Ticks">From zero upwards.</param>
public sealed record Scale(double Top, IReadOnlyList<double> Ticks)
{
    /// <summary>A scale that holds <paramref name="max"/> with about <paramref name="wanted"/> steps of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="wholeOnly">No steps below one: for counts.</param>
    public static Scale For(double max, int wanted = 4, bool wholeOnly = true)
    {
        if (!double.IsFinite(max) || max <= 0)
        {
            max = 1;
        }

        var rough = max / Math.Max(1, wanted);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var unit = (rough / power) switch
        {
            <= 1.0001 => 1,
            <= 2.0001 => 2,
            <= 5.0001 => 5,
            _ => 10,
        };
        var tick = wholeOnly ? Math.Max(1, unit * power) : unit * power;
        var count = (int)Math.Ceiling((max / tick) - 1e-9);
        return new Scale(count * tick, [.. Enumerable.Range(0, count + 1).Select(i => i * tick)]);
    }

    /// <summary>Where a value lies between <paramref name="bottom"/> (zero) and <paramref name="top"/>.</summary>
    public double Place(double value, double bottom, double top) => bottom - (value / Top * (bottom - top));
}
