using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// A statement of SQLite that returns no rows, or bytes, bound and run without ADO's objects: a batch writes two rows for an event, and they cost
/// half. Values are stored as Microsoft.Data.Sqlite stores them, so that both may write one table.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;

    /// <param name="database">Open for as long as this is used.</param>
    /// <param name="sql">One statement with named parameters.</param>
    /// <param name="names">Its parameters, in the order in which values will come.</param>
    public SqliteStatement(sqlite3 database, string sql, ReadOnlySpan<(string Name, object? Value)> names)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        places = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            places[i] = raw.sqlite3_bind_parameter_index(statement, "@" + names[i].Name);
        }
    }

    /// <summary>The bytes in the first column of the first row; null when there is no row.</summary>
    public byte[]? Read(ReadOnlySpan<(string Name, object? Value)> values)
    {
        BindAll(values);
        var result = raw.sqlite3_step(statement);
        var bytes = result is raw.SQLITE_ROW ? raw.sqlite3_column_blob(statement, 0).ToArray() : null;
        var end = raw.sqlite3_reset(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(end);
        }

        return bytes;
    }

    /// <returns>How many rows it changed.</returns>
    public int Run(ReadOnlySpan<(string Name, object? Value)> values)
    {
        BindAll(values);
        var result = raw.sqlite3_step(statement);
        var changed = raw.sqlite3_changes(database);
        var end = raw.sqlite3_reset(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(end);
        }

        return changed;
    }

    public void Dispose() => statement.Dispose();

    private void BindAll(ReadOnlySpan<(string Name, object? Value)> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(places[i], values[i].Value));
        }
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        int number => raw.sqlite3_bind_int(statement, place, number),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        bool yes => raw.sqlite3_bind_int(statement, place, yes ? 1 : 0),
        string text => raw.sqlite3_bind_text(statement, place, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        Guid id => BindGuid(place, id),
        DateOnly day => raw.sqlite3_bind_text(statement, place, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A {value.GetType().Name} is not stored.", nameof(value)),
    };

    private int BindGuid(int place, Guid id)
    {
        Span<char> letters = stackalloc char[36];
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(letters, out _);
        for (var i = 0; i < letters.Length; i++)
        {
            text[i] = (byte)char.ToUpperInvariant(letters[i]);
        }

        return raw.sqlite3_bind_text(statement, place, text);
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
