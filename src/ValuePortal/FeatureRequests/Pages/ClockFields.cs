using System.Globalization;
using ValuePortal.FeatureRequests.Desk;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>The form of answer days as it was sent.</summary>
public sealed class ClockFields
{
    public string? KeyDays { get; set; }

    public string? ImportantDays { get; set; }

    public string? RegularDays { get; set; }

    public string? Holidays { get; set; }

    public string? Workdays { get; set; }

    public string? Edition { get; set; }

    internal StateRequestSettings.ClockInput Input => new(Number(KeyDays), Number(ImportantDays), Number(RegularDays), Holidays, Workdays, Number(Edition) ?? -1);

    internal static ClockFields Of(RequestSettings settings) => new()
    {
        KeyDays = Text(settings.KeyDays),
        ImportantDays = Text(settings.ImportantDays),
        RegularDays = Text(settings.RegularDays),
        Holidays = settings.Holidays,
        Workdays = settings.Workdays,
        Edition = Text(settings.Edition),
    };

    internal static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
