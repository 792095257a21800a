using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>Which figure the trend draws.</summary>
public enum TrendSeries
{
    Events,
    Users,
}

/// <summary>What the address of the page asks for: <c>?from=2014-03-01&amp;to=2014-03-31&amp;cmp=prev|year|none&amp;show=events|users</c>, both days included.</summary>
/// <param name="Range">Null: the default range, which ends at the last day with data.</param>
/// <param name="Refused">Why the days in the address could not be read; the page then shows the default range.</param>
public sealed record UsageChoice(DayRange? Range, Comparison Compare, TrendSeries Show, Refusal? Refused = null)
{
    /// <summary>The page that the choice is made on, relative to the base address.</summary>
    public string Page { get; init; } = "usage";

    /// <summary>What else the page's address says, kept when something is changed.</summary>
    public IReadOnlyList<(string Name, string Value)> More { get; init; } = [];

    public ReadUsageReport.Input Input => new(Range?.From, Range?.To, Compare);

    public static UsageChoice Read(string? from, string? to, string? compare, string? show, IStringLocalizer<UsageWords> text)
    {
        var choice = new UsageChoice(
            null,
            compare switch { "none" => Comparison.None, "year" => Comparison.Year, _ => Comparison.Previous },
            show is "users" ? TrendSeries.Users : TrendSeries.Events);
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to))
        {
            return choice;
        }

        if (!TryDay(from, out var first) || !TryDay(to, out var last))
        {
            return choice.Refuse(text["RefusedDays"]);
        }

        return choice with { Range = new DayRange(first, last) };
    }

    /// <summary>The address of the same page with something changed; what is the default is left out.</summary>
    /// <param name="path">Null: the page itself.</param>
    public string Address(string? path = null)
    {
        path ??= Page;
        var parts = new List<string>();
        if (Range is { } range)
        {
            parts.Add($"from={Iso(range.From)}");
            parts.Add($"to={Iso(range.To)}");
        }

        if (Compare is not Comparison.Previous)
        {
            parts.Add("cmp=" + Word(Compare));
        }

        if (Show is not TrendSeries.Events)
        {
            parts.Add("show=users");
        }

        parts.AddRange(More.Select(more => $"{more.Name}={Uri.EscapeDataString(more.Value)}"));
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    /// <summary>The same with one more word in the address, in place of an earlier one; null takes it out.</summary>
    public UsageChoice With(string name, string? value) => this with
    {
        More = [.. More.Where(more => more.Name != name), .. value is null ? Array.Empty<(string, string)>() : [(name, value)]],
    };

    /// <summary>The word for it in the address.</summary>
    public static string Word(Comparison compare) => compare switch
    {
        Comparison.None => "none",
        Comparison.Year => "year",
        _ => "prev",
    };

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private UsageChoice Refuse(string why) => this with
    {
        Refused = new Refusal.Invalid(why, new Dictionary<string, string[]> { ["from"] = [why] }),
    };

    private static bool TryDay(string? written, out DateOnly day) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
