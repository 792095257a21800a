using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AdoptionAndPeers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Currency",
                table: "Seats",
                type: "nvarchar(3)",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "YearlyPrice",
                table: "Seats",
                type: "decimal(19,4)",
                precision: 19,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChineseWhy",
                table: "Features",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EnglishWhy",
                table: "Features",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PeerFigures",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Measure = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Group = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Gap = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Own = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    LowerQuartile = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    Median = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    UpperQuartile = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    Percentile = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeerFigures", x => new { x.AccountId, x.Month, x.Measure });
                    table.ForeignKey(
                        name: "FK_PeerFigures_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PeerMemberships",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Group = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true, collation: "Latin1_General_100_BIN2_UTF8"),
                    TakesPartSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeerMemberships", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_PeerMemberships_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PeerMonths",
                columns: table => new
                {
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeerMonths", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "UsageAnnotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    ChineseText = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Mark = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2_UTF8")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageAnnotations", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_UsageAnnotations_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UsageAnnotationsForAll",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    ChineseText = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Mark = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2_UTF8")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageAnnotationsForAll", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotations_AccountId_Day",
                table: "UsageAnnotations",
                columns: new[] { "AccountId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotations_AccountId_Mark",
                table: "UsageAnnotations",
                columns: new[] { "AccountId", "Mark" },
                unique: true,
                filter: "[Mark] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotationsForAll_Day",
                table: "UsageAnnotationsForAll",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotationsForAll_Mark",
                table: "UsageAnnotationsForAll",
                column: "Mark",
                unique: true,
                filter: "[Mark] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PeerFigures");

            migrationBuilder.DropTable(
                name: "PeerMemberships");

            migrationBuilder.DropTable(
                name: "PeerMonths");

            migrationBuilder.DropTable(
                name: "UsageAnnotations");

            migrationBuilder.DropTable(
                name: "UsageAnnotationsForAll");

            migrationBuilder.DropColumn(
                name: "Currency",
                table: "Seats");

            migrationBuilder.DropColumn(
                name: "YearlyPrice",
                table: "Seats");

            migrationBuilder.DropColumn(
                name: "ChineseWhy",
                table: "Features");

            migrationBuilder.DropColumn(
                name: "EnglishWhy",
                table: "Features");
        }
    }
}
