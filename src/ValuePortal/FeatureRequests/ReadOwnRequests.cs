using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>What a person asked for and voted for, for the person's own file.</summary>
public sealed class ReadOwnRequests(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return new
        {
            Raised = await db.FeatureRequests.AsNoTracking().Where(r => r.RaisedByPersonId == viewer.PersonId).OrderBy(r => r.RaisedAt).ThenBy(r => r.Id)
                .Select(r => new { r.Id, r.Title, r.Need, r.RaisedAt, r.Status, r.Answer }).Take(Most).ToListAsync(ct),
            Votes = await db.Votes.AsNoTracking().Where(v => v.PersonId == viewer.PersonId).OrderBy(v => v.CastAt).ThenBy(v => v.RequestId)
                .Select(v => new { v.RequestId, v.CastAt, v.TakenBackAt }).Take(Most).ToListAsync(ct),
        };
    }
}
