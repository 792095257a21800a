using System.Globalization;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage.Pages;

public sealed class RangePresetTests
{
    [Theory]
    [InlineData("Last7Days", "2024-02-23", "2024-02-29")]
    [InlineData("Last28Days", "2024-02-02", "2024-02-29")]
    [InlineData("Last90Days", "2023-12-02", "2024-02-29")]
    [InlineData("ThisMonth", "2024-02-01", "2024-02-29")]
    [InlineData("LastMonth", "2024-01-01", "2024-01-31")]
    [InlineData("LastQuarter", "2023-10-01", "2023-12-31")]
    [InlineData("YearToDate", "2024-01-01", "2024-02-29")]
    [InlineData("Last12Months", "2023-03-01", "2024-02-29")]
    [InlineData("AllTime", "2022-05-04", "2024-02-29")]
    public void Ranges_end_at_the_last_day_with_data(string key, string from, string to)
    {
        var presets = RangePreset.For(new(2022, 5, 4), new(2024, 2, 29));

        Assert.Equal(new DayRange(Day(from), Day(to)), presets.Single(preset => preset.Key == key).Range);
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
