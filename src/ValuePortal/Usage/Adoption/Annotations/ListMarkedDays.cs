using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>What a module above wrote onto the time line of the one account the viewer looks at: by mark, the day.</summary>
public sealed class ListMarkedDays(PortalDbFactory portal)
{
    /// <param name="viewer">Looks at one account.</param>
    /// <param name="prefix">What the marks begin with: "milestone:".</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyDictionary<string, DateOnly>> RunAsync(Viewer viewer, string prefix, CancellationToken ct = default)
    {
        var account = viewer.AccountId;
        await using var db = portal.For(viewer);
        return await db.Annotations.AsNoTracking()
            .Where(row => row.AccountId == account && row.Mark != null && row.Mark.StartsWith(prefix))
            .ToDictionaryAsync(row => row.Mark!, row => row.Day, ct);
    }
}
