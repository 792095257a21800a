using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>How the one account the viewer looks at stands beside its peers: its own stored figures and nobody else's rows.</summary>
public sealed class ReadPeers(PortalDbFactory portal, ReadAccountCalendar calendar, IStringLocalizer<PeerWords> words)
{
    /// <param name="Tier">Null where there is nothing to compare with.</param>
    public sealed record Row(PeerMeasure Measure, PeerGap Gap, decimal? Own, decimal? Lower, decimal? Median, decimal? Upper, PeerTier? Tier);

    /// <param name="Group">The group that staff chose; null until then.</param>
    /// <param name="Month">The latest month taken; null while there is none for this account.</param>
    /// <param name="Rows">Empty unless the account takes part.</param>
    public sealed record Result(string AccountName, bool TakesPart, string? Group, DateOnly? Month, IReadOnlyList<Row> Rows);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (await calendar.RunAsync(viewer, ct) is not { } account)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        await using var db = portal.For(viewer);
        var membership = await db.PeerMemberships.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account.AccountId, ct);
        if (membership?.TakesPartSince is null)
        {
            return new Result(account.Name, false, membership?.Group, null, []);
        }

        var own = db.PeerFigures.AsNoTracking().Where(row => row.AccountId == account.AccountId);
        var month = await own.MaxAsync(row => (DateOnly?)row.Month, ct);
        var figures = await own.Where(row => row.Month == month).ToListAsync(ct);
        return new Result(account.Name, true, figures.FirstOrDefault()?.Group ?? membership.Group, month,
        [
            .. figures.OrderBy(figure => figure.Measure).Select(figure => new Row(
                figure.Measure, figure.Gap, figure.Own, figure.LowerQuartile, figure.Median, figure.UpperQuartile,
                figure.Percentile is { } place ? PeerRules.TierOf(place) : null)),
        ]);
    }
}
