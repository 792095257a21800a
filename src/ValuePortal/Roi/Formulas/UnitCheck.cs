namespace ValuePortal.Roi.Formulas;

/// <summary>Tells the unit of a bound formula from those of its rows, or what does not fit.</summary>
internal sealed class UnitCheck(Func<string, RowUnit> unitOf)
{
    private Fault? fault;

    public static (RowUnit Unit, Fault? Fault) Of(Node node, Func<string, RowUnit> unitOf)
    {
        var check = new UnitCheck(unitOf);
        var unit = check.Of(node);
        return (unit, check.fault);
    }

    private RowUnit Of(Node node) => node switch
    {
        Node.Number { IsPercent: true } => RowUnit.Percent,
        Node.Row row => unitOf(row.Name),
        Node.Negation negation => Of(negation.Of),
        Node.Operation operation => Of(operation),
        Node.Comparison comparison => Sum([comparison.Left, comparison.Right]),
        Node.Call { Function: Function.If } choice => If(choice),
        Node.Call { Function: Function.Min or Function.Max or Function.Sum or Function.Average } fold => Sum(fold.Arguments),
        Node.Call call => Of(call.Arguments[0]),
        _ => RowUnit.Bare,
    };

    private RowUnit Of(Node.Operation operation)
    {
        var (left, right) = (Of(operation.Left), Of(operation.Right));
        return operation.Sign switch
        {
            '+' or '-' => RowUnit.Sum(left, right) ?? Wrong(new Fault(FaultKind.UnitsDiffer, left.Word, right.Word)),
            '*' => RowUnit.Product(left, right) ?? Wrong(new Fault(FaultKind.MoneyTimesMoney)),
            '/' => RowUnit.Quotient(left, right) ?? Wrong(new Fault(FaultKind.DividesByMoney, left.Word)),
            _ => RowUnit.Power(left) ?? Wrong(new Fault(FaultKind.MoneyTimesMoney)),
        };
    }

    private RowUnit If(Node.Call choice)
    {
        Of(choice.Arguments[0]);
        return Sum([choice.Arguments[1], choice.Arguments[2]]);
    }

    private RowUnit Sum(IReadOnlyList<Node> parts)
    {
        var sum = RowUnit.Bare;
        foreach (var part in parts)
        {
            var next = Of(part);
            sum = RowUnit.Sum(sum, next) ?? Wrong(new Fault(FaultKind.UnitsDiffer, sum.Word, next.Word));
        }

        return sum;
    }

    private RowUnit Wrong(Fault wrong)
    {
        fault ??= wrong;
        return RowUnit.Bare;
    }
}
