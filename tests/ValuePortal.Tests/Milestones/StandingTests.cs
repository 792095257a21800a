using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Milestones;

public sealed class StandingTests
{
    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(1, 3, 0.333)]
    [InlineData(2, 3, 0.666)]
    [InlineData(9999, 10000, 0.999)]
    [InlineData(5, 5, 1)]
    [InlineData(7, 5, 1)]
    public void Progress_is_rounded_down_so_that_all_of_it_means_reached(long value, long target, decimal share) =>
        Assert.Equal(share, new Progress(value, target).Share);

    [Theory]
    [InlineData(0, "2026-06-01", true)] // the first day is not over
    [InlineData(0, "2026-06-02", false)]
    [InlineData(9, "2026-06-10", true)]
    [InlineData(8, "2026-06-10", false)]
    [InlineData(29, "2026-06-30", true)]
    [InlineData(100, "2026-05-31", false)] // counting has not begun
    public void The_pace_is_even_from_the_first_day_to_the_due_day(long value, string today, bool keepsPace) =>
        Assert.Equal(keepsPace, new Progress(value, 30).KeepsPace(Day("2026-06-01"), Day("2026-06-30"), Day(today)));

    [Theory]
    [InlineData("2026-06-15", null, MilestoneState.Open, 0)]
    [InlineData("2026-06-16", null, MilestoneState.Open, 1)]
    [InlineData("2026-06-14", null, MilestoneState.Late, 1)]
    [InlineData("2026-05-15", null, MilestoneState.Late, 31)]
    [InlineData("2026-06-10", "2026-06-08", MilestoneState.Reached, -2)]
    [InlineData("2026-06-10", "2026-06-10", MilestoneState.Reached, 0)]
    [InlineData("2026-06-10", "2026-06-13", MilestoneState.Reached, 3)]
    public void One_without_a_measure_is_late_only_when_its_day_is_past(string dueOn, string? reachedOn, MilestoneState state, int days) =>
        Assert.Equal(new Standing(state, days), Standing.Of(Day(dueOn), Day("2026-06-15"), reachedOn is null ? null : Day(reachedOn)));

    [Fact]
    public void One_that_keeps_pace_is_on_track_until_its_day_is_past()
    {
        var criterion = new Criterion { Measure = UsageMeasure.ActiveDays, Target = 10, CountsFrom = Day("2026-06-01") };

        Assert.Equal(new Standing(MilestoneState.OnTrack, 5), Standing.Of(Day("2026-06-20"), Day("2026-06-15"), null, criterion, new Progress(8, 10)));
        Assert.Equal(new Standing(MilestoneState.Open, 5), Standing.Of(Day("2026-06-20"), Day("2026-06-15"), null, criterion, new Progress(2, 10)));
        Assert.Equal(new Standing(MilestoneState.Open, 5), Standing.Of(Day("2026-06-20"), Day("2026-06-15"), null, criterion));
        Assert.Equal(new Standing(MilestoneState.Late, 1), Standing.Of(Day("2026-06-14"), Day("2026-06-15"), null, criterion, new Progress(9, 10)));
    }

    [Theory]
    [InlineData(CountsFrom.PlanStart, "2026-05-04", "2026-06-01")]
    [InlineData(CountsFrom.GoLive, "2026-05-04", "2026-05-04")]
    [InlineData(CountsFrom.GoLive, null, "2026-06-01")]
    public void A_step_counts_from_the_start_of_the_plan_or_from_go_live_where_that_is_known(CountsFrom from, string? goLive, string expected) =>
        Assert.Equal(Day(expected), new StepCriterion { Target = 1, CountsFrom = from }.From(Day("2026-06-01"), goLive is null ? null : Day(goLive)).CountsFrom);

    [Fact]
    public void Every_built_in_template_has_both_languages_and_steps_that_can_be_reached()
    {
        var templates = BuiltInTemplates.Make(DateTimeOffset.UnixEpoch).ToList();

        Assert.Equal(4, templates.Count);
        Assert.All(templates, template => Assert.Equal(Enumerable.Range(1, template.Steps.Count), template.Steps.Select(step => step.No)));
        Assert.All(templates.SelectMany(template => template.Steps), step =>
        {
            Assert.NotEmpty(step.EnglishTitle);
            Assert.Contains(step.ChineseTitle, letter => letter is >= '\u4e00' and <= '\u9fff');
            Assert.InRange(step.DueAfterDays, 0, 366);
            Assert.True(step.Criterion is null or { Target: >= 1 });
            Assert.True(step.Criterion is not { Measure: UsageMeasure.ActiveDays } || step.Criterion.Target <= step.DueAfterDays);
        });
    }

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
