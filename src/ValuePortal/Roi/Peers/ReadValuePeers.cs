using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Roi.Peers;

/// <summary>How the value of the one account the viewer looks at stands beside its peers: its own stored figures and nobody else's rows.</summary>
public sealed class ReadValuePeers(PortalDbFactory portal, FindPeerGroup groups)
{
    /// <param name="Tier">Null where there is nothing to compare with.</param>
    public sealed record Row(ValueMeasure Measure, PeerGap Gap, decimal? Own, decimal? Lower, decimal? Median, decimal? Upper, PeerTier? Tier);

    /// <param name="Group">The group that staff chose; null until then.</param>
    /// <param name="Month">The latest month taken; null while there is none for this account.</param>
    /// <param name="Currency">In which amounts are told.</param>
    /// <param name="Rows">Empty unless the account takes part; no amounts for who does not see money.</param>
    public sealed record Result(bool TakesPart, string? Group, DateOnly? Month, string Currency, IReadOnlyList<Row> Rows);

    /// <returns>Null for a viewer who looks at no account.</returns>
    public async Task<Result?> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return null;
        }

        var group = await groups.RunAsync(viewer, account, ct);
        await using var db = portal.For(viewer);
        if (!await db.ValuePeerings.AnyAsync(row => row.AccountId == account, ct))
        {
            return new Result(false, group, null, "", []);
        }

        var own = db.ValuePeerFigures.AsNoTracking().Where(row => row.AccountId == account);
        var month = await own.MaxAsync(row => (DateOnly?)row.Month, ct);
        var figures = await own.Where(row => row.Month == month).ToListAsync(ct);
        return new Result(true, figures.FirstOrDefault()?.Group ?? group, month, figures.FirstOrDefault()?.Currency ?? "",
        [
            .. figures.Where(figure => viewer.SeesMoney || figure.Measure is ValueMeasure.HoursPerPerson).OrderBy(figure => figure.Measure).Select(figure => new Row(
                figure.Measure, figure.Gap, figure.Own, figure.LowerQuartile, figure.Median, figure.UpperQuartile,
                figure.Percentile is { } place ? PeerRules.TierOf(place) : null)),
        ]);
    }
}
