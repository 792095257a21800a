namespace ValuePortal.Roi.Formulas;

/// <summary>A formula as a tree. It is only ever walked: nothing of it runs as code.</summary>
internal abstract record Node
{
    /// <summary>A number that stands in the formula; 20% is 0.2 and known as a percentage.</summary>
    public sealed record Number(decimal Value, bool IsPercent) : Node;

    /// <param name="Previous">The value of the period before.</param>
    public sealed record Row(string Name, bool Previous) : Node;

    /// <summary>Rows from one to another, as they stand in their table. Among the arguments of a function only.</summary>
    public sealed record Range(string From, string To) : Node;

    /// <summary>The number of the period: 1 in the first one, 0 at the start.</summary>
    public sealed record Period : Node;

    public sealed record Negation(Node Of) : Node;

    /// <param name="Sign">One of + - * / ^.</param>
    public sealed record Operation(char Sign, Node Left, Node Right) : Node;

    /// <param name="Sign">One of = &lt;&gt; &lt; &lt;= &gt; &gt;=.</param>
    public sealed record Comparison(string Sign, Node Left, Node Right) : Node;

    public sealed record Call(Function Function, IReadOnlyList<Node> Arguments) : Node;
}

/// <summary>The functions a formula may call, by the names spreadsheets have for them.</summary>
internal enum Function
{
    /// <summary>ROUND(x, places): half away from zero; negative places round to tens, hundreds.</summary>
    Round,
    RoundUp,
    RoundDown,
    Min,
    Max,
    Sum,
    Average,
    Abs,

    /// <summary>IF(a &lt; b, then, else)</summary>
    If,
}
