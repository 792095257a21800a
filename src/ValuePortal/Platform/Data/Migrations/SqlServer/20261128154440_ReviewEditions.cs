using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
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
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NextSteps",
                table: "Reviews",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Recommendations",
                table: "Reviews",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sections",
                table: "Reviews",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "IssuedFiles",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReviewId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    WithMoney = table.Column<bool>(type: "bit", nullable: false),
                    IssuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReviewId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CorrectsId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
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
