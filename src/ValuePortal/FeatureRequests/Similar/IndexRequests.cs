using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.FeatureRequests.Similar;

/// <summary><c>index-requests</c>: makes the index of similar requests anew, for a database from before it, or when its rules changed.</summary>
public sealed class IndexRequests(PortalDbFactory portal)
{
    private const int PerRound = 500;

    internal static readonly Verb Verb = new("index-requests", "index-requests", async (call, ct) =>
    {
        var count = await call.Services.GetRequiredService<IndexRequests>().RunAsync(ct);
        await call.Out.WriteLineAsync($"{count} requests are in the index.");
        return 0;
    });

    /// <returns>How many requests it holds.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var count = 0;
        for (var last = Guid.Empty; ;)
        {
            await using var db = portal.ForSystem();
            var after = last;
            var requests = await db.FeatureRequests.AsNoTracking()
                .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.IndexOfRequests)
                .Where(r => r.Id > after).OrderBy(r => r.Id).Take(PerRound).ToListAsync(ct);
            if (requests.Count == 0)
            {
                return count;
            }

            Guid[] ids = [.. requests.Select(r => r.Id)];
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.RequestGrams.Where(g => ids.Contains(g.RequestId)).ExecuteDeleteAsync(ct);
            db.AddRange(requests.SelectMany(Grams.RowsOf));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            (count, last) = (count + requests.Count, ids[^1]);
        }
    }
}
