using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ValuePortal.Platform.Data;

/// <summary>Brings the database to the shape this version needs.</summary>
public sealed class Migrator(PortalDbFactory portal, DataFolder folder, TimeProvider clock)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>The names of the steps still to be done.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        return [.. await db.Database.GetPendingMigrationsAsync(ct)];
    }

    /// <summary>Makes a database that does not exist yet.</summary>
    /// <param name="upgrade">Brings an older one up to date as well.</param>
    /// <param name="ct">Stops between two steps.</param>
    /// <returns>False when an older database waits for somebody to say so.</returns>
    public async Task<bool> MakeReadyAsync(bool upgrade, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            return true;
        }

        if (!upgrade && (await db.Database.GetAppliedMigrationsAsync(ct)).Any())
        {
            return false;
        }

        await ApplyAsync(ct);
        return true;
    }

    /// <summary>
    /// Does the steps still to be done, one process at a time. The lock is a file held open: the system lets go of it when a process
    /// dies, so that a killed start cannot stop the next one.
    /// </summary>
    /// <exception cref="TimeoutException">Another process held the lock for two minutes.</exception>
    public async Task ApplyAsync(CancellationToken ct)
    {
        await using var held = await LockAsync(ct);
        await using var db = portal.ForSystem();
        if (db.Database.GetDbConnection() is SqliteConnection connection)
        {
            await ForgetAbandonedLockAsync(connection, ct);
        }

        db.Database.SetCommandTimeout(s_patience);
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>
    /// Makes the first of the keys that protect sign-ins and links, one process at a time. Of two that start at once on an empty folder each
    /// would make its own, and refuse what the other protected.
    /// </summary>
    /// <exception cref="TimeoutException">Another process held the lock for two minutes.</exception>
    public async Task MakeFirstKeyAsync(IDataProtectionProvider protection, CancellationToken ct)
    {
        await using var held = await LockAsync(ct);
        _ = protection.CreateProtector(nameof(MakeFirstKeyAsync)).Protect([]);
    }

    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        var until = clock.GetUtcNow() + s_patience;
        while (true)
        {
            try
            {
                return new FileStream(folder.MigrationLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetUtcNow() < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, ct);
            }
            catch (IOException held)
            {
                throw new TimeoutException($"Another process has been migrating the database for {s_patience.TotalMinutes} minutes.", held);
            }
        }
    }

    // A process killed while migrating leaves its row in this table, and the next would wait for it for ever. We hold the file.
    private static async Task ForgetAbandonedLockAsync(SqliteConnection connection, CancellationToken ct)
    {
        await connection.OpenAsync(ct);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";";
            await command.ExecuteNonQueryAsync(ct);
        }

        await connection.CloseAsync();
    }
}
