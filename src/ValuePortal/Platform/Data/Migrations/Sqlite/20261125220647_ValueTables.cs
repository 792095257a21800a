using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ValueTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
        }
    }
}
