using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DraftsRatesPeers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_ValueAnswerMailsOff_PersonId",
                table: "ValueAnswerMailsOff",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExchangeRates");

            migrationBuilder.DropTable(
                name: "FormDrafts");

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
        }
    }
}
