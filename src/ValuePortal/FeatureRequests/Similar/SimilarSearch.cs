using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Similar;

/// <summary>
/// Ranks the requests of a context's scope by how much of a text they share: rare pieces weigh more than common ones, and those that are
/// merged lead to the request that stands for them. Only titles are compared; the longest lists of the index are left out.
/// </summary>
internal static class SimilarSearch
{
    private const int MostPostings = 8000;
    private const int MostCandidates = 40;
    private const double LeastLikeness = 0.3;
    private const double LeastSpread = 2;
    private const double Unknown = 0.35;

    /// <param name="Likeness">0 to 1.</param>
    public sealed record Hit(Guid Id, double Likeness);

    /// <param name="typing">The last word may not be finished yet.</param>
    /// <param name="except">A request that is not compared with itself.</param>
    public static async Task<IReadOnlyList<Hit>> FindAsync(PortalDb db, string text, bool typing, Guid? except, int most, CancellationToken ct)
    {
        var wanted = Grams.Of(text, typing);
        if (wanted.Count == 0)
        {
            return [];
        }

        long[] all = [.. wanted];
        var spread = await db.RequestGrams.AsNoTracking().Where(g => all.Contains(g.Gram))
            .GroupBy(g => g.Gram).Select(g => new { g.Key, Requests = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Requests, ct);
        if (spread.Count == 0)
        {
            return [];
        }

        var chosen = new List<long>();
        var postings = 0;
        foreach (var (gram, requests) in spread.OrderBy(pair => pair.Value))
        {
            if (chosen.Count > 0 && postings + requests > MostPostings)
            {
                break;
            }

            chosen.Add(gram);
            postings += requests;
        }

        var visible = db.FeatureRequests.AsNoTracking();
        var shared = await db.RequestGrams.AsNoTracking()
            .Where(g => chosen.Contains(g.Gram) && g.RequestId != except)
            .Join(visible, g => g.RequestId, r => r.Id, (g, r) => new { r.Id, g.Gram })
            .ToListAsync(ct);
        var candidates = shared.GroupBy(row => row.Id)
            .Select(rows => (Id: rows.Key, Weight: rows.Sum(row => WeightOf(row.Gram))))
            .OrderByDescending(candidate => candidate.Weight).ThenBy(candidate => candidate.Id).Take(MostCandidates).Select(candidate => candidate.Id).ToArray();

        var rows = await visible.Where(r => candidates.Contains(r.Id)).Select(r => new { r.Id, r.Title, r.MergedIntoId }).ToListAsync(ct);
        var sought = wanted.Sum(WeightOf);
        var hits = rows
            .Select(row => (row, Grams: Grams.Of(row.Title)))
            .Select(found => (found.row, Common: found.Grams.Where(wanted.Contains).Sum(WeightOf), Own: found.Grams.Sum(WeightOf)))
            .Select(found => new { Id = found.row.MergedIntoId ?? found.row.Id, Likeness = Likeness(found.Common / sought, found.Common / found.Own) })
            .Where(hit => hit.Likeness >= LeastLikeness && hit.Id != except)
            .GroupBy(hit => hit.Id).Select(same => new Hit(same.Key, same.Max(hit => hit.Likeness)))
            .OrderByDescending(hit => hit.Likeness).ThenBy(hit => hit.Id);
        return [.. hits.Take(most)];

        // A piece that no title has says little: neither where the text belongs nor that it belongs nowhere.
        double WeightOf(long gram) => spread.TryGetValue(gram, out var requests) ? 1 / Math.Log(1 + requests + LeastSpread) : Unknown;
    }

    /// <summary>A short text inside a long one is like it, whichever of the two was typed; more so the typed one.</summary>
    private static double Likeness(double ofTyped, double ofTitle) => Math.Max((0.75 * ofTyped) + (0.25 * ofTitle), (0.35 * ofTyped) + (0.65 * ofTitle));
}
