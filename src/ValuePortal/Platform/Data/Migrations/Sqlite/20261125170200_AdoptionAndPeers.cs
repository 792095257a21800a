using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "YearlyPrice",
                table: "Seats",
                type: "TEXT",
                precision: 19,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChineseWhy",
                table: "Features",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EnglishWhy",
                table: "Features",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PeerFigures",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Measure = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Group = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Gap = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Own = table.Column<decimal>(type: "TEXT", precision: 9, scale: 6, nullable: true),
                    LowerQuartile = table.Column<decimal>(type: "TEXT", precision: 9, scale: 6, nullable: true),
                    Median = table.Column<decimal>(type: "TEXT", precision: 9, scale: 6, nullable: true),
                    UpperQuartile = table.Column<decimal>(type: "TEXT", precision: 9, scale: 6, nullable: true),
                    Percentile = table.Column<decimal>(type: "TEXT", precision: 9, scale: 6, nullable: true)
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
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Group = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    TakesPartSince = table.Column<long>(type: "INTEGER", nullable: true)
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
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeerMonths", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "UsageAnnotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    ChineseText = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    ChineseText = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
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
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotationsForAll_Day",
                table: "UsageAnnotationsForAll",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotationsForAll_Mark",
                table: "UsageAnnotationsForAll",
                column: "Mark",
                unique: true);
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
