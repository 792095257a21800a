using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ClosedMonths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FormerSecret",
                table: "WebhookEndpoints",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "FormerUntil",
                table: "WebhookEndpoints",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SignsOut",
                table: "SignOnProviders",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "DriverId",
                table: "Milestones",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RequestCommentEdits",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CommentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Edition = table.Column<int>(type: "int", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestCommentEdits", x => new { x.AccountId, x.CommentId, x.Edition });
                    table.ForeignKey(
                        name: "FK_RequestCommentEdits_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestCommentEdits_RequestComments_CommentId",
                        column: x => x.CommentId,
                        principalTable: "RequestComments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ValuePeriodLocks",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Through = table.Column<DateOnly>(type: "date", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    LockedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    LockedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValuePeriodLocks", x => new { x.AccountId, x.Number });
                    table.ForeignKey(
                        name: "FK_ValuePeriodLocks_ValueModels_AccountId",
                        column: x => x.AccountId,
                        principalTable: "ValueModels",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RequestCommentEdits_CommentId",
                table: "RequestCommentEdits",
                column: "CommentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RequestCommentEdits");

            migrationBuilder.DropTable(
                name: "ValuePeriodLocks");

            migrationBuilder.DropColumn(
                name: "FormerSecret",
                table: "WebhookEndpoints");

            migrationBuilder.DropColumn(
                name: "FormerUntil",
                table: "WebhookEndpoints");

            migrationBuilder.DropColumn(
                name: "SignsOut",
                table: "SignOnProviders");

            migrationBuilder.DropColumn(
                name: "DriverId",
                table: "Milestones");
        }
    }
}
