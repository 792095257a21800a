using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>
/// A customer says what it needs. The request is seen by its own company until staff publish it, and carries the vote of whoever
/// raised it. The same form sent twice, at once or one after the other, makes one request.
/// </summary>
public sealed class SubmitRequest(PortalDbFactory portal, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    private static readonly TimeSpan s_sameWords = TimeSpan.FromDays(1);

    /// <param name="Title">10 to 100 characters on one line.</param>
    /// <param name="Need">What the person wants to get done, at most 4,000 characters.</param>
    /// <param name="FormKey">Made when the form was opened.</param>
    public sealed record Input(string? Title, string? Need, Guid FormKey);

    /// <returns>The id of the request, of the earlier one when it was sent before.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer is not { AccountId: { } account, IsCustomer: true })
        {
            return new Refusal.NotAllowed(text["OnlyCustomersAsk"]);
        }

        var (title, need) = (PlainText.Line(input.Title), PlainText.Lines(input.Need));
        if (Check(title, need) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.For(viewer);
        if (await FindAsync(db, viewer.PersonId, title, need, ct) is { } before)
        {
            return before;
        }

        // A form that was sent, changed and sent again asks for something else, and is a form of its own.
        var now = clock.GetUtcNow();
        var formKey = await db.FeatureRequests.AnyAsync(r => r.RaisedByAccountId == account && r.RaisedByPersonId == viewer.PersonId && r.FormKey == input.FormKey, ct)
            ? Guid.CreateVersion7(now)
            : input.FormKey;
        var request = FeatureRequest.Raise(account, viewer.PersonId, title, need, formKey, now);
        db.Add(request);
        db.Add(new Vote { AccountId = account, RequestId = request.Id, PersonId = viewer.PersonId, CastAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
            return request.Id;
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            // A double click: the other one was first.
            return await db.FeatureRequests
                .Where(r => r.RaisedByAccountId == account && r.RaisedByPersonId == viewer.PersonId && r.FormKey == formKey)
                .Select(r => r.Id).SingleAsync(ct);
        }
    }

    // Back and send again: the browser may have asked for a new form in between, the words are the same.
    private async Task<Guid?> FindAsync(PortalDb db, Guid person, string title, string need, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - s_sameWords;
        return await db.FeatureRequests
            .Where(r => r.RaisedByPersonId == person && r.RaisedAt >= since && r.Title == title && r.Need == need)
            .OrderBy(r => r.RaisedAt)
            .Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync(ct);
    }

    private Dictionary<string, string[]> Check(string title, string need)
    {
        var errors = new Dictionary<string, string[]>();
        if (title.Length is < FeatureRequest.TitleMinLength or > FeatureRequest.TitleMaxLength)
        {
            errors[nameof(Input.Title)] = [text["TitleInvalid", FeatureRequest.TitleMinLength, FeatureRequest.TitleMaxLength]];
        }

        if (need.Length is 0 or > FeatureRequest.NeedMaxLength)
        {
            errors[nameof(Input.Need)] = [need.Length == 0 ? text["NeedMissing"] : text["NeedTooLong", FeatureRequest.NeedMaxLength, need.Length]];
        }

        return errors;
    }
}
