using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Export;

/// <summary>The company itself, its people and seats, and what its audit log says.</summary>
internal static class AccountFiles
{
    public static ExportPart Part => new(0, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var company = await db.Accounts.AsNoTracking().SingleAsync(row => row.AccountId == account, ct);
        archive.Json("company.json", new { company.ExternalId, company.Name, company.Tier, company.Currency, company.TimeZone, company.Language, company.GoLiveOn, company.RenewsOn, company.CreatedAt });
        var people = await db.Users.AsNoTracking().Where(person => person.AccountId == account && person.DeletedAt == null).OrderBy(person => person.Name).ThenBy(person => person.Id).ToListAsync(ct);
        archive.Csv("people.csv", ["name", "email", "role", "sees_amounts", "language", "product_user", "added", "deactivated"],
            people.Select(person => new object?[] { person.Name, person.Email, person.Role, person.MaySeeMoney, person.Language, person.ExternalUserId, person.CreatedAt, person.DeactivatedAt }));
        var seats = await services.GetRequiredService<ListSeats>().RunAsync(viewer, ct);
        archive.Csv("seats.csv", ["from", "seats", "price_a_year", "currency"], seats.Select(row => new object?[] { row.ValidFrom, row.Seats, row.YearlyPrice, row.Currency }));
        var contracts = viewer.SeesMoney ? await db.Contracts.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.ValidFrom).ToListAsync(ct) : [];
        archive.Csv("contract.csv", ["from", "value_a_year", "currency", "starts", "ends", "renews"],
            contracts.Select(row => new object?[] { row.ValidFrom, row.YearlyValue, row.Currency, row.StartsOn, row.EndsOn, row.RenewsOn }));
        if ((await services.GetRequiredService<ReadAuditLog>().RunAsync(viewer, new(account), ReadAuditLog.MostInFile, ct)).Is(out var log, out _))
        {
            archive.Csv("audit-log.csv", ["time", "who", "of_vendor", "what", "details", "address"],
                log.Lines.Select(line => new object?[] { line.At, line.Who, line.OfVendor, line.What, line.Detail, line.Address }));
        }
    }
}
