using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Merging;

/// <summary>Parts a request from the one it was merged into: it has its own votes again, and the other only those that were cast there.</summary>
public sealed class PartRequests(RequestDesk desk, PromiseAnswer promise, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = desk.Open(await desk.ScopeAsync(viewer, ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var merge = await db.RequestMerges.Where(m => m.RequestId == id && m.UndoneAt == null).OrderByDescending(m => m.At).FirstOrDefaultAsync(ct);
        if (merge is null || await MergeRequests.PairAsync(db, viewer, id, merge.IntoId, ct) is not { Request: { } request, Into: { } into })
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (into.MergedIntoId is not null)
        {
            return new Refusal.Conflict(text["PartTheOtherFirst"]);
        }

        var now = clock.GetUtcNow();
        merge.UndoneAt = now;
        var changed = request.Status is not RequestStatus.Duplicate;
        request.Part(
            changed ? request.Status : merge.StatusBefore, changed ? request.Answer : merge.AnswerBefore, viewer.PersonId, await promise.TodayAsync(request.RaisedByAccountId, now, ct), now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        // A vote that came along and was taken back since has no part in the count any more.
        var came = db.Votes.Where(v => v.RequestId == into.Id && v.ViaRequestId == id);
        var fewer = await came.CountAsync(v => v.TakenBackAt == null, ct);
        await came.ExecuteDeleteAsync(ct);
        await db.FeatureRequests.Where(r => r.Id == into.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.VoteCount, r => r.VoteCount - fewer), ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(viewer, RequestAudit.Parted, $"request {id} from {into.Id}: {fewer} votes", request.RaisedByAccountId, ct);
        return id;
    }
}
