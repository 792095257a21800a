namespace ValuePortal.Platform.Charts;

/// <summary>From values to places on the paper, with ticks at round numbers. Begins at zero, so that lengths can be compared.</summary>
/// <param name="Top">The value at the upper end: the highest tick.</param>
/// <param name="Ticks">From zero upwards.</param>
public sealed record Scale(double Top, IReadOnlyList<double> Ticks)
{
    private static readonly double[] s_units = [1, 2, 2.5, 5];

    /// <summary>The lowest scale that holds <paramref name="max"/> with about <paramref name="wanted"/> steps of a round size.</summary>
    /// <param name="wholeOnly">Steps are whole numbers: for counts.</param>
    public static Scale For(double max, int wanted = 4, bool wholeOnly = true)
    {
        if (!double.IsFinite(max) || max <= 0)
        {
            max = 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(max / wanted)));
        var (step, count) = s_units.Select(unit => unit * power).Concat(s_units.Select(unit => unit * power * 10))
            .Where(step => !wholeOnly || (step >= 1 && double.IsInteger(step)))
            .Select(step => (Step: step, Count: (int)Math.Ceiling((max / step) - 1e-9)))
            .Where(ticks => ticks.Count <= wanted + 1)
            .OrderBy(ticks => ticks.Step * ticks.Count).ThenBy(ticks => Math.Abs(ticks.Count - wanted))
            .First();
        return new Scale(count * step, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }

    /// <summary>Where a value lies between <paramref name="bottom"/> (zero) and <paramref name="top"/>.</summary>
    public double Place(double value, double bottom, double top) => bottom - (value / Top * (bottom - top));
}
