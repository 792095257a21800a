using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Similar;

/// <summary>The requests a customer sees whose titles are like what it types, the most alike first, each with the own vote.</summary>
public sealed class FindSimilar(PortalDbFactory portal)
{
    public const int Most = 5;

    /// <summary>Less than this says nothing yet; a Chinese character counts for two letters.</summary>
    public const int ShortestText = 4;

    public sealed record Row(Guid Id, string Title, RequestStatus Status, int Votes, bool VotedByMe, bool FromMyCompany);

    /// <param name="formKey">The form it is typed in: once that was sent there is nothing to choose any more, and the own request is no other.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, string? typed, Guid? formKey = null, CancellationToken ct = default)
    {
        var text = PlainText.Line(typed);
        if (PlainText.Weight(text) < ShortestText)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var hits = await SimilarSearch.FindAsync(db, text, typing: true, except: null, Most, ct);
        Guid[] ids = [.. hits.Select(hit => hit.Id)];
        var votes = db.Votes;
        var (me, company) = (viewer.PersonId, viewer.AccountId ?? AccountScope.NoAccount);
        var rows = await db.FeatureRequests.AsNoTracking().Where(r => ids.Contains(r.Id))
            .Select(r => new Row(
                r.Id, r.Title, r.Status, r.VoteCount,
                votes.Any(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null), r.RaisedByAccountId == company))
            .ToListAsync(ct);
        return formKey is { } form && rows.Count > 0 && await db.FeatureRequests.AnyAsync(r => r.RaisedByPersonId == me && r.FormKey == form, ct) ? [] : [.. rows.OrderBy(row => Array.IndexOf(ids, row.Id))];
    }
}
