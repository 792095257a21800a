using System.Reflection;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Import;

/// <summary>
/// Whether something hangs on an account or a person that an import added: any row of any module, found by the model of the database, so that
/// a module that comes later is looked at too.
/// </summary>
public sealed class WhatHangsOn
{
    /// <returns>The module that has rows of it, "People", or "Import" for a later import; null for nothing.</returns>
    public async Task<string?> OnAccountAsync(PortalDb db, DirectoryLine line, CancellationToken ct)
    {
        var account = line.AccountId;
        if (await db.Users.AnyAsync(person => person.AccountId == account, ct))
        {
            return "People";
        }

        if (await db.DirectoryLines.AnyAsync(other => other.AccountId == account && other.ImportId != line.ImportId, ct))
        {
            return "Import";
        }

        foreach (var type in db.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(IsReason))
        {
            var search = type.IsAssignableTo(typeof(IOwnedByAccount)) ? nameof(OwnsAsync) : type.IsAssignableTo(typeof(IPrivateUntilPublished)) ? nameof(RaisedAsync) : null;
            if (search is not null && await (Task<bool>)Method(search, type).Invoke(null, [db, account, ct])!)
            {
                return ModuleOf(type);
            }
        }

        return null;
    }

    /// <returns>"Person" for somebody who has come already, else the module that has rows of it; null for nothing.</returns>
    public async Task<string?> OnPersonAsync(PortalDb db, Person person, CancellationToken ct)
    {
        if (person.PasswordHash is not null)
        {
            return "Person";
        }

        foreach (var property in db.Model.GetEntityTypes().Where(entity => IsReason(entity.ClrType))
            .SelectMany(entity => entity.GetProperties()).Where(property => property.Name.EndsWith("PersonId", StringComparison.Ordinal) || property.Name is "CustomerId"))
        {
            var search = property.ClrType == typeof(Guid) ? nameof(NamesAsync) : property.ClrType == typeof(Guid?) ? nameof(MayNameAsync) : null;
            if (search is not null && await (Task<bool>)Method(search, property.DeclaringType.ClrType).Invoke(null, [db, property.Name, person.Id, ct])!)
            {
                return ModuleOf(property.DeclaringType.ClrType) is "Identity" ? "Person" : ModuleOf(property.DeclaringType.ClrType);
            }
        }

        return null;
    }

    // The log stays by itself; mails and jobs on their way go along.
    private static bool IsReason(Type type) => type != typeof(Account) && type != typeof(DirectoryLine) && type.Namespace is { } name
        && name.StartsWith("ValuePortal.", StringComparison.Ordinal) && !name.StartsWith("ValuePortal.Platform", StringComparison.Ordinal);

    private static MethodInfo Method(string name, Type type) => typeof(WhatHangsOn).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);

    private static string ModuleOf(Type type) => type.Namespace!.Split('.')[1];

    private static Task<bool> OwnsAsync<T>(PortalDb db, Guid account, CancellationToken ct)
        where T : class, IOwnedByAccount => db.Set<T>().AnyAsync(row => row.AccountId == account, ct);

    private static Task<bool> RaisedAsync<T>(PortalDb db, Guid account, CancellationToken ct)
        where T : class, IPrivateUntilPublished => db.Set<T>().AnyAsync(row => row.RaisedByAccountId == account, ct);

    private static Task<bool> NamesAsync<T>(PortalDb db, string property, Guid person, CancellationToken ct)
        where T : class => db.Set<T>().AnyAsync(row => EF.Property<Guid>(row, property) == person, ct);

    private static Task<bool> MayNameAsync<T>(PortalDb db, string property, Guid person, CancellationToken ct)
        where T : class => db.Set<T>().AnyAsync(row => EF.Property<Guid?>(row, property) == person, ct);
}
