using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Pages;

namespace ValuePortal.Roi.Agreement;

/// <summary>Writes what a figure rests on in the reader's words: "Before: 18", "Times in May 2026: 1,000".</summary>
internal sealed class InputWording(IStringLocalizer<RoiWords> text, Days days, string currency)
{
    public string Of(string name, string value) => text["NamedValue", Label(name), Value(name, value)];

    /// <summary>The name and the value apart.</summary>
    public (string Name, string Value) Parts(string name, string value) => (Label(name), Value(name, value));

    public string Of(InputChange change) => change switch
    {
        { Before: { } before, Now: { } now } => text["WasNow", Label(change.Name), Value(change.Name, before), Value(change.Name, now)],
        { Now: { } now } => text["IsNew", Label(change.Name), Value(change.Name, now)],
        _ => text["IsGone", Label(change.Name), Value(change.Name, change.Before!)],
    };

    private string Label(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? text["Input_" + name]
            : text["Input_" + name[..colon], FigureInputs.MonthOf(name) is { } month ? days.Month(month) : name[(colon + 1)..]];
    }

    private string Value(string name, string value) => name switch
    {
        "kind" => text["Kind_" + value],
        "time" => text["Time_" + value],
        "source" => text["Source_" + value],
        "measure" => text["Measure_" + value],
        "rhythm" => text["RhythmWord_" + value],
        "share" or "risk" => LevelText.Percent(Number(value)),
        "unit_value" or "amount" => Money.Exact(Number(value), currency),
        "from" when DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) => days.Month(month),
        "baseline" or "target" or "expected" => LevelText.Of(Number(value)),
        _ when name.StartsWith("level:", StringComparison.Ordinal) || name.StartsWith("times:", StringComparison.Ordinal) => LevelText.Of(Number(value)),
        _ when name.StartsWith("removed:", StringComparison.Ordinal) => text["Input_yes"],
        _ => value,
    };

    private static decimal Number(string value) => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
