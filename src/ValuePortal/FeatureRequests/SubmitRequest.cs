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
    private const int MostTries = 3;

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

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await RaiseAsync(viewer, account, title, need, input.FormKey, ct);
            }
            catch (Exception failure) when (failure.IsDuplicate() && tries < MostTries)
            {
                // A double click: the other one was first, and is there now.
            }
        }
    }

    private async Task<Guid> RaiseAsync(Viewer viewer, Guid account, string title, string need, Guid formKey, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now - s_sameWords;
        await using var db = portal.For(viewer);

        // One statement looks for both, the same form and the same words (back and sent again: the browser may have asked for a new
        // form in between). Two statements could see the other click's request with the second only.
        var before = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.RaisedByPersonId == viewer.PersonId && (r.FormKey == formKey || (r.RaisedAt >= since && r.Title == title && r.Need == need)))
            .OrderBy(r => r.RaisedAt)
            .Select(r => new { r.Id, IsSame = r.Title == title && r.Need == need })
            .ToListAsync(ct);
        if (before.FirstOrDefault(r => r.IsSame) is { } same)
        {
            return same.Id;
        }

        // A form that was sent, changed and sent again asks for something else, and is a form of its own.
        var request = FeatureRequest.Raise(account, viewer.PersonId, title, need, before.Count == 0 ? formKey : Guid.CreateVersion7(now), now);
        db.Add(request);
        db.Add(new Vote { AccountId = account, RequestId = request.Id, PersonId = viewer.PersonId, CastAt = now });
        await db.SaveChangesAsync(ct);
        return request.Id;
    }

    private Dictionary<string, string[]> Check(string title, string need)
    {
        var errors = new Dictionary<string, string[]>();
        if (PlainText.Weight(title) < FeatureRequest.TitleMinLength || title.Length > FeatureRequest.TitleMaxLength)
        {
            errors[nameof(Input.Title)] = [text["TitleInvalid", FeatureRequest.TitleMinLength, FeatureRequest.TitleMaxLength, FeatureRequest.TitleMinLength / 2]];
        }

        if (need.Length is 0 or > FeatureRequest.NeedMaxLength)
        {
            errors[nameof(Input.Need)] = [need.Length == 0 ? text["NeedMissing"] : text["NeedTooLong", FeatureRequest.NeedMaxLength, need.Length]];
        }

        return errors;
    }
}
