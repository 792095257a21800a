using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Reports;

/// <summary>The names of an account's value drivers, as they stand in its model: for whoever points at one.</summary>
public sealed class NameDrivers(PortalDbFactory portal)
{
    public sealed record Row(Guid Id, string Name);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed)
        {
            return [];
        }

        await using var db = portal.For(narrowed);
        return await db.Drivers.AsNoTracking().Where(driver => driver.AccountId == account)
            .OrderBy(driver => driver.Position).ThenBy(driver => driver.Id).Take(Driver.MostPerAccount)
            .Select(driver => new Row(driver.Id, driver.Name)).ToListAsync(ct);
    }
}
