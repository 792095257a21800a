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
/// Says of a promise that it was kept, missed or dropped, or is open again. Who works on the account marks all, the customer's admin those
/// of the customer's side. Every mark stays, with name and time.
/// </summary>
public sealed class MarkPromise(PortalDbFactory portal, ReadCompany companies, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="version">The version that was read.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, int version, PromiseState state, string? note, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed)
        {
            return new Refusal.NotFound(words["NoSuchPromise"]);
        }

        await using var db = portal.For(narrowed);
        if (await db.Promises.SingleOrDefaultAsync(p => p.AccountId == account && p.Id == id && p.MadeAt != null, ct) is not { } promise)
        {
            return new Refusal.NotFound(words["NoSuchPromise"]);
        }

        if (!Marks(viewer, promise.Side))
        {
            return new Refusal.NotAllowed(words["NotYourPromise"]);
        }

        if (promise.Version != version)
        {
            return new Refusal.Conflict(words["PromiseMarkedMeanwhile"]);
        }

        var said = PlainText.Line(note);
        if (!Enum.IsDefined(state) || said.Length > Promise.NoteMaxLength)
        {
            return new Refusal.Invalid(words["NoteWrong", Promise.NoteMaxLength], new Dictionary<string, string[]> { ["Note"] = [words["NoteWrong", Promise.NoteMaxLength]] });
        }

        if (DraftText.NamesAmount(said, (await companies.RunAsync(narrowed, account, ct))?.Currency ?? ""))
        {
            return new Refusal.Invalid(words["AmountForAll"], new Dictionary<string, string[]> { ["Note"] = [words["AmountForAll"]] });
        }

        var now = clock.GetUtcNow();
        promise.Mark(state, now);
        db.Add(PromiseMark.Of(promise, state, said, viewer, now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(words["PromiseMarkedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, ReviewAudit.PromiseMarked, $"{id} {state}", account, ct);
        return id;
    }

    /// <summary>Whether this viewer may mark promises of a side.</summary>
    internal static bool Marks(Viewer viewer, Side side) => viewer.Role switch
    {
        PersonRole.Csm or PersonRole.VendorAdmin => true,
        PersonRole.CustomerAdmin => side is Side.Customer,
        _ => false,
    };
}
