using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ValuePortal.Platform.Metrics;

/// <summary>
/// What a figure means. The words stand in the resources of its module under <c>Metric_{id}_Name</c>, <c>_Formula</c>,
/// <c>_Window</c> and <c>_Rows</c>; <c>docs/metrics.md</c> is written from them.
/// </summary>
/// <param name="Id">Stable id, as in <c>data-metric</c>: "usage.active_users".</param>
/// <param name="Words">The resource class of the module.</param>
/// <param name="Format">How the number is shown.</param>
public sealed record Metric(string Id, Type Words, MetricFormat Format = MetricFormat.Count)
{
    public string Name(IStringLocalizerFactory texts) => texts.Create(Words)[$"Metric_{Id}_Name"];

    /// <summary>How it is counted, in one or two sentences.</summary>
    public string Formula(IStringLocalizerFactory texts) => texts.Create(Words)[$"Metric_{Id}_Formula"];

    /// <summary>Over which days.</summary>
    public string Window(IStringLocalizerFactory texts) => texts.Create(Words)[$"Metric_{Id}_Window"];

    /// <summary>Which rows stand behind it.</summary>
    public string Rows(IStringLocalizerFactory texts) => texts.Create(Words)[$"Metric_{Id}_Rows"];

    /// <summary>The number as it is shown: rounded half away from zero to the places of the format.</summary>
    public decimal Rounded(decimal value) =>
        decimal.Round(value, Format switch { MetricFormat.Percent => 3, MetricFormat.OneDecimal => 1, _ => 0 }, MidpointRounding.AwayFromZero);

    /// <summary>The number as the reader's culture writes it; money gets its currency from <c>MoneyFigure</c>.</summary>
    public string Display(decimal value) => Format switch
    {
        MetricFormat.Percent => value.ToString("P1", CultureInfo.CurrentCulture),
        MetricFormat.OneDecimal => value.ToString("N1", CultureInfo.CurrentCulture),
        _ => value.ToString("N0", CultureInfo.CurrentCulture),
    };
}

public enum MetricFormat
{
    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A share of one, shown in per cent with one decimal.</summary>
    Percent,

    /// <summary>A number with one decimal: hours, days per person.</summary>
    OneDecimal,

    /// <summary>Money. Without its currency it is shown as a whole number; MoneyFigure writes it with the account's.</summary>
    Money,
}

/// <summary>The metrics a module defines; each module registers its own.</summary>
public sealed record MetricCatalog(string Module, IReadOnlyList<Metric> Metrics);
