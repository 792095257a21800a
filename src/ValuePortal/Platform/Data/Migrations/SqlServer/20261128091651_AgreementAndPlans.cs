using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AgreementAndPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MilestoneTemplates_Key",
                table: "MilestoneTemplates");

            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "ValueTables",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ChangedAt",
                table: "ValueTables",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChangedBy",
                table: "ValueTables",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "ValueTables",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsInternal",
                table: "PlanTasks",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "PlanTasks",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ProvesValue",
                table: "MilestoneTemplateSteps",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "CustomerType",
                table: "MilestoneTemplates",
                type: "nvarchar(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MadeAt",
                table: "MilestoneTemplates",
                type: "datetimeoffset",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "MadeBy",
                table: "MilestoneTemplates",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "MilestoneTemplates",
                type: "int",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CustomerSignOff_At",
                table: "Milestones",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CustomerSignOff_Name",
                table: "Milestones",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CustomerSignOff_PersonId",
                table: "Milestones",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "ExpectedValue",
                table: "Milestones",
                type: "decimal(19,4)",
                precision: 19,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NotedReachedOn",
                table: "Milestones",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ProvesValue",
                table: "Milestones",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReopenedOn",
                table: "Milestones",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SharedAt",
                table: "Milestones",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "VendorSignOff_At",
                table: "Milestones",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VendorSignOff_Name",
                table: "Milestones",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "VendorSignOff_PersonId",
                table: "Milestones",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Milestones",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "MilestoneHistory",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MilestoneId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: true),
                    By = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Side = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MilestoneHistory", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_MilestoneHistory_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MilestoneHistory_Milestones_AccountId_MilestoneId",
                        columns: x => new { x.AccountId, x.MilestoneId },
                        principalTable: "Milestones",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MilestoneRatings",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MilestoneId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Stars = table.Column<int>(type: "int", nullable: false),
                    Word = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MilestoneRatings", x => new { x.AccountId, x.MilestoneId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_MilestoneRatings_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MilestoneRatings_Milestones_AccountId_MilestoneId",
                        columns: x => new { x.AccountId, x.MilestoneId },
                        principalTable: "Milestones",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PlanPauses",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WaitedFor = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    NotedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlanPauses", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_PlanPauses_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PlanTaskOrder",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TaskId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AfterId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlanTaskOrder", x => new { x.AccountId, x.TaskId });
                    table.ForeignKey(
                        name: "FK_PlanTaskOrder_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PlanTaskOrder_PlanTasks_AccountId_AfterId",
                        columns: x => new { x.AccountId, x.AfterId },
                        principalTable: "PlanTasks",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PlanTaskOrder_PlanTasks_AccountId_TaskId",
                        columns: x => new { x.AccountId, x.TaskId },
                        principalTable: "PlanTasks",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReminderChoices",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IsOff = table.Column<bool>(type: "bit", nullable: false),
                    Hour = table.Column<int>(type: "int", nullable: false),
                    TimeZone = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    FeedHash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: true),
                    FeedMadeAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderChoices", x => new { x.AccountId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ReminderChoices_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TaskReminders",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TaskId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    WrittenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskReminders", x => new { x.AccountId, x.TaskId, x.Kind });
                    table.ForeignKey(
                        name: "FK_TaskReminders_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TaskReminders_PlanTasks_AccountId_TaskId",
                        columns: x => new { x.AccountId, x.TaskId },
                        principalTable: "PlanTasks",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ValueFigureSteps",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Figure = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    By = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Through = table.Column<DateOnly>(type: "date", nullable: true),
                    Amount = table.Column<decimal>(type: "decimal(19,4)", precision: 19, scale: 4, nullable: true),
                    Inputs = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValueFigureSteps", x => new { x.AccountId, x.Figure, x.Number });
                    table.ForeignKey(
                        name: "FK_ValueFigureSteps_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MilestoneTemplates_Key_Version",
                table: "MilestoneTemplates",
                columns: new[] { "Key", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MilestoneHistory_AccountId_MilestoneId",
                table: "MilestoneHistory",
                columns: new[] { "AccountId", "MilestoneId" });

            migrationBuilder.CreateIndex(
                name: "IX_PlanPauses_AccountId_From",
                table: "PlanPauses",
                columns: new[] { "AccountId", "From" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PlanTaskOrder_AccountId_AfterId",
                table: "PlanTaskOrder",
                columns: new[] { "AccountId", "AfterId" });

            migrationBuilder.CreateIndex(
                name: "IX_ReminderChoices_FeedHash",
                table: "ReminderChoices",
                column: "FeedHash",
                unique: true,
                filter: "[FeedHash] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReminderChoices_PersonId",
                table: "ReminderChoices",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MilestoneHistory");

            migrationBuilder.DropTable(
                name: "MilestoneRatings");

            migrationBuilder.DropTable(
                name: "PlanPauses");

            migrationBuilder.DropTable(
                name: "PlanTaskOrder");

            migrationBuilder.DropTable(
                name: "ReminderChoices");

            migrationBuilder.DropTable(
                name: "TaskReminders");

            migrationBuilder.DropTable(
                name: "ValueFigureSteps");

            migrationBuilder.DropIndex(
                name: "IX_MilestoneTemplates_Key_Version",
                table: "MilestoneTemplates");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "ValueTables");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "ValueTables");

            migrationBuilder.DropColumn(
                name: "ChangedBy",
                table: "ValueTables");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "ValueTables");

            migrationBuilder.DropColumn(
                name: "IsInternal",
                table: "PlanTasks");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "PlanTasks");

            migrationBuilder.DropColumn(
                name: "ProvesValue",
                table: "MilestoneTemplateSteps");

            migrationBuilder.DropColumn(
                name: "CustomerType",
                table: "MilestoneTemplates");

            migrationBuilder.DropColumn(
                name: "MadeAt",
                table: "MilestoneTemplates");

            migrationBuilder.DropColumn(
                name: "MadeBy",
                table: "MilestoneTemplates");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "MilestoneTemplates");

            migrationBuilder.DropColumn(
                name: "CustomerSignOff_At",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "CustomerSignOff_Name",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "CustomerSignOff_PersonId",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "ExpectedValue",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "NotedReachedOn",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "ProvesValue",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "ReopenedOn",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "SharedAt",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "VendorSignOff_At",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "VendorSignOff_Name",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "VendorSignOff_PersonId",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Milestones");

            migrationBuilder.CreateIndex(
                name: "IX_MilestoneTemplates_Key",
                table: "MilestoneTemplates",
                column: "Key",
                unique: true);
        }
    }
}
