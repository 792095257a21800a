using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Models;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Desk;

/// <summary>Puts what was filled in into a driver, by the same rules for a form and for a document; what is wrong is told field by field.</summary>
public sealed class FillDriver(ListFeatures features, IStringLocalizer<RoiWords> words)
{
    /// <returns>Null when all fields are right.</returns>
    public async Task<Refusal.Invalid?> RunAsync(Viewer viewer, Driver driver, SaveDriver.Input input, CancellationToken ct = default)
    {
        var fields = new Fields(words);
        driver.Name = fields.Text(nameof(SaveDriver.Input.Name), input.Name, Driver.NameMaxLength);
        driver.Kind = fields.Choice<DriverKind>(nameof(SaveDriver.Input.Kind), input.Kind);
        driver.Unit = fields.Text(nameof(SaveDriver.Input.Unit), input.Unit, Driver.UnitMaxLength);
        driver.Time = driver.Kind is DriverKind.TimeSaved ? fields.Choice<TimeUnit>(nameof(SaveDriver.Input.Time), input.Time) : null;
        driver.Baseline = fields.Number(nameof(SaveDriver.Input.Baseline), input.Baseline);
        driver.Target = fields.Number(nameof(SaveDriver.Input.Target), input.Target);
        if (driver.Baseline == driver.Target)
        {
            fields.Wrong(nameof(SaveDriver.Input.Target), "TargetIsBaseline");
        }

        if (driver.IsMoney)
        {
            driver.UnitValue = fields.Number(nameof(SaveDriver.Input.UnitValue), input.UnitValue, 0);
            driver.Share = fields.Share(nameof(SaveDriver.Input.Share), input.Share);
            driver.Risk = fields.Share(nameof(SaveDriver.Input.Risk), input.Risk);
            if (driver.IsBeyondMeasure(driver.Target))
            {
                fields.Wrong(nameof(SaveDriver.Input.UnitValue), "WorthTooLarge", Driver.MostWorth);
            }

            await FillQuantityAsync(driver, viewer, input, fields, ct);
        }
        else
        {
            // Quality is measured month by month and has neither a price nor a number of times.
            (driver.UnitValue, driver.Share, driver.Risk, driver.ExpectedPerMonth) = (0, 1, 0, null);
            (driver.Source, driver.Measure, driver.Feature) = (QuantitySource.Entries, null, null);
        }

        return fields.Refusal;
    }

    private async Task FillQuantityAsync(Driver driver, Viewer viewer, SaveDriver.Input input, Fields fields, CancellationToken ct)
    {
        driver.Source = fields.Choice<QuantitySource>(nameof(SaveDriver.Input.Source), input.Source);
        driver.ExpectedPerMonth = fields.Optional(nameof(SaveDriver.Input.ExpectedPerMonth), input.ExpectedPerMonth, 0, Driver.MostTimes);
        (driver.Measure, driver.Feature) = (null, null);
        if (driver.Source is QuantitySource.Agreed && driver.ExpectedPerMonth is null)
        {
            fields.Wrong(nameof(SaveDriver.Input.ExpectedPerMonth), "AgreedNumberMissing");
        }

        if (driver.Source is not QuantitySource.Usage)
        {
            return;
        }

        driver.Measure = fields.Choice<UsageMeasure>(nameof(SaveDriver.Input.Measure), input.Measure);
        if (driver.Measure is UsageMeasure.SeatShare)
        {
            fields.Wrong(nameof(SaveDriver.Input.Measure), "ChooseOne");
        }

        driver.Feature = string.IsNullOrEmpty(input.Feature) || driver.Measure is UsageMeasure.FeaturesUsed ? null : input.Feature;
        if (driver.Feature is { } feature && (await features.RunAsync(viewer, ct)).All(row => row.Key != feature))
        {
            fields.Wrong(nameof(SaveDriver.Input.Feature), "NoSuchFeature");
        }
    }
}
