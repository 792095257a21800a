using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RequestsListed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests");

            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_PublishedAt",
                table: "FeatureRequests");

            migrationBuilder.AddColumn<bool>(
                name: "IsOver",
                table: "FeatureRequests",
                type: "bit",
                nullable: false,
                computedColumnSql: "CAST(CASE WHEN Status IN ('Released', 'AlreadyAvailable', 'NotPlanned', 'Duplicate') THEN 1 ELSE 0 END AS bit)",
                stored: false);

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_List",
                table: "FeatureRequests",
                columns: new[] { "IsOver", "VoteCount", "RaisedAt", "Id", "RaisedByAccountId", "PublishedAt", "MergedIntoId", "Status", "AreaId" },
                descending: new[] { false, true, true, false, false, false, false, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests",
                column: "MergedIntoId",
                filter: "MergedIntoId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_RaisedAt_Id",
                table: "FeatureRequests",
                columns: new[] { "RaisedAt", "Id" },
                descending: new[] { true, false });

            migrationBuilder.CreateTable(
                name: "RequestUploads",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Account = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Map = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    ToAll = table.Column<bool>(type: "bit", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestUploads", x => x.PersonId);
                    table.ForeignKey(
                        name: "FK_RequestUploads_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RoadmapItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EnglishTitle = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    EnglishWords = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    ChineseTitle = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    ChineseWords = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    AreaId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Quarter = table.Column<int>(type: "int", nullable: true),
                    FirstQuarter = table.Column<int>(type: "int", nullable: true),
                    IsShown = table.Column<bool>(type: "bit", nullable: false),
                    ReleasedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Edition = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoadmapItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoadmapItems_RequestAreas_AreaId",
                        column: x => x.AreaId,
                        principalTable: "RequestAreas",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RoadmapItems_AreaId",
                table: "RoadmapItems",
                column: "AreaId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_List",
                table: "FeatureRequests");

            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests");

            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_RaisedAt_Id",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "IsOver",
                table: "FeatureRequests");

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_PublishedAt",
                table: "FeatureRequests",
                column: "PublishedAt");

            migrationBuilder.DropTable(
                name: "RequestUploads");

            migrationBuilder.DropTable(
                name: "RoadmapItems");
        }
    }
}
