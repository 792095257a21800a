using ValuePortal.FeatureRequests.Echo;

namespace ValuePortal.Tests.FeatureRequests;

/// <summary>Against the public calendars of two countries.</summary>
public sealed class WorkCalendarTests
{
    // The State Council's notice for 2026: New Year's Day 1–3 January, worked on Sunday 4 January; Spring Festival 15–23 February,
    // worked on Saturday 14 and Saturday 28 February.
    private static readonly WorkCalendar s_china = WorkCalendar.Of(
        string.Join('\n', Enumerable.Range(1, 3).Select(day => $"2026-01-{day:00}").Concat(Enumerable.Range(15, 9).Select(day => $"2026-02-{day:00}"))),
        "2026-01-04\n2026-02-14\n2026-02-28");

    private static readonly WorkCalendar s_america = WorkCalendar.Of("2026-11-26, 2026-12-25", "");

    [Theory]
    [InlineData("2026-11-24", 2, "2026-11-27")] // Tuesday; Thursday is Thanksgiving
    [InlineData("2026-11-27", 1, "2026-11-30")] // Friday
    [InlineData("2026-11-28", 1, "2026-11-30")] // raised on a Saturday
    [InlineData("2026-12-23", 10, "2027-01-07")]
    public void Working_days_leave_out_weekends_and_holidays(string from, int days, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), s_america.After(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days));

    [Theory]
    [InlineData("2025-12-31", 1, "2026-01-04")] // a Sunday that is worked
    [InlineData("2026-02-13", 1, "2026-02-14")] // a Saturday that is worked
    [InlineData("2026-02-13", 2, "2026-02-24")] // the first day after Spring Festival
    [InlineData("2026-02-27", 1, "2026-02-28")]
    public void Weekend_days_that_are_worked_count(string from, int days, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), s_china.After(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), days));

    [Fact]
    public void A_list_of_days_is_kept_in_order_and_what_is_no_day_is_named()
    {
        Assert.Equal("2026-01-01\n2026-05-01", WorkCalendar.Tidy("2026-05-01; 2026-01-01,2026-01-01"));
        Assert.Equal("2026-02-30", WorkCalendar.Wrong("2026-01-01\r\n2026-02-30"));
        Assert.Null(WorkCalendar.Wrong(""));
    }
}
