using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReviewEditions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Incidents",
                table: "Reviews",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NextSteps",
                table: "Reviews",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Recommendations",
                table: "Reviews",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sections",
                table: "Reviews",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "IssuedFiles",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    WithMoney = table.Column<bool>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IssuedFiles", x => new { x.AccountId, x.ReviewId, x.Hash });
                    table.ForeignKey(
                        name: "FK_IssuedFiles_Reviews_AccountId_ReviewId",
                        columns: x => new { x.AccountId, x.ReviewId },
                        principalTable: "Reviews",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReviewCorrections",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CorrectsId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewCorrections", x => new { x.AccountId, x.ReviewId });
                    table.ForeignKey(
                        name: "FK_ReviewCorrections_Reviews_AccountId_CorrectsId",
                        columns: x => new { x.AccountId, x.CorrectsId },
                        principalTable: "Reviews",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReviewCorrections_Reviews_AccountId_ReviewId",
                        columns: x => new { x.AccountId, x.ReviewId },
                        principalTable: "Reviews",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_HashWithMoney",
                table: "Reviews",
                column: "HashWithMoney");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_HashWithoutMoney",
                table: "Reviews",
                column: "HashWithoutMoney");

            migrationBuilder.CreateIndex(
                name: "IX_IssuedFiles_Hash",
                table: "IssuedFiles",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCorrections_AccountId_CorrectsId",
                table: "ReviewCorrections",
                columns: new[] { "AccountId", "CorrectsId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IssuedFiles");

            migrationBuilder.DropTable(
                name: "ReviewCorrections");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_HashWithMoney",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_HashWithoutMoney",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Incidents",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "NextSteps",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Recommendations",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Sections",
                table: "Reviews");
        }
    }
}
