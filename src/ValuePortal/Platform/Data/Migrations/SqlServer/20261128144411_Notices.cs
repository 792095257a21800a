using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "NoticeChoices",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Ways = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    QuietFrom = table.Column<int>(type: "int", nullable: false),
                    QuietUntil = table.Column<int>(type: "int", nullable: false),
                    DigestHour = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeChoices", x => new { x.AccountId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_NoticeChoices_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Cause = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Values = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    MailDueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_Notices_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_NoticeChoices_PersonId",
                table: "NoticeChoices",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_AccountId_PersonId_Kind_Cause",
                table: "Notices",
                columns: new[] { "AccountId", "PersonId", "Kind", "Cause" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notices_AccountId_PersonId_ReadAt",
                table: "Notices",
                columns: new[] { "AccountId", "PersonId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_MadeAt",
                table: "Notices",
                column: "MadeAt");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_MailDueAt",
                table: "Notices",
                column: "MailDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_PersonId",
                table: "Notices",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NoticeChoices");

            migrationBuilder.DropTable(
                name: "Notices");
        }
    }
}
