using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews;

/// <summary>
/// Begins the corrected edition of a published review: a draft with its words, figures read anew. When it is published both stay, and
/// each says that there is the other.
/// </summary>
public sealed class CorrectReview(PortalDbFactory portal, ReviewWork work, ReadCompany companies, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="correction">What is corrected, for the readers.</param>
    /// <returns>The id of the draft; a refusal when there is one already, or a later edition.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, string? correction, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        var text = PlainText.Line(correction);
        if (text.Length is 0 or > Correction.TextMaxLength)
        {
            return new Refusal.Invalid(words["CorrectionWrong", Correction.TextMaxLength], new Dictionary<string, string[]> { ["Correction"] = [words["CorrectionWrong", Correction.TextMaxLength]] });
        }

        await using var db = portal.For(narrowed);
        if (await db.Reviews.SingleOrDefaultAsync(r => r.AccountId == account && r.Id == id && r.State == ReviewState.Published, ct) is not { } review)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        if (await companies.RunAsync(narrowed, account, ct) is { } company && DraftText.NamesAmount(text, company.Currency))
        {
            return new Refusal.Invalid(words["AmountForAll"], new Dictionary<string, string[]> { ["Correction"] = [words["AmountForAll"]] });
        }

        if (await db.Corrections.AnyAsync(c => c.AccountId == account && c.CorrectsId == id, ct))
        {
            return new Refusal.Conflict(words["AlreadyCorrected"]);
        }

        var corrected = Review.Draft(account, review.Text, viewer.PersonId, clock.GetUtcNow());
        db.Add(corrected);
        db.Add(new Correction { AccountId = account, ReviewId = corrected.Id, CorrectsId = id, Text = text });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["AlreadyCorrected"]);
        }

        await audit.WriteAsync(narrowed, ReviewAudit.Composed, $"review {corrected.Id}, corrects {id}", account, ct);
        return corrected.Id;
    }
}
