using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Data;

/// <summary>
/// Fails a statement that reads or changes an account's table without saying which account. On in Development and in every test;
/// a statement that must cross accounts carries a tag of <see cref="EveryAccount"/>.
/// </summary>
public sealed class AccountTripwire : DbCommandInterceptor
{
    private const int MostRemembered = 5000;

    private static readonly ConditionalWeakTable<IModel, Known> s_known = [];
    private static readonly string[] s_tags = [.. EveryAccount.Reasons.Select(reason => "-- " + reason)];

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Check(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return new(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Check(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return new(result);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Check(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return new(result);
    }

    /// <summary>The owning tables of a model, by name.</summary>
    internal static IReadOnlyDictionary<string, OwningTable> OwnersOf(IModel model) => model.GetEntityTypes()
        .Where(entity => entity.GetTableName() is not null && OwnerOf(entity) is not null)
        .DistinctBy(entity => entity.GetTableName())
        .ToDictionary(entity => entity.GetTableName()!, entity => OwnerOf(entity)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The first table that the command reaches without naming an account; null when there is none.</summary>
    internal static string? TableWithoutAccount(string sql, IReadOnlyDictionary<string, OwningTable> owners) =>
        IsTagged(sql) ? null : new AccountPredicate(owners).FindUnnamed(sql);

    private static OwningTable? OwnerOf(IEntityType entity)
    {
        if (entity.ClrType.IsAssignableTo(typeof(IOwnedByAccount)))
        {
            return new OwningTable(entity.FindProperty(nameof(IOwnedByAccount.AccountId))!.GetColumnName());
        }

        return entity.ClrType.IsAssignableTo(typeof(IPrivateUntilPublished))
            ? new OwningTable(
                entity.FindProperty(nameof(IPrivateUntilPublished.RaisedByAccountId))!.GetColumnName(),
                entity.FindProperty(nameof(IPrivateUntilPublished.PublishedAt))!.GetColumnName())
            : null;
    }

    // A tag counts where EF writes it, in the lines before the statement, and only with a reason of the list.
    internal static bool IsTagged(string sql)
    {
        foreach (var line in sql.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.Length > 0 && !text.StartsWith("--", StringComparison.Ordinal))
            {
                return false;
            }

            foreach (var tag in s_tags)
            {
                if (text.SequenceEqual(tag))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Check(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource is CommandSource.Migrations || eventData.Context is not PortalDb db)
        {
            return;
        }

        var known = s_known.GetValue(db.Model, static model => new Known(OwnersOf(model), new()));
        if (known.Passed.ContainsKey(command.CommandText))
        {
            return;
        }

        if (TableWithoutAccount(command.CommandText, known.Owners) is { } table)
        {
            throw new InvalidOperationException($"A statement reaches {table} without naming an account:\n{command.CommandText}");
        }

        if (known.Passed.Count < MostRemembered)
        {
            known.Passed.TryAdd(command.CommandText, true);
        }
    }

    private sealed record Known(IReadOnlyDictionary<string, OwningTable> Owners, ConcurrentDictionary<string, bool> Passed);
}
