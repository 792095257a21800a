using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Platform;

public sealed class MigratorTests : IDisposable
{
    private readonly DataFolder folder = new(Path.Combine(Path.GetTempPath(), "valueportal-tests", Guid.CreateVersion7().ToString("N")));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Two nodes that start at one moment, on a database that a killed one left in the middle: each step is done once, and nobody waits for the dead one.</summary>
    [Fact]
    public async Task Two_that_start_at_once_migrate_once_and_wait_for_nobody_who_is_dead()
    {
        await using (var connection = new SqliteConnection(DataServices.SqliteConnectionString(folder, new DatabaseOptions())))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01');";
            await command.ExecuteNonQueryAsync(Ct);
        }

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => new Migrator(new PortalDbFactory(_ => Open()), folder, TimeProvider.System).ApplyAsync(Ct), Ct)));

        await using var after = Open();
        Assert.Empty(await after.Database.GetPendingMigrationsAsync(Ct));
        Assert.Equal(after.Database.GetMigrations(), await after.Database.GetAppliedMigrationsAsync(Ct));
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(DataServices.SqliteConnectionString(folder, new DatabaseOptions())));
        Directory.Delete(folder.Path, recursive: true);
    }

    private SqlitePortalDb Open() => new(new DbContextOptionsBuilder<SqlitePortalDb>()
        .UseSqlite(DataServices.SqliteConnectionString(folder, new DatabaseOptions()))
        .UseApplicationServiceProvider(IdentitySchema.ForDesign())
        .Options);
}
