using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.Agreement;

/// <summary>An input that is another one now.</summary>
/// <param name="Before">Null when there was none.</param>
/// <param name="Now">Null when there is none any more.</param>
public sealed record InputChange(string Name, string? Before, string? Now)
{
    /// <summary>The month to which it belongs; null for a term, which touches all of them.</summary>
    public DateOnly? Month => FigureInputs.MonthOf(Name);
}

/// <summary>
/// What a figure rests on, name by name, in plain words that can be kept and compared for ever: <c>baseline</c> 18, <c>times:2026-05</c> 1000. Numbers are
/// written with a point and without zeros at the end, so that what is equal reads equal.
/// </summary>
public sealed class FigureInputs
{
    private readonly OrderedDictionary<string, string> all = [];

    private FigureInputs()
    {
    }

    public IEnumerable<(string Name, string Value)> All => all.Select(input => (input.Key, input.Value));

    /// <summary>What holds for the whole figure, without its months, rows and formulas.</summary>
    public IEnumerable<(string Name, string Value)> Terms => All.Where(input => !input.Name.Contains(':', StringComparison.Ordinal));

    public bool IsEmpty => all.Count == 0;

    public string Json => JsonSerializer.Serialize(all);

    /// <summary>Tells whether what somebody saw is what stands there now.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)).AsSpan(0, 16));

    /// <summary>The terms of a driver, and its months up to one, that included.</summary>
    internal static FigureInputs Of(Driver driver, IEnumerable<DriverMonth> months)
    {
        var inputs = TermsOf(driver);
        foreach (var month in months)
        {
            inputs.Add(Named("level", month.Month), month.Now);
            if (driver.IsMoney)
            {
                inputs.Add(Named("times", month.Month), month.Quantity);
            }
        }

        return inputs;
    }

    internal static FigureInputs TermsOf(Driver driver)
    {
        var inputs = new FigureInputs();
        inputs.Add("kind", driver.Kind.ToString());
        inputs.Add("unit", driver.Unit);
        inputs.Add("time", driver.Time?.ToString());
        inputs.Add("baseline", driver.Baseline);
        inputs.Add("target", driver.Target);
        if (driver.IsMoney)
        {
            inputs.Add("unit_value", driver.UnitValue);
            inputs.Add("share", driver.Share);
            inputs.Add("risk", driver.Risk);
            inputs.Add("source", driver.Source.ToString());
            inputs.Add("measure", driver.Measure?.ToString());
            inputs.Add("feature", driver.Feature);
            inputs.Add("expected", driver.ExpectedPerMonth);
        }

        return inputs;
    }

    /// <summary>What was stated of months, or taken back.</summary>
    internal static FigureInputs Of(IEnumerable<(DriverEntry Entry, bool Removed)> entries)
    {
        var inputs = new FigureInputs();
        foreach (var (entry, removed) in entries.OrderBy(each => each.Entry.Month))
        {
            if (removed)
            {
                inputs.Add(Named("removed", entry.Month), "yes");
                continue;
            }

            inputs.Add(Named("level", entry.Month), entry.Level);
            inputs.Add(Named("times", entry.Month), entry.Quantity);
        }

        return inputs;
    }

    /// <summary>The rows of a table as they come out, those of other tables that they read with them.</summary>
    internal static FigureInputs Of(SheetTable table)
    {
        var inputs = new FigureInputs();
        inputs.Add("risk", table.Risk);
        inputs.Add("result", table.Result);
        foreach (var row in table.Rows)
        {
            inputs.Add($"formula:{row.Id}", row.Formula);
            inputs.Add($"row:{row.Id}", string.Join("; ", row.Values.Prepend(row.Initial ?? 0).Select(Number)));
        }

        return inputs;
    }

    /// <summary>The rows of a table as they were written.</summary>
    internal static FigureInputs Of(ValueDocument.Table table)
    {
        var inputs = new FigureInputs();
        inputs.Add("risk", table.RiskAdjustment?.Value);
        inputs.Add("result", table.Result);
        foreach (var row in table.Rows ?? [])
        {
            inputs.Add($"formula:{row?.Id}", row?.Formula);
            inputs.Add($"row:{row?.Id}", string.Join("; ", (row?.Values ?? [row?.Value]).Where(cell => cell is not null).Select(cell => Number(cell!.Value.Value))));
        }

        return inputs;
    }

    internal static FigureInputs Of(Investment investment)
    {
        var inputs = new FigureInputs();
        inputs.Add("amount", investment.Amount);
        inputs.Add("rhythm", investment.Rhythm.ToString());
        inputs.Add("from", investment.FromMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        return inputs;
    }

    /// <summary>As it was kept.</summary>
    public static FigureInputs Read(string json)
    {
        var inputs = new FigureInputs();
        foreach (var (name, value) in json.Length == 0 ? [] : JsonSerializer.Deserialize<OrderedDictionary<string, string>>(json) ?? [])
        {
            inputs.all.Add(name, value);
        }

        return inputs;
    }

    /// <summary>What is different in what stands now, in the order of what stood before.</summary>
    public IReadOnlyList<InputChange> ChangesTo(FigureInputs now) =>
    [
        .. all.Where(input => now.all.GetValueOrDefault(input.Key) != input.Value).Select(input => new InputChange(input.Key, input.Value, now.all.GetValueOrDefault(input.Key))),
        .. now.all.Where(input => !all.ContainsKey(input.Key)).Select(input => new InputChange(input.Key, null, input.Value)),
    ];

    internal static DateOnly? MonthOf(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && DateOnly.TryParseExact(name.AsSpan(colon + 1), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    private static string Named(string name, DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"{name}:{month:yyyy-MM}");

    private static string Number(decimal value) => decimal.Round(value, 10, MidpointRounding.AwayFromZero).ToString("0.##########", CultureInfo.InvariantCulture);

    private void Add(string name, decimal? value) => Add(name, value is { } number ? Number(number) : null);

    private void Add(string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            all[name] = value;
        }
    }
}
