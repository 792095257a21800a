using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class IssuedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IssuedFiles");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_HashWithMoney",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_HashWithoutMoney",
                table: "Reviews");
        }
    }
}
