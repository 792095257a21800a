using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WishesReviewsAndJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountExports");

            migrationBuilder.DropIndex(
                name: "IX_Votes_RequestId",
                table: "Votes");

            migrationBuilder.AddColumn<string>(
                name: "Importance",
                table: "Votes",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RecordedByPersonId",
                table: "Votes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "Votes",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ViaRequestId",
                table: "Votes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Incidents",
                table: "Reviews",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NextSteps",
                table: "Reviews",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Recommendations",
                table: "Reviews",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sections",
                table: "Reviews",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "RemovedAt",
                table: "PlanTasks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemovedBy",
                table: "PlanTasks",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "PlanTasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "Milestones",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RemovedAt",
                table: "Milestones",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemovedBy",
                table: "Milestones",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Affected",
                table: "FeatureRequests",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "AnswerDueOn",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AreaId",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EnteredByPersonId",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FirstAnsweredOn",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HowOften",
                table: "FeatureRequests",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ImportId",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ImportedKey",
                table: "FeatureRequests",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ImportedVotes",
                table: "FeatureRequests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OwnerPersonId",
                table: "FeatureRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "FeatureRequests",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Portal");

            migrationBuilder.AddColumn<string>(
                name: "SourceReference",
                table: "FeatureRequests",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Today",
                table: "FeatureRequests",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DirectoryImportLines",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ImportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Added = table.Column<bool>(type: "INTEGER", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: false),
                    After = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DirectoryImportLines", x => new { x.AccountId, x.ImportId, x.Row });
                });

            migrationBuilder.CreateTable(
                name: "DirectoryImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    File = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    UploadedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Choices = table.Column<string>(type: "TEXT", nullable: true),
                    Report = table.Column<string>(type: "TEXT", nullable: true),
                    ImportedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    UndoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DirectoryImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeRates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FromCurrency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    ToCurrency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Rate = table.Column<decimal>(type: "TEXT", precision: 19, scale: 9, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    EnteredAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeRates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FormDrafts",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    KeptAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormDrafts", x => new { x.AccountId, x.PersonId, x.Form });
                    table.ForeignKey(
                        name: "FK_FormDrafts_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "IssuedFiles",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    WithMoney = table.Column<bool>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subject = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Done = table.Column<long>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => new { x.AccountId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "NoticeChoices",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ways = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    QuietFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    QuietUntil = table.Column<int>(type: "INTEGER", nullable: false),
                    DigestHour = table.Column<int>(type: "INTEGER", nullable: false)
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
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Values = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    MailDueAt = table.Column<long>(type: "INTEGER", nullable: true)
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

            migrationBuilder.CreateTable(
                name: "ReleaseFeeds",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseFeeds", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_ReleaseFeeds_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnglishTitle = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    EnglishSolves = table.Column<string>(type: "TEXT", maxLength: 600, nullable: true),
                    EnglishBody = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    ChineseTitle = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    ChineseSolves = table.Column<string>(type: "TEXT", maxLength: 600, nullable: true),
                    ChineseBody = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    Size = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Feature = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    GuideLink = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Tiers = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PublishedByPersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    EndsRequests = table.Column<bool>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReleaseNotes_People_PublishedByPersonId",
                        column: x => x.PublishedByPersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestAreas",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnglishName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ChineseName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    FeatureKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestAreas", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestAssessments",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Fit = table.Column<int>(type: "INTEGER", nullable: true),
                    Effort = table.Column<decimal>(type: "TEXT", precision: 9, scale: 2, nullable: true),
                    Reach = table.Column<int>(type: "INTEGER", nullable: true),
                    Impact = table.Column<decimal>(type: "TEXT", precision: 5, scale: 2, nullable: true),
                    Confidence = table.Column<int>(type: "INTEGER", nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedByPersonId = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RaisedByAccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OfVendor = table.Column<bool>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    FormKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    WrittenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EditedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RemovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false)
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
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Length = table.Column<int>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false)
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
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Gram = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Layout = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ByPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Made = table.Column<int>(type: "INTEGER", nullable: false),
                    Refused = table.Column<int>(type: "INTEGER", nullable: false),
                    UndoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Kept = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestMerges",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IntoId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ByPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StatusBefore = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AnswerBefore = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    UndoneAt = table.Column<long>(type: "INTEGER", nullable: true)
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
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    WrittenAt = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    KeyDays = table.Column<int>(type: "INTEGER", nullable: false),
                    ImportantDays = table.Column<int>(type: "INTEGER", nullable: false),
                    RegularDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Holidays = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Workdays = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    RankBy = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    WeightOfValue = table.Column<int>(type: "INTEGER", nullable: false),
                    WeightOfTier = table.Column<int>(type: "INTEGER", nullable: false),
                    WeightOfPeople = table.Column<int>(type: "INTEGER", nullable: false),
                    WeightOfAccounts = table.Column<int>(type: "INTEGER", nullable: false),
                    WeightOfUsers = table.Column<int>(type: "INTEGER", nullable: false),
                    WeightOfFit = table.Column<int>(type: "INTEGER", nullable: false),
                    WeightOfEffort = table.Column<int>(type: "INTEGER", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestTargetMoves",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<int>(type: "INTEGER", nullable: true),
                    To = table.Column<int>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ChineseWhy = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestTargetMoves", x => new { x.RequestId, x.Number });
                    table.ForeignKey(
                        name: "FK_RequestTargetMoves_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestTargets",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Quarter = table.Column<int>(type: "INTEGER", nullable: true),
                    Moves = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestTargets", x => x.RequestId);
                    table.ForeignKey(
                        name: "FK_RequestTargets_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RequestViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Query = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
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

            migrationBuilder.CreateTable(
                name: "ReviewCorrections",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CorrectsId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewCorrections", x => new { x.AccountId, x.ReviewId });
                    table.ForeignKey(
                        name: "FK_ReviewCorrections_Reviews_AccountId_CorrectsId",
                        columns: x => new { x.AccountId, x.CorrectsId },
                        principalTable: "Reviews",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReviewCorrections_Reviews_AccountId_ReviewId",
                        columns: x => new { x.AccountId, x.ReviewId },
                        principalTable: "Reviews",
                        principalColumns: new[] { "AccountId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Rounds",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rounds", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "ValueAnswerMailsOff",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValueAnswerMailsOff", x => new { x.AccountId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ValueAnswerMailsOff_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ValueAnswerMailsOff_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ValuePeerFigures",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Measure = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Group = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Gap = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Own = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: true),
                    LowerQuartile = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: true),
                    Median = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: true),
                    UpperQuartile = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: true),
                    Percentile = table.Column<decimal>(type: "TEXT", precision: 9, scale: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValuePeerFigures", x => new { x.AccountId, x.Month, x.Measure });
                    table.ForeignKey(
                        name: "FK_ValuePeerFigures_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ValuePeerings",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TakesPartSince = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValuePeerings", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_ValuePeerings_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ValuePeerMonths",
                columns: table => new
                {
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValuePeerMonths", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "ValueUndoables",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ValueUndoables", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_ValueUndoables_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookEndpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Kinds = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Secret = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DisabledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DisabledBecause = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookEndpoints", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseAccounts",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseAccounts", x => new { x.AccountId, x.ReleaseId });
                    table.ForeignKey(
                        name: "FK_ReleaseAccounts_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReleaseAccounts_ReleaseNotes_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "ReleaseNotes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseCalls",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseCalls", x => new { x.AccountId, x.ReleaseId });
                    table.ForeignKey(
                        name: "FK_ReleaseCalls_ReleaseNotes_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "ReleaseNotes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReleaseRequests",
                columns: table => new
                {
                    ReleaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleaseRequests", x => new { x.ReleaseId, x.RequestId });
                    table.ForeignKey(
                        name: "FK_ReleaseRequests_FeatureRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeatureRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReleaseRequests_ReleaseNotes_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "ReleaseNotes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReleasesSeen",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReleasesSeen", x => new { x.AccountId, x.ReleaseId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ReleasesSeen_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReleasesSeen_ReleaseNotes_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "ReleaseNotes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookDeliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookDeliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookDeliveries_WebhookEndpoints_EndpointId",
                        column: x => x.EndpointId,
                        principalTable: "WebhookEndpoints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Votes_RequestId_AccountId",
                table: "Votes",
                columns: new[] { "RequestId", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_HashWithMoney",
                table: "Reviews",
                column: "HashWithMoney");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_HashWithoutMoney",
                table: "Reviews",
                column: "HashWithoutMoney");

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_ImportId",
                table: "FeatureRequests",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_FeatureRequests_MergedIntoId",
                table: "FeatureRequests",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_DirectoryImportLines_ImportId",
                table: "DirectoryImportLines",
                column: "ImportId");

            migrationBuilder.CreateIndex(
                name: "IX_DirectoryImportLines_TargetId",
                table: "DirectoryImportLines",
                column: "TargetId");

            migrationBuilder.CreateIndex(
                name: "IX_DirectoryImports_UploadedAt",
                table: "DirectoryImports",
                column: "UploadedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeRates_ToCurrency_FromCurrency_ValidFrom",
                table: "ExchangeRates",
                columns: new[] { "ToCurrency", "FromCurrency", "ValidFrom" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FormDrafts_KeptAt",
                table: "FormDrafts",
                column: "KeptAt");

            migrationBuilder.CreateIndex(
                name: "IX_FormDrafts_PersonId",
                table: "FormDrafts",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_IssuedFiles_Hash",
                table: "IssuedFiles",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_AccountId_Subject",
                table: "Jobs",
                columns: new[] { "AccountId", "Subject" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State",
                table: "Jobs",
                column: "State");

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

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseAccounts_ReleaseId",
                table: "ReleaseAccounts",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseCalls_ReleaseId",
                table: "ReleaseCalls",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseFeeds_Hash",
                table: "ReleaseFeeds",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseNotes_PublishedAt",
                table: "ReleaseNotes",
                column: "PublishedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseNotes_PublishedByPersonId",
                table: "ReleaseNotes",
                column: "PublishedByPersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleaseRequests_RequestId",
                table: "ReleaseRequests",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleasesSeen_PersonId",
                table: "ReleasesSeen",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ReleasesSeen_ReleaseId",
                table: "ReleasesSeen",
                column: "ReleaseId");

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

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCorrections_AccountId_CorrectsId",
                table: "ReviewCorrections",
                columns: new[] { "AccountId", "CorrectsId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ValueAnswerMailsOff_PersonId",
                table: "ValueAnswerMailsOff",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_DueAt",
                table: "WebhookDeliveries",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_EndedAt",
                table: "WebhookDeliveries",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_EndpointId_CreatedAt",
                table: "WebhookDeliveries",
                columns: new[] { "EndpointId", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DirectoryImportLines");

            migrationBuilder.DropTable(
                name: "DirectoryImports");

            migrationBuilder.DropTable(
                name: "ExchangeRates");

            migrationBuilder.DropTable(
                name: "FormDrafts");

            migrationBuilder.DropTable(
                name: "IssuedFiles");

            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropTable(
                name: "NoticeChoices");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "ReleaseAccounts");

            migrationBuilder.DropTable(
                name: "ReleaseCalls");

            migrationBuilder.DropTable(
                name: "ReleaseFeeds");

            migrationBuilder.DropTable(
                name: "ReleaseRequests");

            migrationBuilder.DropTable(
                name: "ReleasesSeen");

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
                name: "RequestTargetMoves");

            migrationBuilder.DropTable(
                name: "RequestTargets");

            migrationBuilder.DropTable(
                name: "RequestViews");

            migrationBuilder.DropTable(
                name: "ReviewCorrections");

            migrationBuilder.DropTable(
                name: "Rounds");

            migrationBuilder.DropTable(
                name: "ValueAnswerMailsOff");

            migrationBuilder.DropTable(
                name: "ValuePeerFigures");

            migrationBuilder.DropTable(
                name: "ValuePeerings");

            migrationBuilder.DropTable(
                name: "ValuePeerMonths");

            migrationBuilder.DropTable(
                name: "ValueUndoables");

            migrationBuilder.DropTable(
                name: "WebhookDeliveries");

            migrationBuilder.DropTable(
                name: "ReleaseNotes");

            migrationBuilder.DropTable(
                name: "WebhookEndpoints");

            migrationBuilder.DropIndex(
                name: "IX_Votes_RequestId_AccountId",
                table: "Votes");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_HashWithMoney",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_HashWithoutMoney",
                table: "Reviews");

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
                name: "Incidents",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "NextSteps",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Recommendations",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Sections",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "RemovedAt",
                table: "PlanTasks");

            migrationBuilder.DropColumn(
                name: "RemovedBy",
                table: "PlanTasks");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "PlanTasks");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "RemovedAt",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "RemovedBy",
                table: "Milestones");

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

            migrationBuilder.CreateTable(
                name: "AccountExports",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Parts = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountExports", x => new { x.AccountId, x.Id });
                    table.ForeignKey(
                        name: "FK_AccountExports_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Votes_RequestId",
                table: "Votes",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountExports_State",
                table: "AccountExports",
                column: "State");
        }
    }
}
