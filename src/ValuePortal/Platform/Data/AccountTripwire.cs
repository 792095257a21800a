using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Data;

/// <summary>
/// Fails a statement that reads or changes an account's table without saying which account. On in Development and in every test;
/// a statement that must cross accounts carries a tag of <see cref="EveryAccount"/>.
/// </summary>
public sealed partial class AccountTripwire : DbCommandInterceptor
{
    private static readonly ConcurrentDictionary<IModel, IReadOnlyDictionary<string, string>> s_owners = new();
    private static readonly ConcurrentDictionary<string, bool> s_passed = new();

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

    /// <summary>The owning tables of a model: table name → the column that names the account.</summary>
    internal static IReadOnlyDictionary<string, string> OwnersOf(IModel model) => s_owners.GetOrAdd(model, static model => model.GetEntityTypes()
        .Where(entity => entity.GetTableName() is not null)
        .Select(entity => (Table: entity.GetTableName()!, Column:
            entity.ClrType.IsAssignableTo(typeof(IOwnedByAccount)) ? nameof(IOwnedByAccount.AccountId)
            : entity.ClrType.IsAssignableTo(typeof(IPrivateUntilPublished)) ? nameof(IPrivateUntilPublished.RaisedByAccountId)
            : ""))
        .Where(owner => owner.Column.Length > 0)
        .DistinctBy(owner => owner.Table)
        .ToDictionary(owner => owner.Table, owner => owner.Column));

    /// <summary>The first table that the statement reaches without naming an account; null when there is none.</summary>
    internal static string? TableWithoutAccount(string sql, IReadOnlyDictionary<string, string> owners)
    {
        if (sql.Contains("-- " + EveryAccount.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var statement in StatementEnd().Split(sql))
        {
            foreach (Match mention in TableMention().Matches(statement))
            {
                var table = mention.Groups["table"].Value;
                if (!owners.TryGetValue(table, out var column))
                {
                    continue;
                }

                var named = mention.Groups["alias"].Success ? mention.Groups["alias"].Value : null;
                var predicate = named is null
                    ? $@"[""\[]{column}[""\]]\s*(=|IN\b)"
                    : $@"[""\[]?{Regex.Escape(named)}[""\]]?\.[""\[]{column}[""\]]\s*(=|IN\b)|=\s*[""\[]{Regex.Escape(named)}[""\]]\.[""\[]{column}[""\]]|(?<!\.)[""\[]{column}[""\]]\s*=\s*@";
                if (!Regex.IsMatch(statement, predicate, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
                    && !ScopeIsEmpty(statement))
                {
                    return table;
                }
            }
        }

        return null;
    }

    private static void Check(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource is CommandSource.Migrations || s_passed.ContainsKey(command.CommandText) || eventData.Context is not PortalDb db)
        {
            return;
        }

        if (TableWithoutAccount(command.CommandText, OwnersOf(db.Model)) is { } table)
        {
            throw new InvalidOperationException($"A statement reaches {table} without naming an account:\n{command.CommandText}");
        }

        s_passed.TryAdd(command.CommandText, true);
    }

    // An empty scope is translated to a condition that is never true.
    private static bool ScopeIsEmpty(string statement) => NeverTrue().IsMatch(statement);

    [GeneratedRegex(@"(?:\bFROM|\bJOIN|\bUPDATE|\bDELETE\s+FROM)\s+(?:[""\[]\w+[""\]]\.)?[""\[](?<table>\w+)[""\]](?:\s+AS\s+[""\[](?<alias>\w+)[""\]])?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TableMention();

    [GeneratedRegex(@";\s*(?:\r?\n|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StatementEnd();

    [GeneratedRegex(@"\b(?:0 = 1|1 = 0|FALSE)\b|WHERE 0\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NeverTrue();
}
