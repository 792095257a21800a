using System.Globalization;

namespace ValuePortal.Milestones.Pages;

/// <summary>Days as a date field sends and takes them, and the place on the account's page to which the forms lead back.</summary>
internal static class FormDay
{
    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Null for an empty field or no day.</summary>
    public static DateOnly? Read(string? written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Null for an empty field: what was written and is no day becomes one that every check refuses.</summary>
    public static DateOnly? ReadOptional(string? written) => string.IsNullOrWhiteSpace(written) ? null : Read(written) ?? DateOnly.MinValue;

    public static string Back(Guid account) => $"/desk/accounts/{account}/plan";
}
