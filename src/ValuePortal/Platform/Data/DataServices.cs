using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform.Data;

public static class DataServices
{
    /// <summary>The database, its only door (<see cref="PortalDbFactory"/>), its migrations, and the keys in the data folder.</summary>
    public static IServiceCollection AddPortalData(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(folder);
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations()
            .Validate(database => database.Provider is DatabaseProvider.Sqlite || !string.IsNullOrWhiteSpace(database.ConnectionString),
                "ValuePortal:Database:ConnectionString is missing: SQL Server needs one.")
            .ValidateOnStart();
        services.Configure<IdentityOptions>(IdentitySchema.Use);

        services.AddSingleton<OpenPortalDb>(provider => OpenerFor(provider));
        services.AddSingleton<PortalDbFactory>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<Backup>();
        services.AddVerb(DataVerbs.Migrate).AddVerb(DataVerbs.BackUp).AddVerb(DataVerbs.Restore).AddVerb(DataVerbs.RowSecurity);

        // Identity's stores ask for a context by this type; its scope is empty.
        services.AddScoped(provider => provider.GetRequiredService<PortalDbFactory>().ForSystem());

        services.AddDataProtection().SetApplicationName("ValuePortal").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        return services;
    }

    internal static string SqliteConnectionString(DataFolder folder, DatabaseOptions database) => new SqliteConnectionStringBuilder
    {
        DataSource = folder.DatabaseFile,
        DefaultTimeout = database.CommandTimeout,
        ForeignKeys = true,
    }.ToString();

    private static OpenPortalDb OpenerFor(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var folder = provider.GetRequiredService<DataFolder>();
        var interceptors = provider.GetServices<IInterceptor>().ToArray();

        if (database.Provider is DatabaseProvider.SqlServer)
        {
            var sqlServer = Configure(new DbContextOptionsBuilder<SqlServerPortalDb>()
                .UseSqlServer(database.ConnectionString, options => options.CommandTimeout(database.CommandTimeout))
                .AddInterceptors(database.RowSecurity ? [new TellScope(), new OpenForTagged()] : [])).Options;
            return scope => new SqlServerPortalDb(sqlServer) { Scope = scope };
        }

        var sqlite = Configure(new DbContextOptionsBuilder<SqlitePortalDb>()
            .UseSqlite(SqliteConnectionString(folder, database), options => options.CommandTimeout(database.CommandTimeout))
            .ReplaceService<IMigrationsSqlGenerator, KeyOrderedTables>()
            .AddInterceptors(new ShortWaits())).Options;
        return scope => new SqlitePortalDb(sqlite) { Scope = scope };

        DbContextOptionsBuilder<T> Configure<T>(DbContextOptionsBuilder<T> builder)
            where T : DbContext => builder.UseApplicationServiceProvider(provider).AddInterceptors(interceptors);
    }
}
