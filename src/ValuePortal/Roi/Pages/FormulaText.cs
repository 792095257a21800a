using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Pages;

/// <summary>Writes a driver's formula of one month with its numbers, in the signs of arithmetic: "1,000 × (18 − 13) ÷ 60 × USD 45.00 × 50 % × (1 − 10 %) = USD 1,687.50".</summary>
public static class FormulaText
{
    public static string Of(DriverLine driver, DriverFormula formula, string currency, IStringLocalizer<RoiWords> text)
    {
        var (better, worse) = driver.LowerIsBetter ? (driver.Baseline, formula.Now) : (formula.Now, driver.Baseline);
        var left = $"{LevelText.Of(formula.Quantity)} × ({LevelText.Of(better)} − {LevelText.Of(worse)})";
        if (driver.UnitsPerPriced != 1)
        {
            left += $" ÷ {LevelText.Of(driver.UnitsPerPriced)}";
        }

        if (formula.Value is { } value)
        {
            left += $" × {Money.Exact(value.UnitValue, currency)}";
            left += value.Share == 1 ? "" : $" × {LevelText.Percent(value.Share)}";
            left += value.Risk == 0 ? "" : $" × (1 − {LevelText.Percent(value.Risk)})";
            return $"{left} = {Money.Exact(value.Benefit, currency)}";
        }

        return driver.Kind is DriverKind.TimeSaved ? $"{left} = {text["HoursAre", RoiMetrics.HoursSaved.Display(formula.Hours)]}" : left;
    }
}
