using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class IntakeLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UsageEvents");

            migrationBuilder.DropPrimaryKey(
                name: "PK_UsageQuarters",
                table: "UsageQuarters");

            migrationBuilder.DropColumn(
                name: "UserNo",
                table: "UsageQuarters");

            migrationBuilder.DropColumn(
                name: "FeatureNo",
                table: "UsageQuarters");

            migrationBuilder.DropColumn(
                name: "Events",
                table: "UsageQuarters");

            migrationBuilder.AddColumn<long>(
                name: "ClosedBefore",
                table: "UsageSources",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Part",
                table: "UsageQuarters",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "Counts",
                table: "UsageQuarters",
                type: "varbinary(max)",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddPrimaryKey(
                name: "PK_UsageQuarters",
                table: "UsageQuarters",
                columns: new[] { "AccountId", "Quarter", "Part" });

            migrationBuilder.CreateTable(
                name: "UsageEventSegments",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    SourceId = table.Column<int>(type: "int", nullable: false),
                    StoredAt = table.Column<long>(type: "bigint", nullable: false),
                    Events = table.Column<int>(type: "int", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    GroupId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2_UTF8"),
                    Body = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageEventSegments", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_UsageEventSegments_UsageSources_SourceId",
                        column: x => x.SourceId,
                        principalTable: "UsageSources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UsageGroupAliases",
                columns: table => new
                {
                    GroupId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageGroupAliases", x => x.GroupId);
                });

            migrationBuilder.CreateTable(
                name: "UsageMessageIdRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    StoredUntil = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageMessageIdRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UsageRecentMessageIds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Keys = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageRecentMessageIds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UsageUnassigned",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    GroupId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Events = table.Column<long>(type: "bigint", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    People = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageUnassigned", x => new { x.AccountId, x.GroupId });
                });

            migrationBuilder.CreateTable(
                name: "UsageMessageIdParts",
                columns: table => new
                {
                    RunId = table.Column<long>(type: "bigint", nullable: false),
                    Part = table.Column<int>(type: "int", nullable: false),
                    Keys = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageMessageIdParts", x => new { x.RunId, x.Part });
                    table.ForeignKey(
                        name: "FK_UsageMessageIdParts_UsageMessageIdRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "UsageMessageIdRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_UsageEventSegments_SourceId",
                table: "UsageEventSegments",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_UsageEventSegments_StoredAt",
                table: "UsageEventSegments",
                column: "StoredAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UsageEventSegments");

            migrationBuilder.DropTable(
                name: "UsageGroupAliases");

            migrationBuilder.DropTable(
                name: "UsageMessageIdParts");

            migrationBuilder.DropTable(
                name: "UsageRecentMessageIds");

            migrationBuilder.DropTable(
                name: "UsageUnassigned");

            migrationBuilder.DropTable(
                name: "UsageMessageIdRuns");

            migrationBuilder.DropPrimaryKey(
                name: "PK_UsageQuarters",
                table: "UsageQuarters");

            migrationBuilder.DropColumn(
                name: "ClosedBefore",
                table: "UsageSources");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "UsageQuarters");

            migrationBuilder.DropColumn(
                name: "Counts",
                table: "UsageQuarters");

            migrationBuilder.AddColumn<int>(
                name: "UserNo",
                table: "UsageQuarters",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FeatureNo",
                table: "UsageQuarters",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "Events",
                table: "UsageQuarters",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddPrimaryKey(
                name: "PK_UsageQuarters",
                table: "UsageQuarters",
                columns: new[] { "AccountId", "Quarter", "UserNo", "FeatureNo" });

            migrationBuilder.CreateTable(
                name: "UsageEvents",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    FeatureNo = table.Column<int>(type: "int", nullable: false),
                    GroupId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2_UTF8"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    MessageId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Name = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    Properties = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SourceId = table.Column<int>(type: "int", nullable: false),
                    StoredAt = table.Column<long>(type: "bigint", nullable: false),
                    UserNo = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageEvents", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_UsageEvents_UsageSources_SourceId",
                        column: x => x.SourceId,
                        principalTable: "UsageSources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_UsageEvents_SourceId_MessageId",
                table: "UsageEvents",
                columns: new[] { "SourceId", "MessageId" },
                unique: true);
        }
    }
}
