using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform.Data;

/// <summary>Copies the embedded database while it is in use.</summary>
public sealed class Backup(PortalDbFactory portal)
{
    /// <summary>Writes a whole, consistent copy. Everything acknowledged before the call is in it.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    /// <exception cref="NotSupportedException">The database is SQL Server, which has its own backup.</exception>
    public async Task ToFileAsync(string file, CancellationToken ct)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists already.");
        }

        await using var db = portal.ForSystem();
        if (db.Database.GetDbConnection() is not SqliteConnection connection)
        {
            throw new NotSupportedException("SQL Server makes its own backups: BACKUP DATABASE.");
        }

        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", Path.GetFullPath(file));
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary><c>migrate</c> and <c>backup FILE</c></summary>
internal static class DataVerbs
{
    public static readonly Verb Migrate = new("migrate", "migrate    bring the database to the shape of this version", MigrateAsync) { BeforeMigration = true };

    public static readonly Verb BackUp = new("backup", "backup FILE    copy the embedded database while the server runs", BackUpAsync);

    private static async Task<int> MigrateAsync(VerbCall call, CancellationToken ct)
    {
        var migrations = call.Services.GetRequiredService<Migrator>();
        var pending = await migrations.PendingAsync(ct);
        await migrations.ApplyAsync(ct);
        call.Out.WriteLine(pending.Count == 0 ? "The database is up to date." : $"Done: {string.Join(", ", pending)}");
        return 0;
    }

    private static async Task<int> BackUpAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var file])
        {
            return call.Refuse("Name one file: " + BackUp.Usage);
        }

        try
        {
            await call.Services.GetRequiredService<Backup>().ToFileAsync(file, ct);
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException)
        {
            return call.Refuse(failure.Message);
        }

        call.Out.WriteLine($"Written to {Path.GetFullPath(file)}: {new FileInfo(file).Length:N0} bytes. The keys that protect sign-ins are not in it; copy {call.Services.GetRequiredService<DataFolder>().Keys} too.");
        return 0;
    }
}
