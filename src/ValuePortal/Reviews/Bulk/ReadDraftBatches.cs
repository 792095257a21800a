using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Bulk;

/// <summary>The batches of drafts that a person of the vendor asked for, the newest first, with what became of each account still in its care.</summary>
public sealed class ReadDraftBatches(PortalDbFactory portal, ListTiers tiers)
{
    private const int Most = 5;

    public sealed record Line(Guid AccountId, string Name, DraftOutcome Outcome, Guid? ReviewId, string? Why);

    /// <param name="Lines">By outcome and name.</param>
    public sealed record Batch(Guid Id, Tier Tier, DateOnly From, DateOnly To, DateTimeOffset AskedAt, IReadOnlyList<Line> Lines);

    public async Task<IReadOnlyList<Batch>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.IsStaff)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var batches = await db.DraftBatches.AsNoTracking().Where(batch => batch.AskedByPersonId == viewer.PersonId).OrderByDescending(batch => batch.AskedAt).ThenByDescending(batch => batch.Id).Take(Most).ToListAsync(ct);
        Guid[] ids = [.. batches.Select(batch => batch.Id)];
        var lines = (await db.DraftBatchLines.AsNoTracking().Where(line => ids.Contains(line.BatchId)).ToListAsync(ct)).ToLookup(line => line.BatchId);
        var names = (await tiers.RunAsync(viewer.Scope, ct)).ToDictionary(row => row.AccountId, row => row.Name);
        return [.. batches.Select(batch => new Batch(
            batch.Id, batch.Tier, batch.From, batch.To, batch.AskedAt,
            [.. lines[batch.Id].Where(line => names.ContainsKey(line.AccountId)).Select(line => new Line(line.AccountId, names[line.AccountId], line.Outcome, line.ReviewId, line.Why))
                .OrderBy(line => line.Outcome).ThenBy(line => line.Name, StringComparer.CurrentCulture)]))];
    }
}
