using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>What was said under a request, as far as the viewer may read it, oldest first. People of other companies are never named to a customer.</summary>
public sealed class ListComments(PortalDbFactory portal, RequestDesk desk, AccountDays days)
{
    private const int Most = 500;

    /// <param name="Author">Null for somebody of another company.</param>
    /// <param name="Text">Null when it was removed.</param>
    /// <param name="ToAll">All who see the request read it; else one company and the vendor.</param>
    public sealed record Row(Guid Id, string? Author, bool OfVendor, bool Mine, string? Text, bool ToAll, DateOnly WrittenOn)
    {
        /// <summary>When the words were last changed by the one who wrote them; null for never.</summary>
        public DateOnly? EditedOn { get; init; }

        public int Edition { get; init; }

        /// <summary>What it said before, the latest first; empty for customers.</summary>
        public IReadOnlyList<string> Before { get; init; } = [];
    }

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid requestId, CancellationToken ct = default)
    {
        var scope = viewer.IsStaff ? await desk.ScopeAsync(viewer, ct) : viewer.Scope;
        await using var db = viewer.IsStaff ? desk.Open(scope) : portal.For(viewer);
        var requests = db.FeatureRequests;
        var rows = await db.RequestComments.AsNoTracking()
            .Where(c => c.RequestId == requestId && requests.Any(r => r.Id == c.RequestId))
            .OrderBy(c => c.WrittenAt).ThenBy(c => c.Id).Take(Most)
            .ToListAsync(ct);
        Guid[] authors = [.. rows.Select(row => row.PersonId).Distinct()];
        var accounts = scope.Accounts;
        var names = await db.Users.AsNoTracking()
            .Where(person => authors.Contains(person.Id) && (person.AccountId == null || accounts.Contains(person.AccountId.Value)))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var day = await days.ForAsync(viewer, ct);
        Guid[] edited = [.. rows.Where(row => row.EditedAt is not null && row.RemovedAt is null).Select(row => row.Id)];
        var before = !viewer.IsStaff || edited.Length == 0 ? null : (await db.RequestCommentEdits.AsNoTracking()
                .Where(edit => accounts.Contains(edit.AccountId) && edited.Contains(edit.CommentId)).OrderByDescending(edit => edit.Edition).Take(Most).ToListAsync(ct))
            .ToLookup(edit => edit.CommentId, edit => edit.Text);
        return [.. rows.Select(row => new Row(
            row.Id, names.GetValueOrDefault(row.PersonId), row.OfVendor, row.PersonId == viewer.PersonId, row.RemovedAt is null ? row.Text : null, row.PublishedAt is not null, day(row.WrittenAt))
        {
            EditedOn = row.EditedAt is { } at && row.RemovedAt is null ? day(at) : null,
            Edition = row.Edition,
            Before = before is null ? [] : [.. before[row.Id]],
        })];
    }
}
