using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ModelsAndStatedRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Not DropColumn: that rebuilds the table outside the transaction.
            migrationBuilder.Sql("ALTER TABLE \"UsageTableImports\" DROP COLUMN \"UndoneKeys\";");

            migrationBuilder.AddColumn<string>(
                name: "Period",
                table: "ValueModels",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "Year");

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "ValueModels",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "ValueModels",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Position",
                table: "ValueInvestments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Position",
                table: "ValueDrivers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "UsageTableImports",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "PersonName",
                table: "UsageTableImports",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Refused",
                table: "UsageTableImports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Replaced",
                table: "UsageTableImports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Uses",
                table: "UsageTableImports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "CustomerId",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "UsageFirstValueGoals",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FeatureNo = table.Column<int>(type: "INTEGER", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageFirstValueGoals", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_UsageFirstValueGoals_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_UsageFirstValueGoals_Features_FeatureNo",
                        column: x => x.FeatureNo,
                        principalTable: "Features",
                        principalColumn: "No",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UsageStatedRows",
                columns: table => new
                {
                    SourceId = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    ImportId = table.Column<int>(type: "INTEGER", nullable: false),
                    Says = table.Column<long>(type: "INTEGER", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SegmentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kept = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageStatedRows", x => new { x.SourceId, x.Key, x.ImportId });
                    table.ForeignKey(
                        name: "FK_UsageStatedRows_UsageTableImports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "UsageTableImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UsageTableUploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 260, nullable: false),
                    SecondFile = table.Column<string>(type: "TEXT", maxLength: 260, nullable: true),
                    UploadedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Choices = table.Column<string>(type: "TEXT", nullable: true),
                    Done = table.Column<long>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Report = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageTableUploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ValueTables",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TableId = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValueTables", x => new { x.AccountId, x.TableId });
                    table.ForeignKey(
                        name: "FK_ValueTables_ValueModels_AccountId",
                        column: x => x.AccountId,
                        principalTable: "ValueModels",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_UsageFirstValueGoals_FeatureNo",
                table: "UsageFirstValueGoals",
                column: "FeatureNo");

            migrationBuilder.CreateIndex(
                name: "IX_UsageStatedRows_AccountId_SegmentId",
                table: "UsageStatedRows",
                columns: new[] { "AccountId", "SegmentId" });

            migrationBuilder.CreateIndex(
                name: "IX_UsageStatedRows_ImportId",
                table: "UsageStatedRows",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_UsageTableUploads_PersonId_UploadedAt",
                table: "UsageTableUploads",
                columns: new[] { "PersonId", "UploadedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UsageFirstValueGoals");

            migrationBuilder.DropTable(
                name: "UsageStatedRows");

            migrationBuilder.DropTable(
                name: "UsageTableUploads");

            migrationBuilder.DropTable(
                name: "ValueTables");

            migrationBuilder.DropColumn(
                name: "Period",
                table: "ValueModels");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "ValueModels");

            migrationBuilder.DropColumn(
                name: "Title",
                table: "ValueModels");

            migrationBuilder.DropColumn(
                name: "Position",
                table: "ValueInvestments");

            migrationBuilder.DropColumn(
                name: "Position",
                table: "ValueDrivers");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "UsageTableImports");

            migrationBuilder.DropColumn(
                name: "PersonName",
                table: "UsageTableImports");

            migrationBuilder.DropColumn(
                name: "Refused",
                table: "UsageTableImports");

            migrationBuilder.DropColumn(
                name: "Replaced",
                table: "UsageTableImports");

            migrationBuilder.DropColumn(
                name: "Uses",
                table: "UsageTableImports");

            migrationBuilder.DropColumn(
                name: "CustomerId",
                table: "ApiKeys");

            migrationBuilder.AddColumn<byte[]>(
                name: "UndoneKeys",
                table: "UsageTableImports",
                type: "BLOB",
                nullable: true);
        }
    }
}
