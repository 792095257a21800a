using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ValuePortal.Platform.Data;

/// <summary>The portal's database in a SQLite file: the embedded default.</summary>
public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options) : PortalDb(options)
{
    protected override string? IdentifierCollation => null;

    // SQLite has no type for a moment with an offset: UTC ticks sort and compare.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>The portal's database on SQL Server.</summary>
public sealed class SqlServerPortalDb(DbContextOptions<SqlServerPortalDb> options) : PortalDb(options)
{
    protected override string? IdentifierCollation => BinaryCollation;
}

internal static class IdentitySchema
{
    /// <summary>Version 3 has the table of passkeys. Design time and run time must say the same.</summary>
    public static void Use(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    public static IServiceProvider ForDesign() => new ServiceCollection().Configure<IdentityOptions>(Use).BuildServiceProvider();
}

/// <summary>With these, the migration tool does not start the program.</summary>
internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqlitePortalDb>
{
    public SqlitePortalDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqlitePortalDb>()
        .UseSqlite("Data Source=design.db")
        .UseApplicationServiceProvider(IdentitySchema.ForDesign())
        .Options);
}

internal sealed class SqlServerDesignFactory : IDesignTimeDbContextFactory<SqlServerPortalDb>
{
    public SqlServerPortalDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqlServerPortalDb>()
        .UseSqlServer("Server=design;Database=design")
        .UseApplicationServiceProvider(IdentitySchema.ForDesign())
        .Options);
}
