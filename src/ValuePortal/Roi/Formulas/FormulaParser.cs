using System.Globalization;

namespace ValuePortal.Roi.Formulas;

/// <summary>
/// Reads a formula by recursive descent: sums of products of powers of numbers, percentages, rows, functions and brackets. The signs of
/// published studies are taken as well: × ÷ − for * / -, and <c>A6PY</c> (prior year) for <c>A6.prev</c>, which is told apart later, when the
/// rows are known. The first thing that is wrong is kept, with its place.
/// </summary>
internal sealed class FormulaParser
{
    public const int LongestFormula = 500;
    public const int DeepestFormula = 40;
    private const int LongestNumber = 20;
    private const int MostPlaces = 10;

    private readonly string text;
    private int at;
    private int depth;
    private Fault? fault;

    private FormulaParser(string text) => this.text = text;

    /// <summary>The tree, or what is wrong.</summary>
    public static (Node? Root, Fault? Fault) Parse(string formula)
    {
        if (formula.Length > LongestFormula)
        {
            return (null, new Fault(FaultKind.TooLong, LongestFormula));
        }

        var parser = new FormulaParser(formula);
        parser.Skip();
        if (parser.Next == '=')
        {
            parser.at++;
        }

        parser.Skip();
        if (parser.AtEnd)
        {
            return (null, new Fault(FaultKind.Empty));
        }

        var root = parser.Sum();
        if (parser.fault is null && !parser.AtEnd)
        {
            parser.Unexpected();
        }

        return parser.fault is { } wrong ? (null, wrong) : (root, null);
    }

    private bool AtEnd => at >= text.Length;

    private char Next => AtEnd ? '\0' : text[at];

    private Node? Sum()
    {
        if (++depth > DeepestFormula)
        {
            return Fail(new Fault(FaultKind.TooDeep, DeepestFormula));
        }

        var left = Product();
        while (left is not null && Takes('+', '-', '−', '–') is { } sign)
        {
            left = Product() is { } right ? new Node.Operation(sign is '+' ? '+' : '-', left, right) : null;
        }

        depth--;
        return left;
    }

    private Node? Product()
    {
        var left = Signed();
        while (left is not null && Takes('*', '/', '×', '·', '÷') is { } sign)
        {
            left = Signed() is { } right ? new Node.Operation(sign is '/' or '÷' ? '/' : '*', left, right) : null;
        }

        return left;
    }

    private Node? Signed()
    {
        if (Takes('-', '−', '–', '+') is not { } sign)
        {
            return Power();
        }

        if (++depth > DeepestFormula)
        {
            return Fail(new Fault(FaultKind.TooDeep, DeepestFormula));
        }

        var of = Signed();
        depth--;
        return of is null || sign is '+' ? of : new Node.Negation(of);
    }

    private Node? Power() =>
        Primary() is not { } left ? null
        : Takes('^') is null ? left
        : Signed() is { } right ? new Node.Operation('^', left, right)
        : null;

    private Node? Primary()
    {
        Skip();
        if (Takes('(') is not null)
        {
            var inner = Sum();
            return inner is not null && Expect(')') ? inner : null;
        }

        return char.IsAsciiDigit(Next) || Next == '.' ? Number()
            : char.IsLetter(Next) ? Named()
            : Unexpected();
    }

    private Node? Number()
    {
        var start = at;
        while (char.IsAsciiDigit(Next) || Next == '.')
        {
            at++;
        }

        if (at - start > LongestNumber || !decimal.TryParse(text[start..at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return Fail(new Fault(FaultKind.NumberTooLarge, text[start..at]));
        }

        return Takes('%') is null ? new Node.Number(value, IsPercent: false) : new Node.Number(value / 100, IsPercent: true);
    }

    private Node? Named()
    {
        var name = Name();
        if (Takes('(') is not null)
        {
            return Call(name);
        }

        if (Next != '.')
        {
            return name.Equals("PERIOD", StringComparison.OrdinalIgnoreCase) ? new Node.Period() : new Node.Row(name, Previous: false);
        }

        at++;
        return Name().Equals("prev", StringComparison.OrdinalIgnoreCase) ? new Node.Row(name, Previous: true) : Unexpected(at - 1);
    }

    private Node? Call(string name)
    {
        if (!Enum.TryParse<Function>(name, ignoreCase: true, out var function) || !Enum.IsDefined(function))
        {
            return Fail(new Fault(FaultKind.UnknownFunction, name));
        }

        List<Node> arguments = [];
        do
        {
            if (Argument(function, arguments.Count) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }
        while (Takes(',', ';') is not null);

        return !Expect(')') ? null
            : Fits(function, arguments) ? new Node.Call(function, arguments)
            : Fail(new Fault(FaultKind.WrongArguments, name.ToUpperInvariant()));
    }

    private Node? Argument(Function function, int place)
    {
        if (function is Function.If && place == 0)
        {
            return Sum() is not { } left ? null
                : Compares() is not { } sign ? Unexpected()
                : Sum() is { } right ? new Node.Comparison(sign, left, right)
                : null;
        }

        // A1:A5
        var start = at;
        Skip();
        if (char.IsLetter(Next) && Name() is var from && Takes(':') is not null)
        {
            Skip();
            return char.IsLetter(Next) ? new Node.Range(from, Name()) : Unexpected();
        }

        at = start;
        return Sum();
    }

    private static bool Fits(Function function, List<Node> arguments) => function switch
    {
        Function.Round or Function.RoundUp or Function.RoundDown => arguments is [not Node.Range] || (arguments is [not Node.Range, var places] && PlacesOf(places) is not null),
        Function.Abs => arguments is [not Node.Range],
        Function.If => arguments is [_, not Node.Range, not Node.Range],
        _ => true,
    };

    /// <summary>The places to round to: a whole number that stands in the formula.</summary>
    internal static int? PlacesOf(Node node) => node switch
    {
        Node.Number { IsPercent: false, Value: var places } when places == decimal.Truncate(places) && places <= MostPlaces => (int)places,
        Node.Negation { Of: Node.Number { IsPercent: false, Value: var tens } } when tens == decimal.Truncate(tens) && tens <= MostPlaces => -(int)tens,
        _ => null,
    };

    private string? Compares()
    {
        Skip();
        foreach (var sign in (string[])["<=", ">=", "<>", "=", "<", ">"])
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
            {
                at += sign.Length;
                return sign;
            }
        }

        return null;
    }

    private string Name()
    {
        var start = at;
        while (char.IsLetterOrDigit(Next) || Next == '_')
        {
            at++;
        }

        return text[start..at];
    }

    private char? Takes(params ReadOnlySpan<char> signs)
    {
        Skip();
        if (AtEnd || !signs.Contains(Next))
        {
            return null;
        }

        return text[at++];
    }

    private bool Expect(char sign)
    {
        if (Takes(sign) is not null)
        {
            return true;
        }

        Unexpected();
        return false;
    }

    private void Skip()
    {
        while (char.IsWhiteSpace(Next))
        {
            at++;
        }
    }

    private Node? Unexpected(int? place = null)
    {
        Skip();
        var where = place ?? at;
        return Fail(where >= text.Length ? new Fault(FaultKind.Unfinished) : new Fault(FaultKind.Unexpected, text[where].ToString(), where + 1));
    }

    private Node? Fail(Fault wrong)
    {
        fault ??= wrong;
        return null;
    }
}
