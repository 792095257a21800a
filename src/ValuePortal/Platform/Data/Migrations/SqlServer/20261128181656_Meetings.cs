using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReviewId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    State = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    CalledAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    CalledByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    PresenterId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    PresenterName = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    PointId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    PointSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Step = table.Column<long>(type: "bigint", nullable: false)
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Place = table.Column<int>(type: "int", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Minutes = table.Column<int>(type: "int", nullable: false),
                    Anchor = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true)
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    By = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    ByVendor = table.Column<bool>(type: "bit", nullable: false),
                    Side = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OwnerName = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Figure = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    OfVendor = table.Column<bool>(type: "bit", nullable: false),
                    CameAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    SeenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    LeftAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Follows = table.Column<bool>(type: "bit", nullable: false),
                    Reaction = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    ReactedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WithMoney = table.Column<bool>(type: "bit", nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2_UTF8")
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    By = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false)
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
