using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Adoption.Changes;

/// <summary>Says what changed, in a sentence of the reader's language.</summary>
public sealed class ChangeSentences(IStringLocalizer<AdoptionWords> text, Days days)
{
    public string Of(NamedChange change)
    {
        var share = Math.Abs(change.Outside).ToString("P0", CultureInfo.CurrentCulture);
        return change switch
        {
            { Feature: { } feature, Kind: ChangeKind.FeatureFirstUsed } => text["ChangeFirstUsed", feature.Name, days.WithYear(change.Days.From)],
            { Feature: { } feature } => text["ChangeFellSilent", feature.Name, ChangeRules.SilentWeeks, days.WithYear(change.Days.To), ChangeRules.WeeksBefore],
            { Kind: ChangeKind.PeopleOfWeek } => text[change.Outside < 0 ? "ChangePeopleDown" : "ChangePeopleUp", days.WithYear(change.Days.From), share, ChangeRules.WeeksBefore],
            _ => text[change.Outside < 0 ? "ChangeEventsDown" : "ChangeEventsUp", days.WithYear(change.Days.From), share, ChangeRules.WeeksBefore],
        };
    }
}
