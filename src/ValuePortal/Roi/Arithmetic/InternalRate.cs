namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// The internal rate of return: the yearly rates at which the present value of flows is nothing. A business case with one change of sign has one;
/// others have none or several, and then no single one may be shown (Brealey, Myers, Allen, Principles of Corporate Finance, "Pitfalls of IRR").
/// </summary>
public static class InternalRate
{
    public const decimal Lowest = -0.99m;
    public const decimal Highest = 100;

    /// <summary>A rate is exact to so many decimals: 0.123456 is 12.3456 %.</summary>
    public const int Places = 6;

    private const int Halvings = 200;

    /// <summary>
    /// All rates from −99 % to 10,000 %, lowest first. With x = 1 / (1 + rate) the present value is a polynomial in x: between two roots of its
    /// derivative it only rises or only falls, so that halving finds each root there is, and none that is not.
    /// </summary>
    /// <param name="flows">The start first, then the end of each year.</param>
    public static IReadOnlyList<decimal> Of(IReadOnlyList<decimal> flows)
    {
        var largest = flows.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest == 0)
        {
            return [];
        }

        double[] polynomial = [.. flows.Select(flow => (double)(flow / largest))];
        return [.. Roots(polynomial, 1 / (1 + (double)Highest), 1 / (1 + (double)Lowest))
            .Select(x => decimal.Round((decimal)((1 / x) - 1), Places, MidpointRounding.AwayFromZero))
            .Distinct().Order()];
    }

    private static List<double> Roots(double[] polynomial, double from, double to)
    {
        if (polynomial.Length < 2)
        {
            return [];
        }

        double[] slope = [.. polynomial.Skip(1).Select((factor, i) => factor * (i + 1))];
        List<double> roots = [];
        var left = from;
        foreach (var right in Roots(slope, from, to).Append(to))
        {
            if (RootBetween(polynomial, left, right) is { } root)
            {
                roots.Add(root);
            }

            left = right;
        }

        return roots;
    }

    private static double? RootBetween(double[] polynomial, double left, double right)
    {
        var (atLeft, atRight) = (Value(polynomial, left), Value(polynomial, right));
        if (IsZero(polynomial, left, atLeft))
        {
            return left;
        }

        if (IsZero(polynomial, right, atRight))
        {
            return right;
        }

        if (Math.Sign(atLeft) == Math.Sign(atRight))
        {
            return null;
        }

        for (var i = 0; i < Halvings && right - left > double.Epsilon; i++)
        {
            var middle = left + ((right - left) / 2);
            if (Math.Sign(Value(polynomial, middle)) == Math.Sign(atLeft))
            {
                left = middle;
            }
            else
            {
                right = middle;
            }
        }

        return left + ((right - left) / 2);
    }

    // Where the curve only touches zero, what is left is the error of doubles on terms of this size.
    private static bool IsZero(double[] polynomial, double x, double value) =>
        Math.Abs(value) <= 1e-13 * polynomial.Select((factor, i) => Math.Abs(factor) * Math.Pow(x, i)).Sum();

    private static double Value(double[] polynomial, double x)
    {
        var value = 0d;
        for (var i = polynomial.Length - 1; i >= 0; i--)
        {
            value = (value * x) + polynomial[i];
        }

        return value;
    }
}
