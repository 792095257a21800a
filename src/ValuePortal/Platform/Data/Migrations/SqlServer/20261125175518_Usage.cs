using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Usage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Events are kept in another form from here on, and message ids beside them. What was counted before cannot be told from a
            // repetition any more, so it goes too: send or import it again.
            foreach (var table in new[] { "UsageDays", "UsageUserGroups", "UsageUsers" })
            {
                migrationBuilder.Sql($"DELETE FROM \"{table}\"");
            }

            migrationBuilder.DropTable(
                name: "UsageEvents");

            migrationBuilder.DropTable(
                name: "UsageQuarters");

            migrationBuilder.CreateTable(
                name: "UsageQuarters",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quarter = table.Column<int>(type: "int", nullable: false),
                    Part = table.Column<long>(type: "bigint", nullable: false),
                    Counts = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageQuarters", x => new { x.AccountId, x.Quarter, x.Part });
                });

            migrationBuilder.AddColumn<long>(
                name: "ClosedBefore",
                table: "UsageSources",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Currency",
                table: "Seats",
                type: "nvarchar(3)",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "YearlyPrice",
                table: "Seats",
                type: "decimal(19,4)",
                precision: 19,
                scale: 4,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChineseWhy",
                table: "Features",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EnglishWhy",
                table: "Features",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ExpiresAt",
                table: "ApiKeys",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacedById",
                table: "ApiKeys",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PeerFigures",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Measure = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Group = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Gap = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Own = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    LowerQuartile = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    Median = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    UpperQuartile = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true),
                    Percentile = table.Column<decimal>(type: "decimal(9,6)", precision: 9, scale: 6, nullable: true)
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Group = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true, collation: "Latin1_General_100_BIN2_UTF8"),
                    TakesPartSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
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
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeerMonths", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "UsageAnnotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    ChineseText = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Mark = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2_UTF8")
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    ChineseText = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Mark = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2_UTF8")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageAnnotationsForAll", x => x.Id);
                });

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
                name: "UsagePeopleLists",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Shown = table.Column<bool>(type: "bit", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ChangedByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChangedBy = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsagePeopleLists", x => x.AccountId);
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
                name: "UsageSourceCalls",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SourceId = table.Column<int>(type: "int", nullable: false),
                    Calls = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageSourceCalls", x => new { x.AccountId, x.SourceId });
                    table.ForeignKey(
                        name: "FK_UsageSourceCalls_UsageSources_SourceId",
                        column: x => x.SourceId,
                        principalTable: "UsageSources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "IX_UsageAnnotations_AccountId_Day",
                table: "UsageAnnotations",
                columns: new[] { "AccountId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotations_AccountId_Mark",
                table: "UsageAnnotations",
                columns: new[] { "AccountId", "Mark" },
                unique: true,
                filter: "[Mark] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotationsForAll_Day",
                table: "UsageAnnotationsForAll",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_UsageAnnotationsForAll_Mark",
                table: "UsageAnnotationsForAll",
                column: "Mark",
                unique: true,
                filter: "[Mark] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_UsageEventSegments_SourceId",
                table: "UsageEventSegments",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_UsageEventSegments_StoredAt",
                table: "UsageEventSegments",
                column: "StoredAt");

            migrationBuilder.CreateIndex(
                name: "IX_UsageSourceCalls_SourceId",
                table: "UsageSourceCalls",
                column: "SourceId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UsageQuarters");

            migrationBuilder.CreateTable(
                name: "UsageQuarters",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quarter = table.Column<int>(type: "int", nullable: false),
                    UserNo = table.Column<int>(type: "int", nullable: false),
                    FeatureNo = table.Column<int>(type: "int", nullable: false),
                    Events = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsageQuarters", x => new { x.AccountId, x.Quarter, x.UserNo, x.FeatureNo });
                });

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

            migrationBuilder.DropTable(
                name: "UsageEventSegments");

            migrationBuilder.DropTable(
                name: "UsageGroupAliases");

            migrationBuilder.DropTable(
                name: "UsageMessageIdParts");

            migrationBuilder.DropTable(
                name: "UsagePeopleLists");

            migrationBuilder.DropTable(
                name: "UsageRecentMessageIds");

            migrationBuilder.DropTable(
                name: "UsageSourceCalls");

            migrationBuilder.DropTable(
                name: "UsageUnassigned");

            migrationBuilder.DropTable(
                name: "UsageMessageIdRuns");

            migrationBuilder.DropColumn(
                name: "ClosedBefore",
                table: "UsageSources");

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

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "ReplacedById",
                table: "ApiKeys");

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
