using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Reviews.Templates;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews;

/// <summary>Who may work on an account's reviews, and what a draft of one may say.</summary>
public sealed class ReviewWork(ReadAccountCalendar calendar, ReadCompany companies, ReadReviewTemplates templates, Days days, IStringLocalizer<ReviewsWords> words)
{
    /// <summary>The viewer narrowed to the account; a refusal for who does not work on accounts, and for an account out of care.</summary>
    internal Outcome<Viewer> On(Viewer viewer, Guid account) =>
        viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin)
            ? new Refusal.NotAllowed(words["OnlyAccountWork"])
            : viewer.NarrowTo(account) is { } narrowed
                ? narrowed
                : new Refusal.NotFound(words["NoSuchAccount"]);

    /// <param name="version">The version that was read.</param>
    /// <returns>The draft; a refusal where it is published or somebody changed it since.</returns>
    internal async Task<Outcome<Review>> DraftAsync(PortalDb db, Guid account, Guid id, int version, CancellationToken ct) =>
        await db.Reviews.SingleOrDefaultAsync(r => r.AccountId == account && r.Id == id, ct) is not { } review ? new Refusal.NotFound(words["NoSuchReview"])
        : review.State is ReviewState.Published ? new Refusal.Conflict(words["AlreadyPublished"])
        : review.Version != version ? new Refusal.Conflict(words["ChangedMeanwhile"])
        : review;

    internal async Task<Outcome<DraftText>> ReadAsync(Viewer narrowed, Guid account, DraftText.Input input, CancellationToken ct) =>
        await calendar.RunAsync(narrowed, ct) is { } about && await companies.RunAsync(narrowed, account, ct) is { } company
            ? DraftText.Read(input, about.Today, about.GoLiveOn, company.Currency, words)
            : new Refusal.NotFound(words["NoSuchAccount"]);

    /// <summary>What a new review begins with: the last whole quarter of the account's calendar, in the language at hand, by its tier's template.</summary>
    /// <param name="period">In place of the quarter.</param>
    internal async Task<DraftText.Input> SuggestAsync(Viewer viewer, Guid account, DayRange? period = null, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed || await calendar.RunAsync(narrowed, ct) is not { } about)
        {
            return new DraftText.Input();
        }

        var template = await templates.RunAsync(about.Tier, ct);
        var (from, to) = period ?? LastQuarter(about.Today);
        return new DraftText.Input
        {
            From = DraftText.Write(from),
            To = DraftText.Write(to),
            Comparison = (template.Comparison is ReviewComparison.GoLive && about.GoLiveOn is null ? ReviewComparison.Previous : template.Comparison).ToString(),
            Places = ReviewSections.PlacesOf(template.Sections),
            OnlyIf = template.OnlyIf.ToDictionary(section => section.ToString(), _ => "on"),
            Language = CultureInfo.CurrentUICulture.Name,
            Title = new DayRange(from, to) == LastQuarter(to.AddDays(1))
                ? words["SuggestedTitle", (from.Month / 3) + 1, from.Year.ToString(CultureInfo.InvariantCulture)]
                : words["SuggestedTitleOf", days.Range(from, to)],
        };
    }

    /// <summary>The last whole quarter before a day.</summary>
    internal static DayRange LastQuarter(DateOnly today)
    {
        var from = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(-3);
        return new DayRange(from, from.AddMonths(3).AddDays(-1));
    }
}
