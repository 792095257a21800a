using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>The requests of the viewer's desk that something above can name: those that are not over, and those it names already.</summary>
public sealed class ListLinkable(RequestDesk desk)
{
    private const int Most = 200;

    public sealed record Row(Guid Id, string Title, RequestStatus Status, int Votes, int Edition, string? Answer);

    /// <returns>Those that are named first, then those most people want.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, IReadOnlyCollection<Guid> named, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        return await db.FeatureRequests.AsNoTracking()
            .Where(r => scope.Accounts.Contains(r.RaisedByAccountId))
            .Where(r => named.Contains(r.Id) || (r.Status != RequestStatus.Released && r.Status != RequestStatus.AlreadyAvailable && r.Status != RequestStatus.NotPlanned && r.Status != RequestStatus.Duplicate))
            .OrderByDescending(r => named.Contains(r.Id)).ThenByDescending(r => r.VoteCount).ThenBy(r => r.Id).Take(Most)
            .Select(r => new Row(r.Id, r.Title, r.Status, r.VoteCount, r.Edition, r.Answer)).ToListAsync(ct);
    }
}
