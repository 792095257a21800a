using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Import;

/// <summary>What an import keeps of a person so that it can be undone goes with the person; the counts of the import stay.</summary>
internal static class ImportsOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(DirectoryWords), "KeptOfPerson", async (db, person, ct) =>
        await db.DirectoryLines.Where(line => line.AccountId == person.AccountId && line.TargetId == person.PersonId).ExecuteDeleteAsync(ct));
}

/// <summary>What imports changed on a person, for the person's own file.</summary>
public sealed class ReadOwnImports(PortalDbFactory portal)
{
    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer is not { IsCustomer: true, AccountId: { } account })
        {
            return Array.Empty<object>();
        }

        await using var db = portal.For(viewer);
        return await db.DirectoryLines.AsNoTracking().Where(line => line.AccountId == account && line.TargetId == viewer.PersonId).OrderBy(line => line.ImportId)
            .Select(line => new { line.Added, line.Before, line.After }).ToListAsync(ct);
    }
}
