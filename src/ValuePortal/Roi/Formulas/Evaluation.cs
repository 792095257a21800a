namespace ValuePortal.Roi.Formulas;

/// <summary>Works a formula out for one period, in decimals. What rows are worth is told by whoever asks.</summary>
internal sealed class Evaluation(Func<Node.Row, decimal> valueOf, int period)
{
    private const int LargestPower = 100;

    /// <exception cref="DivideByZeroException">Something is divided by zero.</exception>
    /// <exception cref="OverflowException">A number does not fit.</exception>
    /// <exception cref="PowerException">A power is no whole number of at most 100.</exception>
    public decimal Of(Node node) => node switch
    {
        Node.Number number => number.Value,
        Node.Row row => valueOf(row),
        Node.Period => period,
        Node.Negation negation => -Of(negation.Of),
        Node.Operation operation => Of(operation),
        Node.Call call => Of(call),
        _ => throw new NotSupportedException($"{node.GetType().Name} has no value by itself."),
    };

    private decimal Of(Node.Operation operation)
    {
        var (left, right) = (Of(operation.Left), Of(operation.Right));
        return operation.Sign switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => Power(left, right),
        };
    }

    private decimal Of(Node.Call call)
    {
        var of = call.Arguments;
        return call.Function switch
        {
            Function.Round => Rounded(Of(of[0]), PlacesOf(of), MidpointRounding.AwayFromZero),
            Function.RoundUp => Of(of[0]) is var up && up < 0 ? Rounded(up, PlacesOf(of), MidpointRounding.ToNegativeInfinity) : Rounded(up, PlacesOf(of), MidpointRounding.ToPositiveInfinity),
            Function.RoundDown => Rounded(Of(of[0]), PlacesOf(of), MidpointRounding.ToZero),
            Function.Min => of.Min(Of),
            Function.Max => of.Max(Of),
            Function.Sum => of.Sum(Of),
            Function.Average => of.Average(Of),
            Function.Abs => Math.Abs(Of(of[0])),
            Function.If => Holds((Node.Comparison)of[0]) ? Of(of[1]) : Of(of[2]),
            _ => throw new NotSupportedException($"{call.Function} is not worked out."),
        };
    }

    private bool Holds(Node.Comparison comparison)
    {
        var order = Of(comparison.Left).CompareTo(Of(comparison.Right));
        return comparison.Sign switch
        {
            "=" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static int PlacesOf(IReadOnlyList<Node> arguments) => arguments.Count == 1 ? 0 : FormulaParser.PlacesOf(arguments[1]) ?? 0;

    private static decimal Rounded(decimal value, int places, MidpointRounding way)
    {
        if (places >= 0)
        {
            return decimal.Round(value, places, way);
        }

        var step = Power(10, -places);
        return decimal.Round(value / step, 0, way) * step;
    }

    private static decimal Power(decimal of, decimal by)
    {
        if (by != decimal.Truncate(by) || Math.Abs(by) > LargestPower)
        {
            throw new PowerException();
        }

        var result = 1m;
        for (var i = 0; i < Math.Abs(by); i++)
        {
            result *= of;
        }

        return by < 0 ? 1 / result : result;
    }
}

/// <summary>A power that is no whole number, or above a hundred.</summary>
internal sealed class PowerException : ArithmeticException;
