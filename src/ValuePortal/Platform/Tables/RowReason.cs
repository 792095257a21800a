namespace ValuePortal.Platform.Tables;

/// <summary>Why a row of a table is not taken.</summary>
/// <param name="Word">By which reasons are counted; the words are "Row_" and this, in the resources of the module that reads the table.</param>
/// <param name="Parts">What stands in the places of the sentence.</param>
public sealed record RowReason(string Word, params string[] Parts);

/// <summary>A reason for which rows were refused.</summary>
/// <param name="First">The first row with this reason, as an example.</param>
/// <param name="Rows">The numbers of the first rows with it.</param>
public sealed record CountedReason(RowReason First, long Count, IReadOnlyList<long> Rows);

/// <summary>Counts refused rows by their reason and names the first ones of each.</summary>
public sealed class CountReasons
{
    private const int RowsNamed = 20;

    private readonly Dictionary<string, (RowReason First, List<long> Rows, long Count)> reasons = new(StringComparer.Ordinal);

    /// <summary>The most frequent reason first.</summary>
    public IReadOnlyList<CountedReason> Counted =>
        [.. reasons.Values.OrderByDescending(reason => reason.Count).Select(reason => new CountedReason(reason.First, reason.Count, [.. reason.Rows.Order()]))];

    public void Add(RowReason reason, long row)
    {
        var (first, rows, count) = reasons.GetValueOrDefault(reason.Word, (reason, [], 0));
        if (rows.Count < RowsNamed)
        {
            rows.Add(row);
        }

        reasons[reason.Word] = (first, rows, count + 1);
    }
}
