using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>
/// Shows a request to all customers, or to its own company alone again. Votes of others stand either way: a request that comes back
/// has them still.
/// </summary>
public sealed class PublishRequest(RequestDesk desk, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <param name="toAll">True: all customers see it. Asking for what is already so changes nothing.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, bool toAll, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var request = await db.FeatureRequests.SingleOrDefaultAsync(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId), ct);
        if (request is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (!request.Show(toAll, clock.GetUtcNow()))
        {
            return id;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, toAll ? RequestAudit.Published : RequestAudit.Withdrawn, $"request {id}", request.RaisedByAccountId, ct);
        return id;
    }
}
