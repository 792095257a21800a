using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>Says who of the vendor looks after a request.</summary>
public sealed class AssignRequest(RequestDesk desk, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    private const int Most = 200;

    public sealed record Colleague(Guid Id, string Name);

    /// <summary>Who can: everybody of the vendor who may sign in, by name.</summary>
    public async Task<IReadOnlyList<Colleague>> ListAsync(CancellationToken ct = default)
    {
        await using var db = desk.Open(default);
        return await db.Users.AsNoTracking().Where(person => person.AccountId == null && person.DeactivatedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most).Select(person => new Colleague(person.Id, person.Name)).ToListAsync(ct);
    }

    /// <param name="owner">Null: nobody.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Guid? owner, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var request = await db.FeatureRequests.SingleOrDefaultAsync(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId), ct);
        if (request is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (owner is { } person && !await db.Users.AnyAsync(p => p.Id == person && p.AccountId == null && p.DeactivatedAt == null, ct))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { ["Owner"] = [text["NoSuchColleague"]] });
        }

        if (!request.Assign(owner))
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

        await audit.WriteAsync(viewer, RequestAudit.Assigned, $"request {id}", request.RaisedByAccountId, ct);
        return id;
    }
}
