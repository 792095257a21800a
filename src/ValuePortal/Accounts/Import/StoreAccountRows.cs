using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>Opens and changes accounts by a group of rows: all of them, or none when the database cannot be written.</summary>
public sealed class StoreAccountRows(PortalDbFactory portal, AccountDirectory directory, AuditLog audit, TimeProvider clock)
{
    private const int MostTries = 3;

    internal async Task<IReadOnlyList<ImportDirectory.Stored>> RunAsync(ImportDirectory.Work work, IReadOnlyList<DirectoryRows.Row> rows, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(work, rows, ct);
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate() && tries < MostTries)
            {
                // Somebody opened one of them meanwhile: now it is there.
            }
        }
    }

    private async Task<IReadOnlyList<ImportDirectory.Stored>> TryAsync(ImportDirectory.Work work, IReadOnlyList<DirectoryRows.Row> rows, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var ids = (await directory.FindAsync([.. rows.Select(row => row.Of(DirectoryFields.ExternalId)!)], ct)).ToDictionary(entry => entry.ExternalId, entry => entry.AccountId, StringComparer.Ordinal);
        Guid[] known = [.. ids.Values];
        var opened = rows.Where(row => !ids.ContainsKey(row.Of(DirectoryFields.ExternalId)!)).ToDictionary(row => row.No, row => Open(row, now));
        await using var db = portal.ForSystem([.. known, .. opened.Values.Select(account => account.AccountId)]);
        var there = await db.Accounts.Where(account => known.Contains(account.AccountId)).ToDictionaryAsync(account => account.AccountId, ct);
        List<ImportDirectory.Stored> stored = [];
        List<(Guid Account, string Action, string Detail)> said = [];
        foreach (var row in rows)
        {
            var isNew = opened.TryGetValue(row.No, out var account);
            account ??= there[ids[row.Of(DirectoryFields.ExternalId)!]];
            var (before, after, wrong) = Change(account, row, isNew);
            stored.Add(new(row, isNew, after.Count > 0, wrong));
            if (wrong is not null || (after.Count == 0 && !isNew))
            {
                continue;
            }

            if (isNew)
            {
                db.Add(account);
            }

            db.Add(new DirectoryLine
            {
                AccountId = account.AccountId,
                ImportId = work.Import.Id,
                Row = row.No,
                TargetId = account.AccountId,
                Added = isNew,
                Before = JsonSerializer.Serialize(before),
                After = JsonSerializer.Serialize(after),
            });
            said.Add(isNew ? (account.AccountId, AuditAction.AccountAdded, $"{account.Tier}, {account.Currency}, {account.TimeZone}") : (account.AccountId, "account-changed", string.Join(", ", after.Keys)));
        }

        if (!work.DryRun)
        {
            await db.SaveChangesAsync(ct);
            foreach (var (account, action, detail) in said)
            {
                await audit.WriteAsync(work.Viewer, action, detail, account, CancellationToken.None);
            }
        }

        return stored;
    }

    private static Account Open(DirectoryRows.Row row, DateTimeOffset now)
    {
        var account = Account.Open(row.Of(DirectoryFields.ExternalId)!, row.Of("name")!, now, row.Of("time_zone") ?? "UTC");
        account.Currency = row.Of("currency") ?? account.Currency;
        return account;
    }

    // What is changed on an account with figures (its money, its days) is changed where that is thought of, not by a file.
    private static (Dictionary<string, string?> Before, Dictionary<string, string?> After, RowReason? Wrong) Change(Account account, DirectoryRows.Row row, bool isNew)
    {
        var (before, after) = (new Dictionary<string, string?>(), new Dictionary<string, string?>());
        var differing = DirectoryFields.Accounts.Where(field => row.Of(field.Name) is { } value && value != field.Of(account)).ToList();
        if (!isNew && differing.Find(field => field.Set is null) is { } isFixed)
        {
            return (before, after, new RowReason("Fixed_" + isFixed.Name, isFixed.Of(account)!));
        }

        foreach (var field in differing)
        {
            (before[field.Name], after[field.Name]) = (field.Of(account), row.Of(field.Name));
            field.Set!(account, row.Of(field.Name));
        }

        return (before, after, null);
    }
}
