using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>
/// What the address of <c>/usage/engagement</c> asks for beside range and comparison: <c>align=weekday</c>, <c>line=day|week</c> (which
/// line is compared; else the month's) and <c>month=2026-10</c> of the power-user curve.
/// </summary>
public sealed record EngagementChoice(UsageChoice Base, Alignment Align, Window Line, DateOnly? Month)
{
    public const string Path = "usage/engagement";
    private const string MonthPattern = "yyyy-MM";

    public ReadEngagement.Input Input => new(Base.Range?.From, Base.Range?.To, Base.Compare, Align, Month);

    public static EngagementChoice Read(string? from, string? to, string? compare, string? align, string? line, string? month, IStringLocalizer<UsageWords> text)
    {
        var choice = UsageChoice.Read(from, to, compare, null, text) with { Page = Path };
        var wanted = DateOnly.TryParseExact(month, MonthPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100
            ? day
            : (DateOnly?)null;
        return new EngagementChoice(choice, Alignment.Date, Window.Month, null)
            .To(align is "weekday" ? Alignment.Weekday : Alignment.Date)
            .To(line switch { "day" => Window.Day, "week" => Window.Week, _ => Window.Month })
            .To(wanted);
    }

    public string Address(string? path = null) => Base.Address(path);

    public EngagementChoice To(Alignment align) => this with { Align = align, Base = Base.With("align", align is Alignment.Weekday ? "weekday" : null) };

    public EngagementChoice To(Window line) => this with
    {
        Line = line,
        Base = Base.With("line", line switch { Window.Day => "day", Window.Week => "week", _ => null }),
    };

    public EngagementChoice To(DateOnly? month) => this with { Month = month, Base = Base.With("month", month?.ToString(MonthPattern, CultureInfo.InvariantCulture)) };
}
