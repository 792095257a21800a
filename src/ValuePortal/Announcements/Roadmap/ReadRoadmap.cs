using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Roadmap;

/// <summary>What is to come, as the viewer sees it: the own wishes first, with each move of a target, then the vendor's own plans.</summary>
public sealed class ReadRoadmap(PortalDbFactory portal, ListComing coming, ReadWanted wanted, ListAreas areas, AccountDays days, TimeProvider clock)
{
    /// <param name="On">Day in the account's time zone.</param>
    /// <param name="Why">In the reader's language, or in the one there is.</param>
    public sealed record Move(Quarter? From, Quarter? To, DateOnly On, string Why);

    /// <param name="Target">Null where the vendor names no quarter.</param>
    /// <param name="Moves">Each time the target was moved; the first naming is no move.</param>
    /// <param name="IsOurs">The company asked for it or votes for it.</param>
    public sealed record Row(Guid Id, string Title, RequestStatus Status, int Votes, Quarter? Target, IReadOnlyList<Move> Moves, bool IsOurs)
    {
        /// <summary>What is to be said of something that no request asked for; null for a request.</summary>
        public OwnPlan? Plan { get; init; }
    }

    /// <param name="Words">In the reader's language; empty where the title says it all.</param>
    /// <param name="First">The quarter that was named first, where it is not the one of today.</param>
    public sealed record OwnPlan(string Words, string? Area, Quarter? First);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var rows = await coming.RunAsync(viewer, ct);
        var ours = (await wanted.RunAsync(viewer, ct)).Rows.Select(row => row.Id).ToHashSet();
        Guid[] ids = [.. rows.Select(row => row.Id)];
        await using var db = portal.For(viewer);
        var targets = await db.RequestTargets.AsNoTracking().Where(row => ids.Contains(row.RequestId)).ToDictionaryAsync(row => row.RequestId, row => row.Quarter, ct);
        var moves = (await db.TargetMoves.AsNoTracking().Where(row => ids.Contains(row.RequestId) && row.From != null).OrderBy(row => row.Number).ToListAsync(ct)).ToLookup(row => row.RequestId);
        var day = await days.ForAsync(viewer, ct);
        return
        [
            .. rows.Select(row => new Row(
                    row.Id, row.Title, row.Status, row.Votes, Of(targets.GetValueOrDefault(row.Id)),
                    [.. moves[row.Id].Select(move => new Move(Of(move.From), Of(move.To), day(move.At), WordsOf(move)))], ours.Contains(row.Id)))
                .Concat(await PlansAsync(db, ct))
                .OrderByDescending(row => row.IsOurs).ThenBy(row => row.Plan is null).ThenByDescending(row => row.Votes),
        ];
    }

    private async Task<IEnumerable<Row>> PlansAsync(PortalDb db, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - ListComing.News;
        var items = await db.RoadmapItems.AsNoTracking().Where(item => item.IsShown && (item.ReleasedAt == null || item.ReleasedAt >= since)).OrderBy(item => item.Id).ToListAsync(ct);
        var named = items.TrueForAll(item => item.AreaId is null) ? [] : (await areas.RunAsync(ct)).ToDictionary(area => area.Id, area => area.Name);
        return items.Select(item => new Row(item.Id, item.Title, item.Status, 0, Of(item.Quarter), [], IsOurs: false)
        {
            Plan = new OwnPlan(item.Words, item.AreaId is { } area ? named.GetValueOrDefault(area) : null, item.FirstQuarter == item.Quarter ? null : Of(item.FirstQuarter)),
        });
    }

    private static Quarter? Of(int? number) => number is { } known ? new Quarter(known) : null;

    private static string WordsOf(TargetMove move)
    {
        var chinese = CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);
        return (chinese ? move.ChineseWhy : null) ?? (move.Why.Length > 0 ? move.Why : move.ChineseWhy ?? "");
    }
}
