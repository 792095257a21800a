using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>The latest annotations of one account's own time line, or of those for all: for who writes them.</summary>
public sealed class ListOwnAnnotations(PortalDbFactory portal)
{
    private const int Most = 30;

    /// <param name="ByHand">Written by a person and not by a module; only these can be removed by hand.</param>
    public sealed record Row(Guid Id, DateOnly Day, AnnotationKind Kind, string Text, bool ByHand);

    /// <returns>Latest first; nothing for an account out of scope.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid? accountId, CancellationToken ct = default)
    {
        if (accountId is { } account && viewer.NarrowTo(account) is not null)
        {
            await using var own = portal.For(viewer);
            return Rows(await own.Annotations.AsNoTracking().Where(row => row.AccountId == account)
                .OrderByDescending(row => row.Day).ThenByDescending(row => row.Id).Take(Most).ToListAsync(ct));
        }

        if (accountId is not null)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        return Rows(await db.SharedAnnotations.AsNoTracking().OrderByDescending(row => row.Day).ThenByDescending(row => row.Id).Take(Most).ToListAsync(ct));
    }

    private static IReadOnlyList<Row> Rows(IEnumerable<AnnotatedDay> found) =>
        [.. found.Select(row => new Row(row.Id, row.Day, row.Kind, row.Words, row.Mark is null))];
}
