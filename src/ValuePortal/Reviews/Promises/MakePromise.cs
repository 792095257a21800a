using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Promises;

/// <summary>
/// Notes what one side promises the other. As a next step of a draft only the vendor's people see it until the review is published; else
/// both sides see it at once.
/// </summary>
public sealed class MakePromise(
    PortalDbFactory portal, ReviewWork work, ReadCompany companies, ListAccountPeople people, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 12, 31);

    /// <param name="DueOn">A day of the account's time zone.</param>
    /// <param name="PersonId">Who keeps it: one of the account's people, or a success manager who has it in care.</param>
    /// <param name="PersonName">In place of a person; null while nobody has been named.</param>
    /// <param name="ReviewId">The review of whose next steps it is one.</param>
    /// <param name="MeetingId">The meeting in which it was made.</param>
    public sealed record Input(
        string? Text, Side Side, DateOnly? DueOn, Guid? PersonId = null, string? PersonName = null, Guid? ReviewId = null, Guid? MeetingId = null);

    /// <returns>The promise's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        ReviewState? state = null;
        if (input.ReviewId is { } review)
        {
            state = await db.Reviews.Where(r => r.AccountId == account && r.Id == review).Select(r => (ReviewState?)r.State).SingleOrDefaultAsync(ct);
            if (state is null)
            {
                return new Refusal.NotFound(words["NoSuchReview"]);
            }
        }

        var (text, owner) = (PlainText.Line(input.Text), PlainText.Line(input.PersonName));
        var person = input.PersonId is { } id ? (await people.RunAsync(narrowed, account, ct)).FirstOrDefault(row => row.PersonId == id && row.OfVendor == (input.Side is Side.Vendor)) : null;
        var currency = (await companies.RunAsync(narrowed, account, ct))?.Currency ?? "";
        var errors = new Dictionary<string, string[]>();
        if (text.Length is 0 or > Promise.TextMaxLength)
        {
            errors[nameof(Input.Text)] = [words["PromiseTextWrong", Promise.TextMaxLength]];
        }
        else if (DraftText.NamesAmount(text, currency))
        {
            errors[nameof(Input.Text)] = [words["AmountForAll"]];
        }

        if (input.DueOn is not { } due || due < s_earliest || due > s_latest)
        {
            errors[nameof(Input.DueOn)] = [words["DayWrong"]];
        }

        if (!Enum.IsDefined(input.Side) || (input.PersonId is not null && person is null) || owner.Length > Promise.OwnerMaxLength)
        {
            errors[nameof(Input.PersonId)] = [words["OwnerWrong"]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(words["DraftWrong"], errors);
        }

        var promise = Promise.Make(
            account, text, input.Side, person?.PersonId, person?.Name ?? (owner.Length > 0 ? owner : null), input.DueOn!.Value, input.ReviewId, input.MeetingId,
            state is ReviewState.Draft, clock.GetUtcNow());
        db.Add(promise);
        await db.SaveChangesAsync(ct);
        if (state is ReviewState.Draft)
        {
            await TakeStepBack.UnreadyAsync(db, account, input.ReviewId!.Value, viewer, ct);
        }

        await audit.WriteAsync(narrowed, ReviewAudit.PromiseMade, $"{promise.Id}, due {promise.DueOn:yyyy-MM-dd}", account, ct);
        return promise.Id;
    }
}
