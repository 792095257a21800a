using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Meetings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Meetings",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    CalledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CalledByPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PresenterId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PresenterName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    PointId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PointSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Step = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Meetings", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_Meetings_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Meetings_Reviews_AccountId_ReviewId",
                        columns: x => new { x.AccountId, x.ReviewId },
                        principalTable: "Reviews",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingAgenda",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Anchor = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingAgenda", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_MeetingAgenda_Meetings_AccountId_MeetingId",
                        columns: x => new { x.AccountId, x.MeetingId },
                        principalTable: "Meetings",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingEntries",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ByVendor = table.Column<bool>(type: "INTEGER", nullable: false),
                    Side = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Figure = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingEntries", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_MeetingEntries_Meetings_AccountId_MeetingId",
                        columns: x => new { x.AccountId, x.MeetingId },
                        principalTable: "Meetings",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingPeople",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    OfVendor = table.Column<bool>(type: "INTEGER", nullable: false),
                    CameAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeftAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Follows = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reaction = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    ReactedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingPeople", x => new { x.AccountId, x.MeetingId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_MeetingPeople_Meetings_AccountId_MeetingId",
                        columns: x => new { x.AccountId, x.MeetingId },
                        principalTable: "Meetings",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingSnapshots",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WithMoney = table.Column<bool>(type: "INTEGER", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingSnapshots", x => new { x.AccountId, x.MeetingId, x.WithMoney });
                    table.ForeignKey(
                        name: "FK_MeetingSnapshots_Meetings_AccountId_MeetingId",
                        columns: x => new { x.AccountId, x.MeetingId },
                        principalTable: "Meetings",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingStaffNotes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingStaffNotes", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_MeetingStaffNotes_Meetings_AccountId_MeetingId",
                        columns: x => new { x.AccountId, x.MeetingId },
                        principalTable: "Meetings",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MeetingAgenda_AccountId_MeetingId",
                table: "MeetingAgenda",
                columns: new[] { "AccountId", "MeetingId" });

            migrationBuilder.CreateIndex(
                name: "IX_MeetingEntries_AccountId_MeetingId_At",
                table: "MeetingEntries",
                columns: new[] { "AccountId", "MeetingId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Meetings_AccountId_ReviewId",
                table: "Meetings",
                columns: new[] { "AccountId", "ReviewId" });

            migrationBuilder.CreateIndex(
                name: "IX_MeetingStaffNotes_AccountId_MeetingId_At",
                table: "MeetingStaffNotes",
                columns: new[] { "AccountId", "MeetingId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MeetingAgenda");

            migrationBuilder.DropTable(
                name: "MeetingEntries");

            migrationBuilder.DropTable(
                name: "MeetingPeople");

            migrationBuilder.DropTable(
                name: "MeetingSnapshots");

            migrationBuilder.DropTable(
                name: "MeetingStaffNotes");

            migrationBuilder.DropTable(
                name: "Meetings");
        }
    }
}
