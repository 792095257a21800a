using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Pages;

/// <summary>What a company gets, in whole sentences: first what it agreed to, then what is open, and what it objected to.</summary>
public sealed class ValueHeadline(IStringLocalizer<RoiWords> text, Days days)
{
    public string OfMoney(DateOnly since, string currency, BenefitParts parts)
    {
        var sentences = parts.Confirmed != 0 ? text["HeadlineConfirmed", days.Month(since), Amount(parts.Confirmed)] : text["HeadlineNothingConfirmed", days.Month(since)];
        var open = parts switch
        {
            { Measured: 0, Estimated: 0 } => null,
            { Estimated: 0 } => text["HeadlineOpenMeasured", Amount(parts.Measured)],
            { Measured: 0 } => text["HeadlineOpenEstimated", Amount(parts.Estimated)],
            _ => text["HeadlineOpenBoth", Amount(parts.Measured), Amount(parts.Estimated)],
        };
        var disputed = parts.Disputed == 0 ? null : text["HeadlineDisputed", Amount(parts.Disputed)];
        return new[] { open, disputed }.OfType<LocalizedString>().Aggregate(sentences.Value, (before, next) => text["SentencePair", before, next]);

        string Amount(decimal amount) => Money.Whole(amount, currency);
    }

    public string OfHours(DateOnly since, decimal hours, decimal confirmed) => confirmed == 0
        ? text["HeadlineHoursOpen", days.Month(since), RoiMetrics.HoursSaved.Display(hours)]
        : text["HeadlineHoursConfirmed", days.Month(since), RoiMetrics.HoursSaved.Display(confirmed), RoiMetrics.HoursSaved.Display(hours)];
}
