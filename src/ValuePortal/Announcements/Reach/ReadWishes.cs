using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Reach;

/// <summary>What became of each wish of the company the viewer looks at, in five steps: asked, answered, shipped, told, used.</summary>
public sealed class ReadWishes(PortalDbFactory portal, ReadWanted wanted, AudienceOfReleases audience, MeasureUse measure, AccountDays days)
{
    /// <param name="ShippedOn">Null while it is not released.</param>
    /// <param name="ReleaseId">The note that brought it, the latest of several; null where there is none.</param>
    /// <param name="ToldOn">When somebody of the company first read the note or was told of it; null while nobody was.</param>
    /// <param name="UsedOn">The first day on which somebody of the company used it since; null while nobody has.</param>
    /// <param name="IsMeasured">Whether its use can be measured at all.</param>
    public sealed record Card(ReadWanted.Row Wish, DateOnly? ShippedOn, Guid? ReleaseId, DateOnly? ToldOn, DateOnly? UsedOn, bool IsMeasured)
    {
        /// <summary>How many of the five steps are done.</summary>
        public int Steps => 1 + Done(Wish.AnsweredOn) + Done(ShippedOn) + Done(ToldOn) + Done(UsedOn);

        private static int Done(DateOnly? day) => day is null ? 0 : 1;
    }

    public sealed record Result(IReadOnlyList<Card> Cards, ReadWanted.Result Wanted);

    /// <summary>The card of one wish; null where the company did not ask for it.</summary>
    public async Task<Card?> OfAsync(Viewer viewer, Guid request, CancellationToken ct = default) =>
        (await RunAsync(viewer, request, ct)).Cards is [var card, ..] ? card : null;

    /// <param name="viewer">Who looks.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What came furthest last first; for a viewer who looks at no account nothing.</returns>
    public Task<Result> RunAsync(Viewer viewer, CancellationToken ct = default) => RunAsync(viewer, null, ct);

    private async Task<Result> RunAsync(Viewer viewer, Guid? only, CancellationToken ct)
    {
        var wishes = await wanted.RunAsync(viewer, only, ct);
        if (viewer.AccountId is not { } account || wishes.Rows.Count == 0)
        {
            return new Result([], wishes);
        }

        var notes = await audience.OfAsync(viewer, ct);
        Guid[] ids = [.. notes.Select(note => note.Id)];
        await using var db = portal.For(viewer);
        var noteOf = (await db.ReleaseRequests.AsNoTracking().Where(link => ids.Contains(link.ReleaseId) && (only == null || link.RequestId == only)).ToListAsync(ct))
            .GroupBy(link => link.RequestId).ToDictionary(links => links.Key, links => notes.First(note => links.Any(link => link.ReleaseId == note.Id)));
        var seen = await db.ReleasesSeen.AsNoTracking().Where(row => row.AccountId == account && ids.Contains(row.ReleaseId)).Select(row => new { row.ReleaseId, row.SeenAt }).ToListAsync(ct);
        var calls = await db.ReleaseCalls.AsNoTracking().Where(row => row.AccountId == account && ids.Contains(row.ReleaseId)).ToDictionaryAsync(row => row.ReleaseId, row => row.On, ct);
        var day = await days.ForAsync(viewer, ct);
        var shipped = noteOf.Values.Distinct().ToList();
        var uses = (await measure.RunAsync(viewer, account, [.. shipped.Select(note => new MeasureUse.Release(note.Feature, day(note.PublishedAt!.Value)))], ct))
            .Select((use, i) => (shipped[i].Id, Use: use)).ToDictionary(row => row.Id, row => row.Use);
        return new Result(
            [.. wishes.Rows.Select(Of).OrderByDescending(card => card.ShippedOn ?? card.Wish.MovedOn ?? card.Wish.RaisedOn).ThenByDescending(card => card.Steps)], wishes);

        Card Of(ReadWanted.Row wish)
        {
            if (!noteOf.TryGetValue(wish.Id, out var note))
            {
                return new Card(wish, wish.IsDelivered ? wish.MovedOn : null, null, wish.IsDelivered ? wish.AnsweredOn : null, null, IsMeasured: false);
            }

            DateOnly?[] told = [.. seen.Where(row => row.ReleaseId == note.Id).Select(row => (DateOnly?)day(row.SeenAt)), calls.TryGetValue(note.Id, out var on) ? on : null];
            return new Card(wish, day(note.PublishedAt!.Value), note.Id, told.Min(), uses[note.Id]?.FirstOn, note.Feature is not null);
        }
    }
}
