using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Merging;

/// <summary>
/// Makes a request part of another that says the same. Its votes count there too, each person once, and its followers are told of the
/// other from then on; nothing of it is lost, so that the two can be parted again. For product managers and the vendor's admin, who see
/// all votes.
/// </summary>
public sealed class MergeRequests(RequestDesk desk, PromiseAnswer promise, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    private const int MostTries = 3;

    /// <param name="Of">People who want the one that is merged.</param>
    /// <param name="Before">People who want the other now.</param>
    /// <param name="Both">People who want both.</param>
    /// <param name="After">People who want the other afterwards.</param>
    public sealed record Preview(Guid IntoId, string IntoTitle, int Of, int Before, int Both, int After);

    /// <param name="Answer">What those who asked read.</param>
    /// <param name="Edition">Of the one that is merged, as it was before the eyes.</param>
    public sealed record Input(Guid IntoId, string? Answer, int Edition);

    public async Task<Outcome<Preview>> PreviewAsync(Viewer viewer, Guid id, Guid intoId, CancellationToken ct = default)
    {
        await using var db = desk.Open(await desk.ScopeAsync(viewer, ct));
        if (await PairAsync(db, viewer, id, intoId, ct) is not { Request: { } request, Into: { } into })
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (Why(request, into) is { } why)
        {
            return why;
        }

        var there = await db.Votes.Where(v => v.RequestId == intoId).Select(v => new { v.PersonId, v.TakenBackAt }).ToListAsync(ct);
        var known = there.ToDictionary(v => v.PersonId, v => v.TakenBackAt is null);
        var here = await db.Votes.Where(v => v.RequestId == id && v.TakenBackAt == null).Select(v => v.PersonId).ToListAsync(ct);
        var before = known.Values.Count(stands => stands);
        return new Preview(intoId, into.Title, here.Count, before, here.Count(person => known.GetValueOrDefault(person)), before + here.Count(person => !known.ContainsKey(person)));
    }

    /// <returns>How many people want the other now.</returns>
    public async Task<Outcome<int>> RunAsync(Viewer viewer, Guid id, Input input, CancellationToken ct = default)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await MergeAsync(viewer, id, input, ct);
            }
            catch (Exception failure) when (failure.IsDuplicate() && tries < MostTries)
            {
                // Somebody voted for the other at the same moment. The vote is there now.
            }
            catch (DbUpdateConcurrencyException)
            {
                return new Refusal.Conflict(text["ChangedByColleague"]);
            }
        }
    }

    private async Task<Outcome<int>> MergeAsync(Viewer viewer, Guid id, Input input, CancellationToken ct)
    {
        await using var db = desk.Open(await desk.ScopeAsync(viewer, ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await PairAsync(db, viewer, id, input.IntoId, ct) is not { Request: { } request, Into: { } into })
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (Why(request, into) is { } why)
        {
            return why;
        }

        var answer = PlainText.Lines(input.Answer);
        if (answer.Length is 0 or > FeatureRequest.AnswerMaxLength)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]>
            {
                [nameof(Input.Answer)] = [answer.Length == 0 ? text["AnswerMissing", text["Status_Duplicate"].Value] : text["AnswerTooLong", FeatureRequest.AnswerMaxLength, answer.Length]],
            });
        }

        if (request.Edition != input.Edition)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        // The merged one first, then the other, as votes take them: whoever votes for it at this moment is in before, or finds it closed.
        var now = clock.GetUtcNow();
        db.Add(new RequestMerge
        {
            AccountId = request.RaisedByAccountId,
            Id = Guid.CreateVersion7(now),
            RequestId = id,
            IntoId = into.Id,
            At = now,
            ByPersonId = viewer.PersonId,
            StatusBefore = request.Status,
            AnswerBefore = request.Answer,
        });
        request.MergeInto(into.Id, answer, viewer.PersonId, await promise.TodayAsync(request.RaisedByAccountId, now, ct), now);
        await db.SaveChangesAsync(ct);

        var known = await db.Votes.Where(v => v.RequestId == into.Id).Select(v => v.PersonId).ToHashSetAsync(ct);
        var coming = (await db.Votes.AsNoTracking().Where(v => v.RequestId == id && v.TakenBackAt == null).ToListAsync(ct)).Where(v => !known.Contains(v.PersonId)).ToList();
        db.AddRange(coming.Select(vote => new Vote
        {
            AccountId = vote.AccountId,
            RequestId = into.Id,
            PersonId = vote.PersonId,
            CastAt = vote.CastAt,
            Importance = vote.Importance,
            RecordedByPersonId = vote.RecordedByPersonId,
            Source = vote.Source,
            ViaRequestId = id,
        }));
        await db.SaveChangesAsync(ct);
        var more = coming.Count;
        if (await db.FeatureRequests.Where(r => r.Id == into.Id && r.MergedIntoId == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.VoteCount, r => r.VoteCount + more), ct) != 1)
        {
            return new Refusal.Conflict(text["TargetIsMerged"]);
        }

        var count = await db.FeatureRequests.Where(r => r.Id == into.Id).Select(r => r.VoteCount).SingleAsync(ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(viewer, RequestAudit.Merged, $"request {id} into {into.Id}: {more} votes", request.RaisedByAccountId, ct);
        return count;
    }

    internal static async Task<(FeatureRequest? Request, FeatureRequest? Into)> PairAsync(PortalDb db, Viewer viewer, Guid id, Guid intoId, CancellationToken ct)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return default;
        }

        var both = await db.FeatureRequests.Where(r => r.Id == id || r.Id == intoId).ToListAsync(ct);
        return (both.Find(r => r.Id == id), both.Find(r => r.Id == intoId));
    }

    /// <summary>Why the two cannot be merged; null when they can.</summary>
    private Refusal.Conflict? Why(FeatureRequest request, FeatureRequest into) =>
        request.Id == into.Id ? new Refusal.Conflict(text["MergeWithItself"])
        : request.MergedIntoId is not null ? new Refusal.Conflict(text["AlreadyMerged"])
        : into.MergedIntoId is not null ? new Refusal.Conflict(text["TargetIsMerged"])
        : into.PublishedAt is null && into.RaisedByAccountId != request.RaisedByAccountId ? new Refusal.Conflict(text["TargetIsPrivate"])
        : !request.Status.MayBecome(RequestStatus.Duplicate) ? new Refusal.Conflict(text["MoveNotAllowed", text["Status_" + request.Status].Value, string.Join(text["ListComma"], RequestMoves.All[request.Status].Select(to => text["Status_" + to].Value))])
        : null;
}
