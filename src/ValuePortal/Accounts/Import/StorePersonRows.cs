using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Links;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>
/// Adds and changes people of companies by a group of rows. Somebody is known by the e-mail; one that belongs to anybody outside the company of
/// the row is refused without saying whose it is.
/// </summary>
public sealed class StorePersonRows(PortalDbFactory portal, AccountDirectory directory, ILookupNormalizer normalizer, MakeInvitationLink invite, AuditLog audit, TimeProvider clock)
{
    private const int MostTries = 3;

    private sealed record Said(Guid Account, Person Person, string Action, string Detail, bool IsNew);

    internal async Task<IReadOnlyList<ImportDirectory.Stored>> RunAsync(ImportDirectory.Work work, IReadOnlyList<DirectoryRows.Row> rows, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(work, rows, ct);
            }
            catch (Exception failure) when ((failure.IsDuplicate() || failure is DbUpdateConcurrencyException) && tries < MostTries)
            {
                // Somebody added or changed one of them meanwhile: now it is there.
            }
        }
    }

    private async Task<IReadOnlyList<ImportDirectory.Stored>> TryAsync(ImportDirectory.Work work, IReadOnlyList<DirectoryRows.Row> rows, CancellationToken ct)
    {
        var ids = (await directory.FindAsync([.. rows.Select(row => row.Of(DirectoryFields.Company)!).Distinct()], ct)).ToDictionary(entry => entry.ExternalId, entry => entry.AccountId, StringComparer.Ordinal);
        Guid[] accounts = [.. ids.Values];
        var emails = rows.Select(row => Normalized(row.Of(DirectoryFields.Email)!)).ToList();
        await using var db = portal.ForSystem(accounts);
        var companies = await db.Accounts.AsNoTracking().Where(account => accounts.Contains(account.AccountId)).ToDictionaryAsync(account => account.AccountId, ct);
        var there = await db.Users.Where(person => emails.Contains(person.NormalizedUserName!)).ToDictionaryAsync(person => person.NormalizedUserName!, ct);
        List<ImportDirectory.Stored> stored = [];
        List<Said> said = [];
        foreach (var row in rows)
        {
            var person = there.GetValueOrDefault(Normalized(row.Of(DirectoryFields.Email)!));
            Guid? account = ids.TryGetValue(row.Of(DirectoryFields.Company)!, out var id) ? id : null;
            var wrong = account is null ? new RowReason("NoAccount", row.Of(DirectoryFields.Company)!)
                : person is not null && person.AccountId != account ? new RowReason("Elsewhere")
                : person?.DeactivatedAt is not null ? new RowReason("Deactivated")
                : null;
            if (wrong is not null)
            {
                stored.Add(new(row, false, false, wrong));
                continue;
            }

            var isNew = person is null;
            person ??= Add(row, companies[account!.Value]);
            var (before, after) = Change(person, row);
            stored.Add(new(row, isNew, after.Count > 0, null));
            if (isNew)
            {
                db.Users.Add(person);
            }
            else if (after.Count == 0)
            {
                continue;
            }

            db.Add(new DirectoryLine
            {
                AccountId = account!.Value,
                ImportId = work.Import.Id,
                Row = row.No,
                TargetId = person.Id,
                Added = isNew,
                Before = JsonSerializer.Serialize(before),
                After = JsonSerializer.Serialize(after),
            });
            said.Add(isNew ? new(account.Value, person, AuditAction.PersonAdded, $"{person.Role} {person.Id}", true) : Tell(account.Value, person, before, after));
        }

        if (!work.DryRun)
        {
            await db.SaveChangesAsync(ct);
            await TellAsync(work, said);
        }

        return stored;
    }

    private async Task TellAsync(ImportDirectory.Work work, List<Said> said)
    {
        foreach (var (account, person, action, detail, isNew) in said)
        {
            await audit.WriteAsync(work.Viewer, action, detail, account, CancellationToken.None);
            if (isNew && work.Choices.Invite)
            {
                await invite.RunAsync(work.Viewer, person.Id, CancellationToken.None);
            }
        }
    }

    private static Said Tell(Guid account, Person person, Dictionary<string, string?> before, Dictionary<string, string?> after) => after.ContainsKey("role") || after.ContainsKey("money")
        ? new(account, person, AuditAction.RoleChanged, $"{person.Id}: {before.GetValueOrDefault("role") ?? person.Role.ToString()} → {person.Role}, amounts {(person.MaySeeMoney ? "visible" : "hidden")}", false)
        : new(account, person, "person-changed", $"{person.Id}: {string.Join(", ", after.Keys)}", false);

    private Person Add(DirectoryRows.Row row, Account company)
    {
        var role = row.Of("role") is { } named ? Enum.Parse<PersonRole>(named) : PersonRole.CustomerMember;
        var person = Person.OfAccount(company.AccountId, row.Of(DirectoryFields.Email)!, row.Of("name")!, role, clock.GetUtcNow());
        person.NormalizedEmail = person.NormalizedUserName = Normalized(person.Email!);
        (person.Language, person.TimeZone) = (company.Language, company.TimeZone);
        return person;
    }

    private (Dictionary<string, string?> Before, Dictionary<string, string?> After) Change(Person person, DirectoryRows.Row row)
    {
        var (before, after) = (new Dictionary<string, string?>(), new Dictionary<string, string?>());
        var wasAdmin = person.Role is PersonRole.CustomerAdmin;
        foreach (var field in DirectoryFields.People.Where(field => field.Set is not null))
        {
            // An admin sees amounts, whatever else the row says.
            var value = field.Name == "money" && PersonRoles.AlwaysSeesMoney(person.Role) ? "yes" : row.Of(field.Name);
            if (value is not null && value != field.Of(person))
            {
                (before[field.Name], after[field.Name]) = (field.Of(person), value);
                field.Set!(person, value);
            }
        }

        if (wasAdmin && person.Role is not PersonRole.CustomerAdmin)
        {
            person.EndSessions(clock.GetUtcNow());
        }

        return (before, after);
    }

    private string Normalized(string email) => normalizer.NormalizeEmail(email)!;
}
