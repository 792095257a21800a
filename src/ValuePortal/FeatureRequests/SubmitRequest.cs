using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>
/// A customer says what it needs. The request is seen by its own company until staff publish it, carries the vote of whoever raised it,
/// and a date by which the vendor answers. The same form sent twice, at once or one after the other, makes one request.
/// </summary>
public sealed class SubmitRequest(PortalDbFactory portal, PromiseAnswer promise, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    private const int MostTries = 3;

    private static readonly TimeSpan s_sameWords = TimeSpan.FromDays(1);

    /// <param name="Title">10 to 100 characters on one line.</param>
    /// <param name="Need">What the person wants to get done, at most 4,000 characters.</param>
    /// <param name="FormKey">Made when the form was opened.</param>
    /// <param name="Today">How it is done until now.</param>
    /// <param name="Affected">Who is affected.</param>
    /// <param name="Area">One of the vendor's list that may still be chosen.</param>
    /// <param name="Importance">To the person who asks.</param>
    public sealed record Input(
        string? Title, string? Need, Guid FormKey, string? Today = null, string? Affected = null, HowOften? HowOften = null, Guid? Area = null, Importance? Importance = null);

    /// <returns>The id of the request, of the earlier one when it was sent before.</returns>
    public Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default) =>
        viewer is { AccountId: { } account, IsCustomer: true }
            ? RaiseAsync(viewer, account, viewer.PersonId, input, null, ct)
            : Task.FromResult<Outcome<Guid>>(new Refusal.NotAllowed(text["OnlyCustomersAsk"]));

    /// <summary>The same for whoever entered it in the person's name.</summary>
    /// <param name="viewer">Looks at the account.</param>
    internal async Task<Outcome<Guid>> RaiseAsync(Viewer viewer, Guid account, Guid person, Input input, RequestOrigin? origin, CancellationToken ct)
    {
        var wording = RequestWording.Of(input.Title, input.Need, input.Today, input.Affected, input.HowOften, input.Area);
        if (wording.Check(text) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await RaiseAsync(viewer, account, person, wording, input, origin, ct);
            }
            catch (Exception failure) when (failure.IsDuplicate() && tries < MostTries)
            {
                // A double click: the other one was first, and is there now.
            }
        }
    }

    private async Task<Guid> RaiseAsync(Viewer viewer, Guid account, Guid person, RequestWording wording, Input input, RequestOrigin? origin, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now - s_sameWords;
        await using var db = portal.For(viewer);

        // One statement looks for both, the same form and the same words (back and sent again: the browser may have asked for a new
        // form in between). Two statements could see the other click's request with the second only.
        var (title, need, formKey) = (wording.Title, wording.Need, input.FormKey);
        var before = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.RaisedByPersonId == person && (r.FormKey == formKey || (r.RaisedAt >= since && r.Title == title && r.Need == need)))
            .OrderBy(r => r.RaisedAt)
            .Select(r => new { r.Id, IsSame = r.Title == title && r.Need == need })
            .ToListAsync(ct);
        if (before.FirstOrDefault(r => r.IsSame) is { } same)
        {
            return same.Id;
        }

        if (wording.AreaId is { } area && !await db.RequestAreas.AnyAsync(a => a.Id == area && a.RetiredAt == null, ct))
        {
            wording = wording with { AreaId = null };
        }

        // A form that was sent, changed and sent again asks for something else, and is a form of its own.
        var due = await promise.RunAsync(account, now, ct);
        var request = FeatureRequest.Raise(account, person, wording, before.Count == 0 ? formKey : Guid.CreateVersion7(now), due, now, origin);
        db.Add(request);
        db.Add(new Vote
        {
            AccountId = account,
            RequestId = request.Id,
            PersonId = person,
            CastAt = now,
            Importance = input.Importance is { } importance && Enum.IsDefined(importance) ? importance : null,
            RecordedByPersonId = origin?.EnteredBy,
            Source = origin?.Source,
        });
        db.AddRange(Grams.RowsOf(request));
        await db.SaveChangesAsync(ct);
        return request.Id;
    }
}
