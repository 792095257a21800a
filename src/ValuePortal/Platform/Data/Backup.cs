using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform.Data;

/// <summary>Copies the embedded database while it is in use, and puts a copy in its place again.</summary>
public sealed class Backup(PortalDbFactory portal, DataFolder folder)
{
    private const string DatabaseEntry = "valueportal.db";
    private const string KeyEntries = "keys/";

    /// <summary>
    /// Writes an archive of the database and of the keys that protect sign-ins, links and stored secrets. Everything acknowledged before
    /// the call is in it. Whoever has it can read all of it: only the owner of the process may read the file.
    /// </summary>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    /// <exception cref="NotSupportedException">The database is SQL Server, which has its own backup.</exception>
    public async Task ToArchiveAsync(string file, CancellationToken ct)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists already.");
        }

        // Copied first: where that is not possible, nothing lies there that could be taken for a backup.
        var copy = Path.Combine(folder.Path, $"backup-{Guid.CreateVersion7():N}.tmp");
        try
        {
            await ToFileAsync(copy, ct);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var target = new FileStream(file, options);
            await using var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
            await archive.CreateEntryFromFileAsync(copy, DatabaseEntry, CompressionLevel.Fastest, ct);
            string[] keys = Directory.Exists(folder.Keys) ? Directory.GetFiles(folder.Keys) : [];
            foreach (var key in keys.Order(StringComparer.Ordinal))
            {
                await archive.CreateEntryFromFileAsync(key, KeyEntries + Path.GetFileName(key), CompressionLevel.Fastest, ct);
            }
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>Unpacks an archive into the data folder, in which nothing lies yet, and looks whether the database is whole.</summary>
    /// <exception cref="IOException">The folder holds a database already, or the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no archive of a portal, or its database is not whole: nothing was put into the folder.</exception>
    public async Task FromArchiveAsync(string file, CancellationToken ct)
    {
        if (File.Exists(folder.DatabaseFile) || (Directory.Exists(folder.Keys) && Directory.EnumerateFiles(folder.Keys).Any()))
        {
            throw new IOException($"{folder.Path} holds a portal already: name an empty folder with --data.");
        }

        var place = Path.Combine(folder.Path, $"restore-{Guid.CreateVersion7():N}.tmp");
        Directory.CreateDirectory(Path.Combine(place, "keys"));
        try
        {
            await using (var archive = await OpenAsync(file, ct))
            {
                // Names are taken apart here, so that none leads out of the folder.
                foreach (var entry in archive.Entries)
                {
                    var to = entry.FullName == DatabaseEntry ? Path.Combine(place, DatabaseEntry)
                        : entry.FullName.StartsWith(KeyEntries, StringComparison.Ordinal) && entry.Name.Length > 0 && entry.FullName == KeyEntries + entry.Name ? Path.Combine(place, "keys", entry.Name)
                        : throw new InvalidDataException($"{Path.GetFileName(file)} is no backup of a portal: it holds {entry.FullName}.");
                    await entry.ExtractToFileAsync(to, ct);
                }
            }

            await CheckAsync(Path.Combine(place, DatabaseEntry), ct);
            File.Move(Path.Combine(place, DatabaseEntry), folder.DatabaseFile);
            Directory.CreateDirectory(folder.Keys);
            foreach (var key in Directory.EnumerateFiles(Path.Combine(place, "keys")))
            {
                File.Move(key, Path.Combine(folder.Keys, Path.GetFileName(key)));
            }
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static async Task<ZipArchive> OpenAsync(string file, CancellationToken ct)
    {
        try
        {
            return await ZipFile.OpenReadAsync(file, ct);
        }
        catch (InvalidDataException other)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)} is no backup of a portal.", other);
        }
    }

    private static async Task CheckAsync(string database, CancellationToken ct)
    {
        if (!File.Exists(database))
        {
            throw new InvalidDataException("The archive holds no database.");
        }

        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = "PRAGMA integrity_check";
            if (await command.ExecuteScalarAsync(ct) is not "ok")
            {
                throw new InvalidDataException("The database in the archive is damaged.");
            }
        }
        catch (SqliteException damaged)
        {
            throw new InvalidDataException("The database in the archive is damaged.", damaged);
        }
    }

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

    public static readonly Verb BackUp = new("backup", "backup FILE.zip    pack the embedded database and the keys while the server runs", BackUpAsync);

    public static readonly Verb Restore = new("restore", "restore FILE.zip --data DIR    unpack a backup into an empty data folder", RestoreAsync) { BeforeMigration = true };

    public static readonly Verb RowSecurity = new("row-security", "row-security [--drop]    print the script of SQL Server's second wall between accounts", PrintRowSecurity) { BeforeMigration = true };

    private static Task<int> PrintRowSecurity(VerbCall call, CancellationToken ct)
    {
        using var db = new SqlServerDesignFactory().CreateDbContext([]);
        call.Out.Write(call.Flag("drop") ? Data.RowSecurity.Drop() : Data.RowSecurity.Create(db.Model));
        return Task.FromResult(0);
    }

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
            await call.Services.GetRequiredService<Backup>().ToArchiveAsync(file, ct);
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException or UnauthorizedAccessException)
        {
            return call.Refuse(failure.Message);
        }

        call.Out.WriteLine($"Written to {Path.GetFullPath(file)}: {new FileInfo(file).Length:N0} bytes, the database and the keys that protect sign-ins and links. Keep it where only you can read it.");
        return 0;
    }

    private static async Task<int> RestoreAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var file])
        {
            return call.Refuse("Name one file: " + Restore.Usage);
        }

        try
        {
            await call.Services.GetRequiredService<Backup>().FromArchiveAsync(file, ct);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return call.Refuse(failure.Message);
        }

        call.Out.WriteLine($"Restored into {call.Services.GetRequiredService<DataFolder>().Path}. A newer version asks for migrate before it starts.");
        return 0;
    }
}
