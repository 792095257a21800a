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
                .Select(r => new { r.Id, r.Title, r.Need, r.Today, r.Affected, r.HowOften, r.RaisedAt, r.Status, r.Answer }).Take(Most).ToListAsync(ct),
            Votes = await db.Votes.AsNoTracking().Where(v => v.PersonId == viewer.PersonId).OrderBy(v => v.CastAt).ThenBy(v => v.RequestId)
                .Select(v => new { v.RequestId, v.CastAt, v.TakenBackAt, v.Importance, RecordedByVendor = v.RecordedByPersonId != null, v.Source }).Take(Most).ToListAsync(ct),
            Follows = await db.Followers.AsNoTracking().Where(f => f.PersonId == viewer.PersonId).OrderBy(f => f.ChangedAt).ThenBy(f => f.RequestId)
                .Select(f => new { f.RequestId, f.Level, f.ChangedAt }).Take(Most).ToListAsync(ct),
            Comments = await db.RequestComments.AsNoTracking().Where(c => c.PersonId == viewer.PersonId && c.RemovedAt == null).OrderBy(c => c.WrittenAt).ThenBy(c => c.Id)
                .Select(c => new { c.RequestId, c.Text, c.WrittenAt }).Take(Most).ToListAsync(ct),
        };
    }
}
