using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Wishes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Votes_RequestId",
                table: "Votes");

            migrationBuilder.AddColumn<string>(
                name: "Importance",
                table: "Votes",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RecordedByPersonId",
                table: "Votes",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "Votes",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ViaRequestId",
                table: "Votes",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Affected",
                table: "FeatureRequests",
                type: "nvarchar(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "AnswerDueOn",
                table: "FeatureRequests",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AreaId",
                table: "FeatureRequests",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EnteredByPersonId",
                table: "FeatureRequests",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FirstAnsweredOn",
                table: "FeatureRequests",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HowOften",
                table: "FeatureRequests",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ImportId",
                table: "FeatureRequests",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ImportedKey",
                table: "FeatureRequests",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2_UTF8");

            migrationBuilder.AddColumn<int>(
                name: "ImportedVotes",
                table: "FeatureRequests",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "FeatureRequests",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OwnerPersonId",
                table: "FeatureRequests",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "FeatureRequests",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Portal");

            migrationBuilder.AddColumn<string>(
                name: "SourceReference",
                table: "FeatureRequests",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Today",
                table: "FeatureRequests",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RequestAreas",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EnglishName = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ChineseName = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    FeatureKey = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2_UTF8"),
                    Position = table.Column<int>(type: "int", nullable: false),
                    RetiredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestAreas", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestAssessments",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Fit = table.Column<int>(type: "int", nullable: true),
                    Effort = table.Column<decimal>(type: "decimal(9,2)", precision: 9, scale: 2, nullable: true),
                    Reach = table.Column<int>(type: "int", nullable: true),
                    Impact = table.Column<decimal>(type: "decimal(5,2)", precision: 5, scale: 2, nullable: true),
                    Confidence = table.Column<int>(type: "int", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ChangedByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestAssessments", x => new { x.AccountId, x.RequestId });
                    table.ForeignKey(
                        name: "FK_RequestAssessments_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestComments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RaisedByAccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PublishedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OfVendor = table.Column<bool>(type: "bit", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    FormKey = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WrittenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EditedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    RemovedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Edition = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestComments_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestComments_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestFiles",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Length = table.Column<int>(type: "int", nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestFiles", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_RequestFiles_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestFiles_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestFollowers",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Level = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestFollowers", x => new { x.AccountId, x.RequestId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_RequestFollowers_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestFollowers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestGrams",
                columns: table => new
                {
                    Gram = table.Column<long>(type: "bigint", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestGrams", x => new { x.Gram, x.RequestId });
                    table.ForeignKey(
                        name: "FK_RequestGrams_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Layout = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Rows = table.Column<int>(type: "int", nullable: false),
                    Made = table.Column<int>(type: "int", nullable: false),
                    Refused = table.Column<int>(type: "int", nullable: false),
                    UndoneAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Kept = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestMerges",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IntoId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ByPersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StatusBefore = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    AnswerBefore = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    UndoneAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestMerges", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_RequestMerges_FeatureRequests_IntoId",
                        column: x => x.IntoId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestMerges_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestNotes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    WrittenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestNotes", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_RequestNotes_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RequestNotes_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    KeyDays = table.Column<int>(type: "int", nullable: false),
                    ImportantDays = table.Column<int>(type: "int", nullable: false),
                    RegularDays = table.Column<int>(type: "int", nullable: false),
                    Holidays = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Workdays = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    RankBy = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    WeightOfValue = table.Column<int>(type: "int", nullable: false),
                    WeightOfTier = table.Column<int>(type: "int", nullable: false),
                    WeightOfPeople = table.Column<int>(type: "int", nullable: false),
                    WeightOfAccounts = table.Column<int>(type: "int", nullable: false),
                    WeightOfUsers = table.Column<int>(type: "int", nullable: false),
                    WeightOfFit = table.Column<int>(type: "int", nullable: false),
                    WeightOfEffort = table.Column<int>(type: "int", nullable: false),
                    Edition = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Query = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestViews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestViews_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Votes_RequestId_AccountId",
                table: "Votes",
                columns: new[] { "RequestId", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_ImportId",
                table: "FeatureRequests",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestAssessments_RequestId",
                table: "RequestAssessments",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestComments_PersonId_FormKey",
                table: "RequestComments",
                columns: new[] { "PersonId", "FormKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RequestComments_RequestId_WrittenAt",
                table: "RequestComments",
                columns: new[] { "RequestId", "WrittenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestFiles_AccountId_RequestId",
                table: "RequestFiles",
                columns: new[] { "AccountId", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestFiles_PersonId",
                table: "RequestFiles",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestFiles_RequestId",
                table: "RequestFiles",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestFollowers_PersonId",
                table: "RequestFollowers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestFollowers_RequestId",
                table: "RequestFollowers",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestGrams_RequestId",
                table: "RequestGrams",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestMerges_AccountId_RequestId",
                table: "RequestMerges",
                columns: new[] { "AccountId", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestMerges_IntoId",
                table: "RequestMerges",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestMerges_RequestId",
                table: "RequestMerges",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestNotes_AccountId_RequestId",
                table: "RequestNotes",
                columns: new[] { "AccountId", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestNotes_PersonId",
                table: "RequestNotes",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestNotes_RequestId",
                table: "RequestNotes",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestViews_PersonId",
                table: "RequestViews",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RequestAreas");

            migrationBuilder.DropTable(
                name: "RequestAssessments");

            migrationBuilder.DropTable(
                name: "RequestComments");

            migrationBuilder.DropTable(
                name: "RequestFiles");

            migrationBuilder.DropTable(
                name: "RequestFollowers");

            migrationBuilder.DropTable(
                name: "RequestGrams");

            migrationBuilder.DropTable(
                name: "RequestImports");

            migrationBuilder.DropTable(
                name: "RequestMerges");

            migrationBuilder.DropTable(
                name: "RequestNotes");

            migrationBuilder.DropTable(
                name: "RequestSettings");

            migrationBuilder.DropTable(
                name: "RequestViews");

            migrationBuilder.DropIndex(
                name: "IX_Votes_RequestId_AccountId",
                table: "Votes");

            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_ImportId",
                table: "FeatureRequests");

            migrationBuilder.DropIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "Importance",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "RecordedByPersonId",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "ViaRequestId",
                table: "Votes");

            migrationBuilder.DropColumn(
                name: "Affected",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "AnswerDueOn",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "AreaId",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "EnteredByPersonId",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "FirstAnsweredOn",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "HowOften",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "ImportId",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "ImportedKey",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "ImportedVotes",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "OwnerPersonId",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "SourceReference",
                table: "FeatureRequests");

            migrationBuilder.DropColumn(
                name: "Today",
                table: "FeatureRequests");

            migrationBuilder.CreateIndex(
                name: "IX_Votes_RequestId",
                table: "Votes",
                column: "RequestId");
        }
    }
}
