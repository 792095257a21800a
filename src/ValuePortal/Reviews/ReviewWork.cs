using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews.Templates;

namespace ValuePortal.Reviews;

/// <summary>Who may work on an account's reviews, and what a draft of one may say.</summary>
public sealed class ReviewWork(ReadAccountCalendar calendar, ReadCompany companies, ReadReviewTemplates templates, IStringLocalizer<ReviewsWords> words)
{
    /// <summary>The viewer narrowed to the account; a refusal for who does not work on accounts, and for an account out of care.</summary>
    internal Outcome<Viewer> On(Viewer viewer, Guid account) =>
        viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin)
            ? new Refusal.NotAllowed(words["OnlyAccountWork"])
            : viewer.NarrowTo(account) is { } narrowed
                ? narrowed
                : new Refusal.NotFound(words["NoSuchAccount"]);

    internal async Task<Outcome<DraftText>> ReadAsync(Viewer narrowed, Guid account, DraftText.Input input, CancellationToken ct) =>
        await calendar.RunAsync(narrowed, ct) is { } days && await companies.RunAsync(narrowed, account, ct) is { } company
            ? DraftText.Read(input, days.Today, days.GoLiveOn, company.Currency, words)
            : new Refusal.NotFound(words["NoSuchAccount"]);

    /// <summary>What a new review begins with: the last whole quarter of the account's calendar, in the language at hand, by its tier's template.</summary>
    internal async Task<DraftText.Input> SuggestAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed || await calendar.RunAsync(narrowed, ct) is not { } days)
        {
            return new DraftText.Input();
        }

        var today = days.Today;
        var template = await templates.RunAsync(days.Tier, ct);

        var from = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(-3);
        return new DraftText.Input
        {
            From = DraftText.Write(from),
            To = DraftText.Write(from.AddMonths(3).AddDays(-1)),
            Comparison = (template.Comparison is ReviewComparison.GoLive && days.GoLiveOn is null ? ReviewComparison.Previous : template.Comparison).ToString(),
            Places = ReviewSections.PlacesOf(template.Sections),
            OnlyIf = template.OnlyIf.ToDictionary(section => section.ToString(), _ => "on"),
            Language = CultureInfo.CurrentUICulture.Name,
            Title = words["SuggestedTitle", (from.Month / 3) + 1, from.Year.ToString(CultureInfo.InvariantCulture)],
        };
    }
}
