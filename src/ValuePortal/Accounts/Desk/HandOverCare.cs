using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>Hands accounts over from one success manager to another, all or none of the chosen ones. It counts at once.</summary>
public sealed class HandOverCare(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    /// <param name="Accounts">Those to be handed over.</param>
    public sealed record Input(Guid From, Guid To, IReadOnlyList<Guid> Accounts);

    /// <summary>The accounts that somebody has in care, by name.</summary>
    public async Task<IReadOnlyList<(Guid AccountId, string Name)>> ListAsync(Viewer viewer, Guid person, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var rows = await db.Care.AsNoTracking().Where(care => care.PersonId == person && viewer.Scope.Accounts.Contains(care.AccountId))
            .Join(db.Accounts, care => care.AccountId, account => account.AccountId, (care, account) => new { account.AccountId, account.Name })
            .OrderBy(row => row.Name).ThenBy(row => row.AccountId).ToListAsync(ct);
        return [.. rows.Select(row => (row.AccountId, row.Name))];
    }

    /// <returns>How many were handed over.</returns>
    public async Task<Outcome<int>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        Guid[] accounts = [.. input.Accounts.Distinct()];
        if (accounts.Length == 0)
        {
            return new Refusal.Conflict(text["ChooseAccounts"]);
        }

        await using var db = portal.For(viewer);
        var held = await db.Care.Where(care => care.PersonId == input.From && accounts.Contains(care.AccountId)).ToListAsync(ct);
        if (held.Count < accounts.Length)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (input.To == input.From || !await db.Users.AnyAsync(person => person.Id == input.To && person.Role == PersonRole.Csm && person.DeactivatedAt == null, ct))
        {
            return new Refusal.NotFound(text["NoSuchCsm"]);
        }

        var already = await db.Care.Where(care => care.PersonId == input.To && accounts.Contains(care.AccountId)).Select(care => care.AccountId).ToListAsync(ct);
        db.RemoveRange(held);
        db.AddRange(accounts.Except(already).Select(account => new Care { AccountId = account, PersonId = input.To, Since = clock.GetUtcNow() }));
        await db.SaveChangesAsync(ct);
        foreach (var account in accounts)
        {
            await audit.WriteAsync(viewer, "care-handed-over", $"of {input.From} to {input.To}", account, ct);
        }

        return accounts.Length;
    }
}
