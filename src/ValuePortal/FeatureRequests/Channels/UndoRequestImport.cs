using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>Takes the requests of a file out again. Those on which somebody voted, wrote or worked since stay, and are counted.</summary>
public sealed class UndoRequestImport(RequestDesk desk, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    private const int Most = 50;

    public sealed record Result(int Removed, int Kept);

    /// <summary>The imports there were, the latest first.</summary>
    public async Task<IReadOnlyList<RequestImport>> ListAsync(CancellationToken ct = default)
    {
        await using var db = desk.Open(default);
        return await db.RequestImports.AsNoTracking().OrderByDescending(import => import.At).Take(Most).ToListAsync(ct);
    }

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var import = await db.RequestImports.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is not { UndoneAt: null })
        {
            return new Refusal.NotFound(text["NoSuchImport"]);
        }

        var (votes, comments, notes, merges, followers, thoughts, files) = (db.Votes, db.RequestComments, db.RequestNotes, db.RequestMerges, db.Followers, db.RequestAssessments, db.RequestFiles);
        var all = db.FeatureRequests.Where(r => r.ImportId == id && scope.Accounts.Contains(r.RaisedByAccountId));
        var untouched = await all
            .Where(r => r.Edition == 0 && !votes.Any(v => v.RequestId == r.Id) && !comments.Any(c => c.RequestId == r.Id) && !notes.Any(n => n.RequestId == r.Id)
                && !merges.Any(m => m.RequestId == r.Id || m.IntoId == r.Id) && !followers.Any(f => f.RequestId == r.Id) && !thoughts.Any(a => a.RequestId == r.Id) && !files.Any(f => f.RequestId == r.Id))
            .Select(r => r.Id).ToListAsync(ct);
        var kept = await all.CountAsync(ct) - untouched.Count;
        foreach (var some in untouched.Chunk(500))
        {
            await db.RequestGrams.Where(g => some.Contains(g.RequestId)).ExecuteDeleteAsync(ct);
            await db.FeatureRequests.Where(r => some.Contains(r.Id) && scope.Accounts.Contains(r.RaisedByAccountId)).ExecuteDeleteAsync(ct);
        }

        (import.UndoneAt, import.Kept) = (clock.GetUtcNow(), kept);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(viewer, RequestAudit.ImportUndone, $"{id}: {untouched.Count}, {kept}", AccountScope.NoAccount, ct);
        return new Result(untouched.Count, kept);
    }
}
