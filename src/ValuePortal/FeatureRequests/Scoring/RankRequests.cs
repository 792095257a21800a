using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Features;

namespace ValuePortal.FeatureRequests.Scoring;

/// <summary>The open requests on a desk in the order of their worth: by score, by RICE or by votes, each with the figures behind it.</summary>
public sealed class RankRequests(RequestDesk desk, SumContracts contracts, CountFeatureUsers users, ListAreas areas, StateRequestSettings settings)
{
    public const int Most = 1000;

    /// <param name="Money">Of the accounts that want it; for a success manager those in care.</param>
    /// <param name="Rice">Null until all four are stated.</param>
    public sealed record Row(Guid Id, string Title, RequestStatus Status, RankInputs Inputs, Ranked Ranked, SumContracts.Sum Money, decimal? Rice);

    /// <param name="Left">Requests beyond the 1,000 with most votes, which are not ranked.</param>
    public sealed record Result(RankBy By, Weights Weights, IReadOnlyList<Row> Rows, int Left);

    /// <param name="by">Null: as the vendor set it.</param>
    public async Task<Result> RunAsync(Viewer viewer, RankBy? by = null, CancellationToken ct = default)
    {
        var set = await settings.ReadAsync(ct);
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var open = db.FeatureRequests.AsNoTracking().Where(r => scope.Accounts.Contains(r.RaisedByAccountId) && r.MergedIntoId == null).Where(FeatureRequest.IsOpen);
        var requests = await open.OrderByDescending(r => r.VoteCount).ThenBy(r => r.Id).Take(Most).Select(r => new { r.Id, r.Title, r.Status, r.VoteCount, r.AreaId }).ToListAsync(ct);
        Guid[] ids = [.. requests.Select(r => r.Id)];
        var votes = (await db.Votes.AsNoTracking()
                .Where(v => ids.Contains(v.RequestId) && v.TakenBackAt == null).Select(v => new { v.RequestId, v.AccountId }).Distinct().ToListAsync(ct))
            .ToLookup(v => v.RequestId, v => v.AccountId);
        var companies = await ListForDesk.CountCompaniesAsync(db, ids, ct);
        var thought = await db.RequestAssessments.AsNoTracking().Where(a => ids.Contains(a.RequestId)).ToDictionaryAsync(a => a.RequestId, ct);
        var money = await contracts.RunAsync(viewer, requests.ToDictionary(r => r.Id, r => (IReadOnlyCollection<Guid>)[.. votes[r.Id]]), ct);
        var featureOf = (await areas.RunAsync(ct)).Where(area => area.FeatureKey is not null).ToDictionary(area => area.Id, area => area.FeatureKey!);
        var used = await users.RunAsync([.. requests.Select(r => r.AreaId is { } area ? featureOf.GetValueOrDefault(area) : null).OfType<string>().Distinct()], ct);

        var inputs = requests.ConvertAll(r =>
        {
            var of = thought.GetValueOrDefault(r.Id);
            var feature = r.AreaId is { } area ? featureOf.GetValueOrDefault(area) : null;
            return new RankInputs(
                r.Id, money[r.Id].Ranked, money[r.Id].TierPoints, r.VoteCount, companies.GetValueOrDefault(r.Id), feature is null ? 0 : used.GetValueOrDefault(feature), of?.Fit, of?.Effort,
                of is { Reach: { } reach, Impact: { } impact, Confidence: { } confidence, Effort: { } effort } ? new RiceInputs(reach, impact, confidence / 100m, effort) : null);
        });
        var ranked = Ranking.ByScore(inputs, set.Weights).ToDictionary(row => row.Id);
        var rows = requests.Zip(inputs, (r, input) => new Row(r.Id, r.Title, r.Status, input, ranked[r.Id], money[r.Id], input.Rice?.Score));
        var order = by ?? set.RankBy;
        return new Result(
            order, set.Weights,
            [.. order switch
            {
                RankBy.Rice => rows.OrderByDescending(row => row.Rice ?? -1).ThenByDescending(row => row.Inputs.People),
                RankBy.Votes => rows.OrderByDescending(row => row.Inputs.People).ThenBy(row => row.Ranked.Rank),
                _ => rows.OrderBy(row => row.Ranked.Rank).ThenByDescending(row => row.Inputs.People),
            }],
            await open.CountAsync(ct) - requests.Count);
    }
}
