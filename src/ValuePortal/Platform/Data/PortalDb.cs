using System.Reflection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Data;

/// <summary>
/// The portal's database, seen through a scope of accounts. It is had from <see cref="PortalDbFactory"/> only; the empty scope that
/// Identity's stores get sees no account's rows.
/// </summary>
public abstract class PortalDb(DbContextOptions options) : IdentityUserContext<Person, Guid>(options)
{
    /// <summary>The filter that hides rows of accounts out of scope.</summary>
    public const string AccountFilter = "account";

    /// <summary>The collation of identifiers: compared byte by byte. SQLite compares so by itself.</summary>
    public const string BinaryCollation = "Latin1_General_100_BIN2_UTF8";

    internal AccountScope Scope { get; init; }

    /// <summary>Identifiers differ by case and accent on every database.</summary>
    protected abstract string? IdentifierCollation { get; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseForeignRows();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseForeignRows();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);

        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            Guard(builder, entity);
        }
    }

    private void Guard(ModelBuilder builder, IMutableEntityType entity)
    {
        if (entity.ClrType.IsAssignableTo(typeof(IOwnedByAccount)))
        {
            FilterMethod(nameof(FilterOwned)).MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
        }
        else if (entity.ClrType.IsAssignableTo(typeof(IPrivateUntilPublished)))
        {
            FilterMethod(nameof(FilterPrivate)).MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
        }

        if (entity.ClrType.Namespace!.StartsWith("ValuePortal", StringComparison.Ordinal) && entity.ClrType != typeof(Person))
        {
            // What SQL Server would refuse (several cascade paths) is refused everywhere.
            foreach (var foreignKey in entity.GetForeignKeys().Where(key => !key.IsOwnership))
            {
                foreignKey.DeleteBehavior = DeleteBehavior.Restrict;
            }
        }

        if (IdentifierCollation is { } collation)
        {
            foreach (var property in entity.GetProperties().Where(property => property.FindAnnotation(Identifier.Annotation) is not null))
            {
                property.SetCollation(collation);
            }
        }
    }

    private static MethodInfo FilterMethod(string name) => typeof(PortalDb).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;

    private void FilterOwned<T>(ModelBuilder builder)
        where T : class, IOwnedByAccount =>
        builder.Entity<T>().HasQueryFilter(AccountFilter, row => Scope.Accounts.Contains(row.AccountId));

    private void FilterPrivate<T>(ModelBuilder builder)
        where T : class, IPrivateUntilPublished
    {
        builder.Entity<T>().HasQueryFilter(AccountFilter, row => row.PublishedAt != null || Scope.Accounts.Contains(row.RaisedByAccountId));
        builder.Entity<T>().Property(row => row.RaisedByAccountId).IsConcurrencyToken();
    }

    /// <summary>A filter does not stop an attached row from being written; this does.</summary>
    private void RefuseForeignRows()
    {
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            var ownerName = entry.Entity switch
            {
                IOwnedByAccount => nameof(IOwnedByAccount.AccountId),
                IPrivateUntilPublished => nameof(IPrivateUntilPublished.RaisedByAccountId),
                _ => null,
            };
            if (ownerName is null)
            {
                continue;
            }

            var owner = entry.Property(ownerName);
            if (!Scope.Contains((Guid)owner.CurrentValue!) || !Scope.Contains((Guid)owner.OriginalValue!))
            {
                throw new ForeignRowException(entry.Metadata.ClrType.Name);
            }
        }
    }
}

/// <summary>A row of an account out of scope was about to be written: a bug, never a person's mistake.</summary>
public sealed class ForeignRowException(string entity)
    : InvalidOperationException($"A row of {entity} belongs to an account that is not in scope.");
