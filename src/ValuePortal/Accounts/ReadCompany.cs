using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>What the modules above need to know of one company: how its figures are written, and whom its people can ask.</summary>
public sealed class ReadCompany(PortalDbFactory portal)
{
    /// <summary>Names a page can hold.</summary>
    private const int MostNames = 5;

    /// <param name="Currency">ISO 4217 code.</param>
    /// <param name="TimeZone">IANA name of the zone whose days are the account's.</param>
    /// <param name="Admins">Names of the company's own admins, by name, five at most.</param>
    /// <param name="Csms">The success managers who have it in care, by name, five at most.</param>
    public sealed record Company(
        Guid AccountId, string Name, string Currency, string TimeZone, DateOnly? GoLiveOn, IReadOnlyList<string> Admins, IReadOnlyList<Contact> Csms);

    /// <summary>Somebody whom people of the company can write to.</summary>
    /// <param name="Language">In which the person reads mails: "en" or "zh-CN".</param>
    public sealed record Contact(string Name, string Email, string Language, Guid PersonId = default);

    /// <returns>Null when the account is not there or not in scope.</returns>
    public async Task<Company?> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId, ct) is not { } account)
        {
            return null;
        }

        var admins = await db.Users.AsNoTracking()
            .Where(person => person.AccountId == accountId && person.Role == PersonRole.CustomerAdmin && person.DeactivatedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(MostNames)
            .Select(person => person.Name).ToListAsync(ct);
        var csms = await db.Care.AsNoTracking().Where(care => care.AccountId == accountId)
            .Join(db.Users.Where(person => person.DeactivatedAt == null), care => care.PersonId, person => person.Id, (care, person) => new { person.Id, person.Name, person.Email, person.Language })
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(MostNames)
            .Select(person => new Contact(person.Name, person.Email!, person.Language, person.Id)).ToListAsync(ct);
        return new Company(account.AccountId, account.Name, account.Currency, account.TimeZone, account.GoLiveOn, admins, csms);
    }
}
