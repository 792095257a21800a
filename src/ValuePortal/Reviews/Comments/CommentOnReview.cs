using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Milestones.Plans;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Comments;

/// <summary>Says something to a section of a published review: anybody of the customer, and who works on the account. The other side is told of it.</summary>
public sealed class CommentOnReview(PortalDbFactory portal, ReviewWork work, ReadCompany companies, Tell tell, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid review, string? section, string? text, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        if (!viewer.IsCustomer && !work.On(viewer, account).Is(out _, out var refusal))
        {
            return refusal;
        }

        // Who is told at the vendor has no company.
        await using var db = portal.ForSystem(account, AccountScope.NoAccount);
        if (await db.Reviews.AsNoTracking().Where(r => r.AccountId == account && r.Id == review && r.State == ReviewState.Published).Select(r => r.Title).SingleOrDefaultAsync(ct) is not { } title
            || await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        var said = PlainText.Lines(text);
        if (!Enum.TryParse<ReviewSection>(section, out var about) || !Enum.IsDefined(about) || said.Length is 0 or > ReviewComment.TextMaxLength)
        {
            return Wrong(words["CommentWrong", ReviewComment.TextMaxLength]);
        }

        if (DraftText.NamesAmount(said, company.Currency))
        {
            return Wrong(words["AmountForAll"]);
        }

        var now = clock.GetUtcNow();
        var comment = new ReviewComment
        {
            AccountId = account,
            Id = Guid.CreateVersion7(now),
            ReviewId = review,
            Section = about,
            Side = viewer.IsStaff ? Side.Vendor : Side.Customer,
            PersonId = viewer.PersonId,
            By = viewer.Name,
            Text = said,
            At = now,
        };
        db.Add(comment);
        await tell.StageAsync(db, await NewsAsync(db, comment, company, title, ct), ct);
        await db.SaveChangesAsync(ct);
        return comment.Id;
    }

    /// <summary>An answer goes to those of the customer who spoke of the section, a comment to the success managers.</summary>
    private static async Task<IReadOnlyList<Tell.News>> NewsAsync(PortalDb db, ReviewComment comment, ReadCompany.Company company, string title, CancellationToken ct)
    {
        var (account, review, section, cause) = (comment.AccountId, comment.ReviewId, comment.Section, $"review-comment:{comment.Id}");
        if (comment.Side is Side.Customer)
        {
            return [.. company.Csms.Select(csm => new Tell.News(
                csm.PersonId, ReviewNotices.Commented, cause, $"/desk/accounts/{account}/reviews/{review}#comments-{section}", comment.By, company.Name, title))];
        }

        var asked = await db.ReviewComments.Where(c => c.AccountId == account && c.ReviewId == review && c.Section == section && c.Side == Side.Customer)
            .Select(c => c.PersonId).Distinct().ToListAsync(ct);
        return [.. asked.Select(person => new Tell.News(person, ReviewNotices.Answered, cause, $"/reviews/{review}#comments-{section}", comment.By, title))];
    }

    private static Refusal.Invalid Wrong(string message) => new(message, new Dictionary<string, string[]> { ["Comment"] = [message] });
}
