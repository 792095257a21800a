using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Support;

/// <summary>
/// A database of its own for one portal under test: a SQLite file copied from one that was made once a run, or on SQL Server a database
/// that is created and dropped. This is the one place that decides how the tables come to be.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    /// <summary>The environment variable with a connection string of a SQL Server on which databases may be created.</summary>
    public const string SqlServerVariable = "VALUEPORTAL_TEST_SQLSERVER";

    private static readonly Lazy<string> s_template = new(() => Task.Run(MakeTemplateAsync).GetAwaiter().GetResult());

    private readonly string? server;
    private readonly string? database;

    public TestDatabase()
    {
        Folder = new DataFolder(Path.Combine(Path.GetTempPath(), "valueportal-tests", Guid.CreateVersion7().ToString("N")));
        if (SqlServer is null)
        {
            File.Copy(s_template.Value, Folder.DatabaseFile);
            return;
        }

        server = SqlServer;
        database = "valueportal_test_" + Guid.CreateVersion7().ToString("N");
        Task.Run(() => MakeTablesAsync(Folder, Settings)).GetAwaiter().GetResult();
    }

    /// <summary>The connection string of the SQL Server to test on; null when none was given.</summary>
    public static string? SqlServer => Environment.GetEnvironmentVariable(SqlServerVariable) is { Length: > 0 } given ? given : null;

    public DataFolder Folder { get; }

    /// <summary>The settings by which the portal opens this database.</summary>
    public Dictionary<string, string?> Settings => database is null
        ? []
        : new()
        {
            [DatabaseOptions.Section + ":Provider"] = nameof(DatabaseProvider.SqlServer),
            [DatabaseOptions.Section + ":ConnectionString"] = new SqlConnectionStringBuilder(server) { InitialCatalog = database }.ToString(),
            [DatabaseOptions.Section + ":CommandTimeout"] = "30",
        };

    public void Dispose()
    {
        if (database is not null)
        {
            Task.Run(() => DropAsync(Folder, Settings)).GetAwaiter().GetResult();
        }

        SqliteConnection.ClearPool(new SqliteConnection(DataServices.SqliteConnectionString(Folder, new DatabaseOptions())));
        try
        {
            Directory.Delete(Folder.Path, recursive: true);
        }
        catch (IOException)
        {
            // A host that is still closing holds a file; the folder lies in the system's place for passing things.
        }
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = new DataFolder(Path.Combine(Path.GetTempPath(), "valueportal-tests", "template-" + Environment.ProcessId));
        File.Delete(folder.DatabaseFile);
        await MakeTablesAsync(folder, []);

        // A pooled connection would keep part of the tables in the log beside the file.
        SqliteConnection.ClearAllPools();
        return folder.DatabaseFile;
    }

    private static async Task MakeTablesAsync(DataFolder folder, Dictionary<string, string?> settings)
    {
        using var host = HostFor(folder, settings);
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().ForSystem();
        if (db.Database.GetMigrations().Any())
        {
            await host.Services.GetRequiredService<Migrator>().ApplyAsync(CancellationToken.None);
        }
        else
        {
            await db.Database.EnsureCreatedAsync();
        }
    }

    private static async Task DropAsync(DataFolder folder, Dictionary<string, string?> settings)
    {
        using var host = HostFor(folder, settings);
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().ForSystem();
        await db.Database.EnsureDeletedAsync();
    }

    private static IHost HostFor(DataFolder folder, Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton(TimeProvider.System).AddPortalData(folder);
        return builder.Build();
    }
}
