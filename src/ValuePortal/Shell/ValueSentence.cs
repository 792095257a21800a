using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Roi;
using ValuePortal.Roi.Pages;
using ValuePortal.Usage;

namespace ValuePortal.Shell;

/// <summary>Says in one or two sentences what a company gets. Each number in it stands in a tile below with its definition.</summary>
public sealed class ValueSentence(IStringLocalizer<ShellWords> text, IStringLocalizer<RoiWords> roiText, Days days)
{
    public string Of(HomeReport home)
    {
        var use = Use(home);
        return home.Value switch
        {
            { Money: { } money, Since: var since } =>
                text["SentenceMoney", new ValueHeadline(roiText, days).OfMoney(since, money.Currency, money.Parts), Money.Whole(money.Cost, money.Currency), use],
            { HoursSaved: { } hours, Since: var since } => text["SentenceHours", new ValueHeadline(roiText, days).OfHours(since, hours, home.Value.HoursConfirmed ?? 0), use],
            _ => text["SentenceUse", days.Range(home.Usage.Range.From, home.Usage.Range.To), UsageMetrics.ActiveUsers.Display(home.Usage.Now.ActiveUsers), use],
        };
    }

    private string Use(HomeReport home)
    {
        if (home.Usage.Then is not { Events: > 0 } then)
        {
            return text["UseNew"];
        }

        var change = Change.Between(then.Events, home.Usage.Now.Events);
        var share = Math.Abs(change.Relative ?? 0).ToString("P0", CultureInfo.CurrentCulture);
        return Math.Abs(change.Relative ?? 0) < 0.005m ? text["UseSame", ReadHome.Days]
            : change.Direction is Direction.Up ? text["UseUp", share, ReadHome.Days]
            : text["UseDown", share, ReadHome.Days];
    }
}
