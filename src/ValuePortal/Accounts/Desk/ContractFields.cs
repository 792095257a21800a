using System.Globalization;

namespace ValuePortal.Accounts.Desk;

/// <summary>The form of contract terms as it was sent.</summary>
public sealed class ContractFields
{
    public string? ValidFrom { get; set; }

    public string? YearlyValue { get; set; }

    public string? Currency { get; set; }

    public string? StartsOn { get; set; }

    public string? EndsOn { get; set; }

    public string? RenewsOn { get; set; }

    internal StateContract.Input Input => new(Day(ValidFrom), Amount(YearlyValue), Currency, Day(StartsOn), Day(EndsOn), Day(RenewsOn));

    /// <summary>What is no amount becomes one that is refused.</summary>
    internal static decimal? Amount(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : -1;

    /// <summary>What is no day becomes one that is refused.</summary>
    internal static DateOnly? Day(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;
}
