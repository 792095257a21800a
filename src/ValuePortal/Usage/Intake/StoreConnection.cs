using System.Data.Common;
using Microsoft.Data.Sqlite;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>A connection of the intake store with its prepared statements, and the transaction that is open on it.</summary>
internal sealed class StoreConnection : IDisposable
{
    public const string UnionOfPeople = "union_of_people";

    private readonly DbConnection connection;
    private readonly Dictionary<string, DbCommand> statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> direct = new(StringComparer.Ordinal);
    private DbTransaction? transaction;

    /// <param name="connection">Open.</param>
    /// <param name="plain">Only the statements that every database takes, also where there is a faster way.</param>
    public StoreConnection(DbConnection connection, bool plain)
    {
        this.connection = connection;
        if (connection is not SqliteConnection sqlite)
        {
            return;
        }

        Merges = !plain;

        // SQLite hands over nobody as null, and takes nobody for null.
        sqlite.CreateFunction(UnionOfPeople, (byte[]? one, byte[]? other) => PeopleSet.Union(one ?? [], other ?? []), isDeterministic: true);

        // Room for the pages of a busy day, and a longer log between two copies into the file: a hot page is copied once for many writes.
        Configure("PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8000; PRAGMA busy_timeout = 250;");
    }

    /// <summary>The database adds to a row by itself: one statement where it takes two elsewhere.</summary>
    public bool Merges { get; }

    public bool MayBeKept => connection is SqliteConnection;

    /// <summary>Begins to write; on SQLite nobody else can from now on.</summary>
    public void Begin() => transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : connection.BeginTransaction();

    /// <summary>Begins to read; others go on writing.</summary>
    public void BeginReading() => transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : connection.BeginTransaction();

    public void Commit()
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
    }

    public void Rollback()
    {
        transaction!.Rollback();
        transaction.Dispose();
        transaction = null;
    }

    /// <returns>How many rows it changed.</returns>
    public int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        connection is SqliteConnection sqlite ? Statement(sqlite, sql, values).Run(values) : Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The bytes of the first row; null when there is none.</summary>
    public byte[]? ReadBytes(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        connection is SqliteConnection sqlite ? Statement(sqlite, sql, values).Read(values) : Read(sql, row => (byte[])row[0], values);

    /// <summary>The first row, or the default when there is none.</summary>
    public T? Read<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>All rows until one is refused.</summary>
    public void ReadAll(string sql, Func<DbDataReader, bool> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read() && read(reader))
        {
        }
    }

    public void Dispose()
    {
        foreach (var statement in direct.Values)
        {
            statement.Dispose();
        }

        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        transaction?.Dispose();
        connection.Dispose();
    }

    private SqliteStatement Statement(SqliteConnection sqlite, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!direct.TryGetValue(sql, out var statement))
        {
            direct[sql] = statement = new SqliteStatement(sqlite.Handle!, sql, values);
        }

        return statement;
    }

    private void Configure(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = connection.CreateCommand();
            statement.CommandText = sql;
            foreach (var (name, _) in values)
            {
                var parameter = statement.CreateParameter();
                parameter.ParameterName = "@" + name;
                statement.Parameters.Add(parameter);
            }

            statements[sql] = statement;
        }

        statement.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return statement;
    }
}
