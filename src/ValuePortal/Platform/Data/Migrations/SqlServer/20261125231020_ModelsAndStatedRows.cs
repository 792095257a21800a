using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ModelsAndStatedRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "UndoneKeys",
                table: "UsageTableImports");

            migrationBuilder.AddColumn<string>(
                name: "Period",
                table: "ValueModels",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "Year");

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "ValueModels",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "ValueModels",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Position",
                table: "ValueInvestments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Position",
                table: "ValueDrivers",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "UsageTableImports",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "PersonName",
                table: "UsageTableImports",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Refused",
                table: "UsageTableImports",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Replaced",
                table: "UsageTableImports",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Uses",
                table: "UsageTableImports",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "CustomerId",
                table: "ApiKeys",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "UsageFirstValueGoals",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FeatureNo = table.Column<int>(type: "int", nullable: false),
                    Uses = table.Column<int>(type: "int", nullable: false)
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
                    SourceId = table.Column<int>(type: "int", nullable: false),
                    Key = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    ImportId = table.Column<int>(type: "int", nullable: false),
                    Says = table.Column<long>(type: "bigint", nullable: false),
                    Uses = table.Column<int>(type: "int", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SegmentId = table.Column<long>(type: "bigint", nullable: false),
                    Kept = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    File = table.Column<string>(type: "nvarchar(260)", maxLength: 260, nullable: false),
                    SecondFile = table.Column<string>(type: "nvarchar(260)", maxLength: 260, nullable: true),
                    UploadedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Choices = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Done = table.Column<long>(type: "bigint", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    Report = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageTableUploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ValueTables",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TableId = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Content = table.Column<string>(type: "nvarchar(max)", nullable: false)
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
                type: "varbinary(max)",
                nullable: true);
        }
    }
}
