using System.Globalization;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Mailing;

namespace ValuePortal.Tests.Usage.Mailing;

/// <summary>The moments of mailed reports, read from the clock of each zone by the calendar of Node.</summary>
public sealed class MailTimesTests
{
    private static readonly TimeZoneInfo s_utc = TimeZoneInfo.Utc;

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Shanghai")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/St_Johns")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("Africa/Casablanca")]
    public async Task A_weekly_report_comes_at_its_hour_in_summer_and_winter(string zone)
    {
        // Wednesday: the week is over in every zone by then.
        var times = new MailTimes(MailRhythm.Weekly, DayOfWeek.Wednesday, 8, TimeZoneInfo.FindSystemTimeZoneById(zone), s_utc);
        var starts = Enumerable.Range(0, 60).Select(week => new DateOnly(2026, 1, 5).AddDays(7 * week)).ToList();

        var shown = await ClockAsync(zone, starts.Select(times.MomentOf));

        Assert.Equal(starts.Select(start => $"Wednesday {start.AddDays(9):yyyy-MM-dd} 08:00"), shown);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-08", 2, "Sunday 2026-03-08 03:00")] // 02:00 to 03:00 is left out
    [InlineData("America/New_York", "2026-11-01", 1, "Sunday 2026-11-01 01:00")] // 01:00 to 02:00 comes twice
    [InlineData("Europe/Berlin", "2026-03-29", 2, "Sunday 2026-03-29 03:00")]
    [InlineData("Europe/Berlin", "2026-10-25", 2, "Sunday 2026-10-25 02:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", 2, "Sunday 2026-10-04 02:30")] // half an hour is left out
    public async Task In_the_night_when_clocks_change_it_comes_once(string zone, string sunday, int hour, string expected)
    {
        var times = new MailTimes(MailRhythm.Weekly, DayOfWeek.Sunday, hour, TimeZoneInfo.FindSystemTimeZoneById(zone), s_utc);
        var start = DateOnly.Parse(sunday, CultureInfo.InvariantCulture).AddDays(-13);
        var moment = times.MomentOf(start);

        Assert.Equal([expected], await ClockAsync(zone, [moment]));
        Assert.Equal(start, times.LastThatCame(start, moment));
        Assert.Equal(start.AddDays(7), times.FirstToCome(moment));
        Assert.Equal(start.AddDays(7), times.FirstToCome(moment.AddHours(1)));

        // Of an hour that comes twice it is the first.
        Assert.NotEqual(expected, (await ClockAsync(zone, [moment.AddHours(-1)]))[0]);
    }

    [Fact]
    public async Task A_monthly_report_comes_on_the_first()
    {
        var times = new MailTimes(MailRhythm.Monthly, DayOfWeek.Monday, 0, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var starts = Enumerable.Range(0, 14).Select(month => new DateOnly(2026, 1, 1).AddMonths(month)).ToList();

        Assert.Equal(starts.Select(start => $"{start.AddMonths(1):yyyy-MM-dd} 00:00"), (await ClockAsync("Asia/Shanghai", starts.Select(times.MomentOf))).Select(shown => shown.Split(' ', 2)[1]));
        Assert.Equal(new DateOnly(2026, 2, 28), times.PeriodOf(new DateOnly(2026, 2, 1)).To);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "America/Los_Angeles")]
    [InlineData("Pacific/Kiritimati", "Pacific/Pago_Pago")]
    [InlineData("America/Los_Angeles", "Asia/Tokyo")]
    public void No_report_goes_out_before_its_days_are_over_and_none_is_left_out(string reader, string account)
    {
        var accountZone = TimeZoneInfo.FindSystemTimeZoneById(account);
        var times = new MailTimes(MailRhythm.Weekly, DayOfWeek.Monday, 0, TimeZoneInfo.FindSystemTimeZoneById(reader), accountZone);
        var start = new DateOnly(2025, 12, 29);
        for (var week = 0; week < 60; week++, start = times.After(start))
        {
            var moment = times.MomentOf(start);
            Assert.True(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, accountZone).DateTime) > times.PeriodOf(start).To);
            Assert.Equal(start, times.LastOver(moment));
            Assert.Equal(start, times.FirstToCome(moment.AddTicks(-1)));
            Assert.Equal(times.After(start), times.FirstToCome(moment));
        }
    }

    private static async Task<IReadOnlyList<string>> ClockAsync(string zone, IEnumerable<DateTimeOffset> moments) =>
        (await NodeClients.RunAsync("zone-hours.mjs", [.. moments.Select(moment => $"{moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {zone}")]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
