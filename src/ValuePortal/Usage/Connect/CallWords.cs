using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Connect;

/// <summary>How a call's fate is told.</summary>
internal static class CallWords
{
    /// <summary>Chip of a verdict.</summary>
    public static string Tone(Verdict verdict) => verdict switch
    {
        Verdict.Accepted => "good",
        Verdict.Unassigned => "warn",
        Verdict.Refused => "bad",
        _ => "",
    };

    /// <summary>Why, in a sentence.</summary>
    public static string Why(this IStringLocalizer<ConnectWords> text, RecentCall call) =>
        call.Reason is { } reason ? text["Reason_" + reason] : text["Why_" + call.Verdict];

    /// <summary>Day and time, UTC.</summary>
    public static string When(this IStringLocalizer<ConnectWords> text, Days days, DateTimeOffset at) =>
        text["DayAndTime", days.WithoutYear(DateOnly.FromDateTime(at.UtcDateTime)), at.UtcDateTime.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)];
}
