using ValuePortal.Roi.Formulas;

namespace ValuePortal.Roi.Sheets;

/// <summary>
/// Fills rows with values: the start first, then period after period, in each of them the rows in an order in which every row comes after those
/// it reads. Decimal throughout; a row is rounded only where it says so, half away from zero.
/// </summary>
internal sealed class SheetValues(IReadOnlyList<DraftRow> order, int periods, Action<DraftRow, int, Fault> wrong)
{
    private readonly Dictionary<string, DraftRow> rows = order.ToDictionary(row => row.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Stops at the first period in which something is wrong.</summary>
    public void Fill()
    {
        foreach (var row in order)
        {
            row.Filled = new decimal?[periods + 1];
        }

        for (var period = 0; period <= periods; period++)
        {
            var fine = true;
            foreach (var row in order)
            {
                fine &= Fill(row, period);
            }

            if (!fine)
            {
                return;
            }
        }
    }

    private bool Fill(DraftRow row, int period)
    {
        try
        {
            if (Value(row, period) is { } value)
            {
                row.Filled[period] = row.Text is { Round: true, Decimals: { } decimals }
                    ? decimal.Round(value, row.Unit == RowUnit.PercentWord ? decimals + 2 : decimals, MidpointRounding.AwayFromZero)
                    : value;
            }
        }
        catch (ArithmeticException failure)
        {
            wrong(row, period, new Fault(failure switch
            {
                DivideByZeroException => FaultKind.DividesByZero,
                PowerException => FaultKind.PowerNotWhole,
                _ => FaultKind.TooLarge,
            }));
            row.Filled[period] = 0;
            return false;
        }

        return true;
    }

    private decimal? Value(DraftRow row, int period)
    {
        var given = period == 0 ? row.Text.Initial : row.Text.Value ?? row.Text.Values?[period - 1];
        if (given is { } cell)
        {
            return cell.Value;
        }

        if (row.Root is null || (period == 0 && !CountsAtStart(row)))
        {
            return null;
        }

        var value = new Evaluation(read => ValueOf(read, period), period).Of(row.Root);
        return Math.Abs(value) <= Cell.Most ? value : throw new OverflowException();
    }

    // In tables of benefits only what is written counts at the start: customers who were there before are no benefit.
    private bool CountsAtStart(DraftRow row) =>
        row.Table.Kind is not SheetKind.Benefit && row.Reads.Any(read => !read.Previous && rows[read.Name].Filled[0] is not null);

    private decimal ValueOf(Node.Row read, int period)
    {
        var row = rows[read.Name];
        return (read.Previous, period) switch
        {
            (true, 0) => row.Text.First?.Value ?? 0,
            (true, 1) => row.Text.First?.Value ?? row.Filled[0] ?? 0,
            (true, _) => row.Filled[period - 1] ?? 0,
            (false, 0) => row.Filled[0] ?? row.Text.Value?.Value ?? 0,
            _ => row.Filled[period] ?? 0,
        };
    }
}
