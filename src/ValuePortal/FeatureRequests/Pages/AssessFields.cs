using System.Globalization;
using ValuePortal.FeatureRequests.Scoring;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>The form of an assessment as it was sent. What cannot be read becomes a number that is refused.</summary>
public sealed class AssessFields
{
    public string? Fit { get; set; }

    public string? Effort { get; set; }

    public string? Reach { get; set; }

    public string? Impact { get; set; }

    public string? Confidence { get; set; }

    internal AssessRequest.Input Input => new(Whole(Fit), Amount(Effort), Whole(Reach), Amount(Impact), Whole(Confidence));

    internal static AssessFields Of(AssessRequest.Input input) => new()
    {
        Fit = Written(input.Fit),
        Effort = Written(input.Effort),
        Reach = Written(input.Reach),
        Impact = Written(input.Impact),
        Confidence = Written(input.Confidence),
    };

    internal static string Written(decimal? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    private static int? Whole(string? text) => string.IsNullOrWhiteSpace(text) ? null : ClockFields.Number(text) ?? -1;

    private static decimal? Amount(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
