using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
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
