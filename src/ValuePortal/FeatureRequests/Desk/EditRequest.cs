using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>Staff put a request into clearer words, before or after others see it. The index of similar requests changes with it.</summary>
public sealed class EditRequest(RequestDesk desk, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <param name="edition">The one the person had before its eyes; another one means that a colleague was faster.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, RequestWording wording, int edition, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var request = await db.FeatureRequests.SingleOrDefaultAsync(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId), ct);
        if (request is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (wording.Check(text) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        if (request.Edition != edition)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        if (wording.AreaId is { } area && area != request.AreaId && !await db.RequestAreas.AnyAsync(a => a.Id == area && a.RetiredAt == null, ct))
        {
            wording = wording with { AreaId = request.AreaId };
        }

        if (!request.Reword(wording))
        {
            return id;
        }

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            await db.RequestGrams.Where(g => g.RequestId == id).ExecuteDeleteAsync(ct);
            db.AddRange(Grams.RowsOf(request));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, RequestAudit.Reworded, $"request {id}", request.RaisedByAccountId, ct);
        return id;
    }
}
