using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>
/// Somebody says something under a request it sees: to its own company, or to all who see the request. Words of the vendor go to the
/// company that asked, or to all. Colleagues whom it names with "@" follow the request from then on. The same form sent twice is one comment.
/// </summary>
public sealed class AddComment(PortalDbFactory portal, RequestDesk desk, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    private const int MostColleagues = 2000;

    /// <param name="ToAll">All who see the request read it; else one company and the vendor.</param>
    /// <param name="FormKey">Made when the form was opened.</param>
    public sealed record Input(string? Text, bool ToAll, Guid FormKey);

    /// <returns>The comment's id, of the earlier one when it was sent before.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid requestId, Input input, CancellationToken ct = default)
    {
        var scope = viewer.IsStaff ? await desk.ScopeAsync(viewer, ct) : viewer.Scope;
        await using var db = viewer.IsStaff ? desk.Open(scope) : portal.For(viewer);
        var request = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.Id == requestId && (viewer.IsCustomer || scope.Accounts.Contains(r.RaisedByAccountId)))
            .Select(r => new { r.RaisedByAccountId, r.PublishedAt })
            .SingleOrDefaultAsync(ct);
        if (request is null || viewer.Role is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        var words = PlainText.Lines(input.Text);
        if (words.Length is 0 or > RequestComment.TextMaxLength)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]>
            {
                [nameof(Input.Text)] = [words.Length == 0 ? text["CommentMissing"] : text["NeedTooLong", RequestComment.TextMaxLength, words.Length]],
            });
        }

        var now = clock.GetUtcNow();
        var account = viewer.AccountId is { } own && viewer.IsCustomer ? own : request.RaisedByAccountId;
        var comment = new RequestComment
        {
            Id = Guid.CreateVersion7(now),
            RaisedByAccountId = account,
            PublishedAt = input.ToAll && request.PublishedAt is not null ? now : null,
            RequestId = requestId,
            PersonId = viewer.PersonId,
            OfVendor = viewer.IsStaff,
            Text = words,
            FormKey = input.FormKey,
            WrittenAt = now,
        };
        db.Add(comment);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return await db.RequestComments.Where(c => c.PersonId == viewer.PersonId && c.FormKey == input.FormKey).Select(c => c.Id).SingleAsync(ct);
        }

        await BringInAsync(db, account, requestId, words, viewer.PersonId, now, ct);
        return comment.Id;
    }

    private static async Task BringInAsync(PortalDb db, Guid account, Guid request, string words, Guid writer, DateTimeOffset now, CancellationToken ct)
    {
        if (!words.Contains('@', StringComparison.Ordinal))
        {
            return;
        }

        var colleagues = await db.Users.AsNoTracking()
            .Where(person => person.AccountId == account && person.DeactivatedAt == null && person.Id != writer)
            .OrderBy(person => person.Id).Take(MostColleagues).Select(person => new { person.Id, person.Name }).ToListAsync(ct);
        foreach (var named in colleagues.Where(person => person.Name.Length > 1 && words.Contains("@" + person.Name, StringComparison.CurrentCultureIgnoreCase)))
        {
            if (!await db.Followers.AnyAsync(f => f.AccountId == account && f.RequestId == request && f.PersonId == named.Id, ct))
            {
                await FollowRequest.SetAsync(db, account, request, named.Id, FollowLevel.All, now, ct);
            }
        }
    }
}
