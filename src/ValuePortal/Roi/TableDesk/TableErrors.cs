using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.TableDesk;

/// <summary>What is wrong with a table that was filled in, at the fields of its form; what is wrong elsewhere because of it stands above the form.</summary>
internal sealed class TableErrors(ModelPeriod period, IStringLocalizer<SheetWords> sheetWords, IStringLocalizer<TableDeskWords> words)
{
    private readonly Dictionary<string, List<string>> errors = [];

    /// <summary>Null while nothing is wrong.</summary>
    public Refusal.Invalid? Refusal => errors.Count == 0 ? null : new Refusal.Invalid(words["SomethingWrong"], errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));

    public void Add(string table, string row, string field, string key, object[] places) => Add($"{row}.{field}", sheetWords["InRow", row, table, words[key, places].Value]);

    /// <summary>Of a field of the table itself.</summary>
    public void Add(string table, string field, string key, object[] places) => Add(field, sheetWords["InTable", table, words[key, places].Value]);

    public void Add(string table, IReadOnlyList<SheetFault> faults)
    {
        foreach (var fault in faults)
        {
            Add(fault.Table == table && fault.Row is { } row ? $"{row}.{FieldOf(fault.Place)}" : "", FaultText.Of(fault, period, sheetWords));
        }
    }

    private void Add(string field, string says)
    {
        if (!errors.TryGetValue(field, out var all))
        {
            errors[field] = all = [];
        }

        all.Add(says);
    }

    private static string FieldOf(string place) => place[(place.LastIndexOf('.') + 1)..] switch
    {
        "label" => nameof(RowText.Label),
        "unit" => nameof(RowText.Unit),
        "decimals" or "round" => nameof(RowText.Decimals),
        "formula" => nameof(RowText.Formula),
        "initial" => nameof(RowText.Initial),
        "first" => nameof(RowText.First),
        "id" => nameof(RowText.Id),
        _ => nameof(RowText.Numbers),
    };
}
