using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews;

/// <summary>The review that was published last for the one account the viewer looks at: for home.</summary>
public sealed class LatestReview(PortalDbFactory portal)
{
    /// <param name="From">First day, in the account's time zone.</param>
    /// <param name="To">Last day.</param>
    public sealed record Found(Guid Id, string Title, DateOnly From, DateOnly To, string Language);

    /// <returns>Null when none is published.</returns>
    public async Task<Found?> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return null;
        }

        await using var db = portal.For(viewer);
        return await db.Reviews.AsNoTracking()
            .Where(r => r.AccountId == account && r.State == ReviewState.Published)
            .OrderByDescending(r => r.PublishedAt).ThenByDescending(r => r.Id)
            .Select(r => new Found(r.Id, r.Title, r.From, r.To, r.Language))
            .FirstOrDefaultAsync(ct);
    }
}
