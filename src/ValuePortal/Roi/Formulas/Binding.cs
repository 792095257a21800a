namespace ValuePortal.Roi.Formulas;

/// <summary>
/// Puts rows that exist in the place of names: whatever the case, <c>A6PY</c> as <c>A6.prev</c> where no row has that name, and ranges as all
/// their rows. After it there are only rows that exist.
/// </summary>
/// <param name="find">The id of a row as it is written in its table; null when there is none.</param>
/// <param name="between">The rows from one to another in their table; null when they are not of one table, in this order.</param>
internal sealed class Binding(Func<string, string?> find, Func<string, string, IReadOnlyList<string>?> between)
{
    private const string PriorYear = "PY";

    private Fault? fault;

    /// <summary>The tree with rows that exist, or what is wrong.</summary>
    public static (Node? Root, Fault? Fault) Bind(Node node, Func<string, string?> find, Func<string, string, IReadOnlyList<string>?> between)
    {
        var binding = new Binding(find, between);
        var root = binding.Of(node);
        return binding.fault is { } wrong ? (null, wrong) : (root, null);
    }

    /// <summary>The rows a bound formula reads.</summary>
    public static IEnumerable<Node.Row> RowsOf(Node node) => node switch
    {
        Node.Row row => [row],
        Node.Negation negation => RowsOf(negation.Of),
        Node.Operation operation => RowsOf(operation.Left).Concat(RowsOf(operation.Right)),
        Node.Comparison comparison => RowsOf(comparison.Left).Concat(RowsOf(comparison.Right)),
        Node.Call call => call.Arguments.SelectMany(RowsOf),
        _ => [],
    };

    private Node Of(Node node) => node switch
    {
        Node.Row row => Row(row),
        Node.Negation negation => new Node.Negation(Of(negation.Of)),
        Node.Operation operation => operation with { Left = Of(operation.Left), Right = Of(operation.Right) },
        Node.Comparison comparison => comparison with { Left = Of(comparison.Left), Right = Of(comparison.Right) },
        Node.Call call => call with { Arguments = [.. call.Arguments.SelectMany(Argument)] },
        _ => node,
    };

    private Node.Row Row(Node.Row row)
    {
        if (find(row.Name) is { } id)
        {
            return row with { Name = id };
        }

        if (!row.Previous && row.Name.EndsWith(PriorYear, StringComparison.OrdinalIgnoreCase) && find(row.Name[..^PriorYear.Length]) is { } prior)
        {
            return new Node.Row(prior, Previous: true);
        }

        fault ??= new Fault(FaultKind.UnknownRow, row.Name);
        return row;
    }

    private IEnumerable<Node> Argument(Node node)
    {
        if (node is not Node.Range range)
        {
            return [Of(node)];
        }

        if ((find(range.From) is null ? range.From : find(range.To) is null ? range.To : null) is { } unknown)
        {
            fault ??= new Fault(FaultKind.UnknownRow, unknown);
            return [];
        }

        if (between(find(range.From)!, find(range.To)!) is { } rows)
        {
            return rows.Select(row => new Node.Row(row, Previous: false));
        }

        fault ??= new Fault(FaultKind.RangeAcrossTables, range.From, range.To);
        return [];
    }
}
