using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>One account for the desk: the company, its people, who has it in care, its seats. Reading it is noted in the audit log.</summary>
public sealed class ReadAccount(PortalDbFactory portal, ApplyTierRules tiers, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    private const int MostPeople = 500;

    public sealed record InCare(Guid PersonId, string Name, DateTimeOffset Since);

    public sealed record SeatsFrom(DateOnly ValidFrom, int Seats, decimal? YearlyPrice = null, string? Currency = null);

    /// <param name="People">By name, 500 at most.</param>
    /// <param name="OtherCsms">Success managers who do not have the account in care yet.</param>
    public sealed record Details(
        Guid AccountId, string Name, string ExternalId, Tier Tier, string Currency, string TimeZone, string Language,
        IReadOnlyList<PersonRow> People, IReadOnlyList<InCare> Care, IReadOnlyList<PersonRow> OtherCsms, IReadOnlyList<SeatsFrom> Seats,
        IReadOnlyList<ContractTerms> Contracts, TierJudgement? WhyTier);

    public async Task<Outcome<Details>> RunAsync(Viewer viewer, Guid accountId, string page = "account and its people", CancellationToken ct = default)
    {
        if (!viewer.IsStaff || viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        await using var db = portal.For(narrowed);
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        // The table of people has no filter, so that each query on it says whose people it wants.
        var people = await db.Users.AsNoTracking().Where(person => person.AccountId == accountId && person.DeletedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(MostPeople).Select(PersonRow.Of).ToListAsync(ct);
        var care = await db.Care.AsNoTracking().Where(c => c.AccountId == accountId)
            .Join(db.Users, c => c.PersonId, person => person.Id, (c, person) => new { c.PersonId, person.Name, c.Since })
            .OrderBy(c => c.Name).ThenBy(c => c.PersonId).Select(c => new InCare(c.PersonId, c.Name, c.Since)).ToListAsync(ct);
        var caring = care.Select(c => c.PersonId).ToArray();
        var others = await db.Users.AsNoTracking()
            .Where(person => person.AccountId == null && person.Role == PersonRole.Csm && person.DeactivatedAt == null && !caring.Contains(person.Id))
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(MostPeople).Select(PersonRow.Of).ToListAsync(ct);
        var seats = await db.Seats.AsNoTracking().Where(s => s.AccountId == accountId)
            .OrderByDescending(s => s.ValidFrom).Take(100).Select(s => new SeatsFrom(s.ValidFrom, s.Seats, s.YearlyPrice, s.Currency)).ToListAsync(ct);

        var contracts = await db.Contracts.AsNoTracking().Where(row => row.AccountId == accountId).OrderByDescending(row => row.ValidFrom).Take(100).ToListAsync(ct);
        await audit.WriteAsync(narrowed, AuditAction.StaffRead, page, accountId, ct);
        return new Details(
            account.AccountId, account.Name, account.ExternalId, account.Tier, account.Currency, account.TimeZone, account.Language, people, care, others, seats, contracts,
            await tiers.JudgeAsync(db, accountId, ct));
    }
}
