using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Pages;

/// <summary>The page of a feature. A key may hold slashes, which stay parts of the path.</summary>
internal static class FeatureAddress
{
    public static string Of(string key) => "usage/adoption/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    public static string Of(string key, DayRange days) => $"{Of(key)}?from={UsageChoice.Iso(days.From)}&to={UsageChoice.Iso(days.To)}";
}
