using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>What became of the requests that a person raised or wants: the latest words and moves of the vendor.</summary>
public sealed class ReadVoice(PortalDbFactory portal, TimeProvider clock)
{
    /// <summary>How long an echo counts as news.</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(90);

    /// <param name="RaisedByMe">Raised by this person; else this person votes for it.</param>
    /// <param name="At">When the vendor last changed status or answer.</param>
    public sealed record Echo(Guid Id, string Title, RequestStatus Status, bool HasAnswer, bool RaisedByMe, DateTimeOffset At);

    /// <param name="Raised">Requests this person raised.</param>
    /// <param name="Wanted">Requests for which this person's vote stands, its own among them.</param>
    /// <param name="Echoes">Of both, those with news; the newest first.</param>
    public sealed record Voice(int Raised, int Wanted, IReadOnlyList<Echo> Echoes);

    public async Task<Voice> RunAsync(Viewer viewer, int most = 3, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var votes = db.Votes;
        var me = viewer.PersonId;
        var since = clock.GetUtcNow() - News;
        var echoes = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.EchoedAt >= since)
            .Where(r => r.RaisedByPersonId == me || votes.Any(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null))
            .OrderByDescending(r => r.EchoedAt).ThenBy(r => r.Id)
            .Take(most)
            .Select(r => new Echo(r.Id, r.Title, r.Status, r.Answer != null, r.RaisedByPersonId == me, r.EchoedAt!.Value))
            .ToListAsync(ct);
        return new Voice(
            await db.FeatureRequests.CountAsync(r => r.RaisedByPersonId == me, ct),
            await db.FeatureRequests.CountAsync(r => votes.Any(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null), ct),
            echoes);
    }
}
