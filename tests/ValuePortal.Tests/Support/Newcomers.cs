using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Support;

/// <summary>Puts companies and people straight into a database under test.</summary>
public static class Newcomers
{
    extension(PortalDbFactory portal)
    {
        public async Task<Account> OpenAccountAsync(DateTimeOffset now, string? externalId = null, string? name = null, string timeZone = "UTC")
        {
            externalId ??= $"account-{Guid.CreateVersion7(now):N}";
            var account = Account.Open(externalId, name ?? externalId, now, timeZone);
            await using var db = portal.ForSystem(account.AccountId);
            db.Add(account);
            await db.SaveChangesAsync();
            return account;
        }

        public async Task<Person> AddPersonAsync(Person person)
        {
            person.NormalizedEmail = person.Email!.ToUpperInvariant();
            person.NormalizedUserName = person.UserName!.ToUpperInvariant();
            person.EmailConfirmed = true;
            await using var db = portal.ForSystem();
            db.Add(person);
            await db.SaveChangesAsync();
            return person;
        }

        public async Task GiveCareAsync(Guid account, Guid person, DateTimeOffset now)
        {
            await using var db = portal.ForSystem(account);
            db.Add(new Care { AccountId = account, PersonId = person, Since = now });
            await db.SaveChangesAsync();
        }
    }
}
