using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace ValuePortal.Platform.Data;

/// <summary>
/// On SQLite the roll-ups, the rows of tables and the pieces of requests lie in the tree of their key alone (WITHOUT ROWID), as on SQL Server: else each row is in one tree and its key
/// in another, and both are written.
/// </summary>
internal sealed class KeyOrderedTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private static readonly string[] s_tables = ["UsageQuarters", "UsageDays", "UsageVersions", "UsageStatedRows", "RequestGrams"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);

        // A table that is made anew has another name first.
        if (s_tables.Any(table => operation.Name.EndsWith(table, StringComparison.Ordinal)))
        {
            builder.Append(" WITHOUT ROWID");
        }

        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
