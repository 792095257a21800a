using System.Globalization;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Audit;

/// <summary>What a page of the audit log shows, as its address says it: days of a zone, both included, a kind, and for the vendor whose lines.</summary>
/// <param name="Whose">"vendor", an account's id, or nothing for all.</param>
/// <param name="WithOwn">Whether what the portal did by itself is shown too; null on a page that leaves nothing out.</param>
public sealed record AuditChoice(string Path, DateOnly? From, DateOnly? To, AuditKind? Kind, string? Whose = null, bool? WithOwn = null)
{
    public static AuditChoice Read(string path, string? from, string? to, string? kind, string? whose = null, bool? withOwn = null) =>
        new(path, DayOf(from), DayOf(to), Enum.TryParse<AuditKind>(kind, out var known) && Enum.IsDefined(known) ? known : null, string.IsNullOrEmpty(whose) ? null : whose, withOwn);

    /// <param name="own">The account of a customer; null for the vendor's admin, who chooses.</param>
    public ReadAuditLog.Input Input(Guid? own, TimeZoneInfo zone, string? older = null) => new(
        own ?? (Whose is null ? null : Whose == "vendor" ? AccountScope.NoAccount : Guid.TryParse(Whose, out var account) ? account : Guid.AllBitsSet),
        From is { } first ? Begin(first, zone) : null,
        To is { } last ? Begin(last.AddDays(1), zone) : null,
        Kind,
        older,
        WithOwn is not false);

    public string Address(string? older = null, string suffix = "") => Path + suffix + QueryString.Create(new Dictionary<string, string?>
    {
        ["from"] = Iso(From),
        ["to"] = Iso(To),
        ["kind"] = Kind?.ToString(),
        ["of"] = Whose,
        ["own"] = WithOwn is true ? "yes" : null,
        ["older"] = older,
    }.Where(pair => pair.Value is not null));

    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    private static DateTimeOffset Begin(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
