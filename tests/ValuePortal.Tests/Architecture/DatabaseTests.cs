using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using ValuePortal.Platform.Data;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

/// <summary>What SQL Server would refuse, or understand in another way, is refused here, where no SQL Server runs.</summary>
public sealed partial class DatabaseTests : IDisposable
{
    /// <summary>SQL Server takes 900 bytes in a clustered key and 1,700 in another index.</summary>
    private const int LongestKey = 900;
    private const int LongestIndex = 1700;

    /// <summary>The last one that was made before two versions ran beside each other. The table of exports that is dropped after it was in no release.</summary>
    private const string FirstThatOnlyAdds = "20261128130000";

    private readonly SqlServerPortalDb sqlServer = new SqlServerDesignFactory().CreateDbContext([]);
    private readonly SqlitePortalDb sqlite = new SqliteDesignFactory().CreateDbContext([]);

    private IModel Model => sqlServer.GetService<IDesignTimeModel>().Model;

    public void Dispose()
    {
        sqlServer.Dispose();
        sqlite.Dispose();
    }

    [Fact]
    public void Nothing_is_deleted_along_with_something_else()
    {
        var keys = Ours().SelectMany(entity => entity.GetDeclaredForeignKeys()).Where(key => !key.IsOwnership).ToList();

        Assert.NotEmpty(keys);
        AssertNone(keys.Where(key => key.DeleteBehavior is not DeleteBehavior.Restrict).Select(key => $"{key} is {key.DeleteBehavior}."));
    }

    [Fact]
    public void Identifiers_are_compared_byte_by_byte()
    {
        var identifiers = Ours().SelectMany(entity => entity.GetDeclaredProperties()).Where(property => property.FindAnnotation(Identifier.Annotation) is not null).ToList();

        Assert.NotEmpty(identifiers);
        AssertNone(identifiers
            .Where(property => property.GetCollation() != PortalDb.BinaryCollation)
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name} has the collation {property.GetCollation() ?? "of the database"}."));
        AssertNone(identifiers.Where(property => property.GetMaxLength() is null).Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name} may be of any length."));
        AssertNone(Ours().SelectMany(entity => entity.GetDeclaredProperties())
            .Where(property => property.PropertyInfo?.DeclaringType?.Namespace?.StartsWith("ValuePortal", StringComparison.Ordinal) == true)
            .Where(property => property.ClrType == typeof(string) && IdentifierName().IsMatch(property.Name) && property.FindAnnotation(Identifier.Annotation) is null)
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name} sounds like an identifier and is not marked as one (IsIdentifier)."));
    }

    [Fact]
    public void Keys_are_as_short_as_sql_server_wants_them()
    {
        var keys = Ours().SelectMany(entity => entity.GetKeys()).ToList();

        Assert.NotEmpty(keys);
        AssertNone(keys.Where(key => Bytes(key.Properties) > LongestKey).Select(key => $"{key} may take {Bytes(key.Properties)} bytes."));
        AssertNone(Ours().SelectMany(entity => entity.GetIndexes()).Where(index => Bytes(index.Properties) > LongestIndex).Select(index => $"{index} may take {Bytes(index.Properties)} bytes."));
    }

    [Fact]
    public void Both_databases_have_the_same_tables_and_columns()
    {
        static IEnumerable<string> Columns(DbContext db) => db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties().Select(property => $"{entity.GetTableName()}.{property.GetColumnName()}"))
            .Order(StringComparer.Ordinal);

        Assert.NotEmpty(Columns(sqlite));
        Assert.Equal(Columns(sqlite), Columns(sqlServer));
    }

    [Fact]
    public void The_script_for_sql_server_has_one_way_to_delete_and_the_right_collations()
    {
        var script = sqlServer.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Contains("CREATE TABLE [Accounts]", script, StringComparison.Ordinal);
        AssertNone(CascadePathsTwice(script).Select(pair => $"SQL Server refuses two cascade paths from {pair}."));
        AssertNone(Ours().SelectMany(entity => entity.GetProperties()
            .Where(property => property.FindAnnotation(Identifier.Annotation) is not null)
            .Select(property => property.GetColumnName())
            .Where(column => !Regex.IsMatch(
                script,
                $@"CREATE TABLE \[{entity.GetTableName()}\][^;]*\[{column}\] nvarchar\(\d+\) COLLATE {PortalDb.BinaryCollation}\b|ALTER TABLE \[{entity.GetTableName()}\][^;]*\[{column}\] nvarchar\(\d+\) COLLATE {PortalDb.BinaryCollation}\b",
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(5)))
            .Select(column => $"{entity.GetTableName()}.{column} has no binary collation in the script.")));
    }

    /// <summary>SQLite rebuilds a table for a dropped column or a new foreign key, and does so outside the transaction: a kill would leave half of it.</summary>
    [Fact]
    public void No_migration_rebuilds_a_table_outside_its_transaction()
    {
        var script = sqlite.GetService<IMigrator>().GenerateScript();

        Assert.Contains("CREATE TABLE \"Accounts\"", script, StringComparison.Ordinal);
        Assert.DoesNotContain("PRAGMA foreign_keys", script, StringComparison.Ordinal);
    }

    /// <summary>A node of the former version works on beside a new one: it finds all it knows, and can write without what it does not know.</summary>
    [Fact]
    public void Migrations_only_add()
    {
        foreach (var db in new DbContext[] { sqlite, sqlServer })
        {
            var migrations = db.GetService<IMigrationsAssembly>();
            var steps = migrations.Migrations.Where(migration => string.CompareOrdinal(migration.Key, FirstThatOnlyAdds) > 0)
                .SelectMany(migration => migrations.CreateMigration(migration.Value, db.Database.ProviderName!).UpOperations.Select(step => (migration.Key, Step: step))).ToList();
            AssertNone(steps
                .Where(step => step.Step is not (CreateTableOperation or CreateIndexOperation or DropIndexOperation or SqlOperation or DropTableOperation { Name: "AccountExports" }
                    or AddColumnOperation { IsNullable: true } or AddColumnOperation { ComputedColumnSql: not null } or AddColumnOperation { DefaultValue: not null }))
                .Select(step => $"{step.Key}: {step.Step.GetType().Name} takes away or demands something of a node of the former version."));
        }
    }

    [Fact]
    public void Two_cascade_paths_are_noticed()
    {
        const string script = """
            CREATE TABLE [B] ([Id] int, CONSTRAINT [1] FOREIGN KEY ([A]) REFERENCES [A] ([Id]) ON DELETE CASCADE);
            CREATE TABLE [C] ([Id] int, CONSTRAINT [2] FOREIGN KEY ([A]) REFERENCES [A] ([Id]) ON DELETE CASCADE, CONSTRAINT [3] FOREIGN KEY ([B]) REFERENCES [B] ([Id]) ON DELETE CASCADE);
            """;
        Assert.Equal(["A to C"], CascadePathsTwice(script));
        Assert.Empty(CascadePathsTwice(script.Replace("[B] ([Id]) ON DELETE CASCADE", "[B] ([Id]) ON DELETE NO ACTION", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_model_and_its_migrations_agree()
    {
        Assert.NotEmpty(sqlite.Database.GetMigrations());
        Assert.False(sqlite.Database.HasPendingModelChanges(), "The migrations for SQLite lag behind the model.");
        Assert.False(sqlServer.Database.HasPendingModelChanges(), "The migrations for SQL Server lag behind the model.");
        Assert.Equal(
            sqlite.Database.GetMigrations().Select(name => name[15..]),
            sqlServer.Database.GetMigrations().Select(name => name[15..]));
    }

    private static List<string> CascadePathsTwice(string script)
    {
        var edges = CreateTable().Matches(script)
            .SelectMany(table => CascadingKey().Matches(table.Value).Select(key => (From: key.Groups["to"].Value, To: table.Groups["table"].Value)))
            .ToList();
        return [.. edges.Select(edge => edge.From).Distinct()
            .SelectMany(from => Reached(from, []).GroupBy(to => to).Where(ways => ways.Count() > 1 || ways.Key == from).Select(ways => $"{from} to {ways.Key}"))
            .Order(StringComparer.Ordinal)];

        IEnumerable<string> Reached(string from, string[] seen) => edges.Where(edge => edge.From == from)
            .SelectMany(edge => seen.Contains(edge.To) ? [edge.To] : Reached(edge.To, [.. seen, edge.To]).Prepend(edge.To));
    }

    private static int Bytes(IEnumerable<IProperty> properties) => properties.Sum(property => property switch
    {
        { ClrType: var type } when type == typeof(Guid) => 16,
        { ClrType: var type } when type == typeof(byte[]) => property.GetMaxLength() ?? 100_000,
        { ClrType: var type } when type == typeof(string) || type.IsEnum => (property.GetMaxLength() ?? 100_000) * 2,
        _ => 10,
    });

    private IEnumerable<IEntityType> Ours() => Model.GetEntityTypes()
        .Where(entity => entity.ClrType.Namespace!.StartsWith("ValuePortal", StringComparison.Ordinal));

    [GeneratedRegex(@"^External\w*Id$|^MessageId$|(?:Key|Hash|Slug)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdentifierName();

    [GeneratedRegex(@"CREATE TABLE \[(?<table>\w+)\][^;]*;", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"REFERENCES \[(?<to>\w+)\] \([^)]*\) ON DELETE CASCADE", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex CascadingKey();
}
