using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Ui;

/// <summary>Says how a figure changed: which way, by how much, and by which share.</summary>
public sealed class ChangeWords(IStringLocalizer<CommonWords> text)
{
    public string Of(Metric metric, decimal then, decimal now) => Of(metric, metric.ChangeBetween(then, now));

    public string Of(Metric metric, Change change) => change.Direction switch
    {
        // Of a share in per cent the difference is told in points; a per cent of per cents would be read as one.
        Direction.Up or Direction.Down when metric.Format is MetricFormat.Percent =>
            text[change.Direction is Direction.Up ? "DeltaUpPoints" : "DeltaDownPoints", Math.Abs(change.Absolute) * 100],
        Direction.Up => text["DeltaUp", metric.Display(change.Absolute), Share(change)],
        Direction.Down => text["DeltaDown", metric.Display(Math.Abs(change.Absolute)), Share(change)],
        Direction.New => text["DeltaNew", metric.Display(change.Absolute)],
        _ => text["DeltaSame"],
    };

    private static string Share(Change change)
    {
        var share = Math.Abs(change.Relative ?? 0);
        return share.ToString(share < 0.1m ? "P1" : "P0", CultureInfo.CurrentCulture);
    }
}

public static class MetricChanges
{
    /// <summary>Of the numbers as they are shown, so that a reader who works it out comes to the same.</summary>
    public static Change ChangeBetween(this Metric metric, decimal then, decimal now) => Change.Between(metric.Rounded(then), metric.Rounded(now));
}
