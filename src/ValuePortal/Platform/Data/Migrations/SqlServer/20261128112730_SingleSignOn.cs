using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SingleSignOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SignOnAnswers",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "binary(32)", fixedLength: true, maxLength: 32, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignOnAnswers", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "SignOnIdentities",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    Subject = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    ConnectedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignOnIdentities", x => new { x.AccountId, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "SignOnProviders",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Epoch = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Issuer = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    ClientId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    ProtectedSecret = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2_UTF8"),
                    IsOn = table.Column<bool>(type: "bit", nullable: false),
                    IsOnly = table.Column<bool>(type: "bit", nullable: false),
                    AddsPeople = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignOnProviders", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "SignOnDomains",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Domain = table.Column<string>(type: "nvarchar(253)", maxLength: 253, nullable: false, collation: "Latin1_General_100_BIN2_UTF8")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignOnDomains", x => new { x.AccountId, x.Domain });
                    table.ForeignKey(
                        name: "FK_SignOnDomains_SignOnProviders_AccountId",
                        column: x => x.AccountId,
                        principalTable: "SignOnProviders",
                        principalColumn: "AccountId",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SignOnAnswers_At",
                table: "SignOnAnswers",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SignOnDomains_Domain",
                table: "SignOnDomains",
                column: "Domain",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SignOnIdentities_AccountId_Issuer_Subject",
                table: "SignOnIdentities",
                columns: new[] { "AccountId", "Issuer", "Subject" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SignOnAnswers");

            migrationBuilder.DropTable(
                name: "SignOnDomains");

            migrationBuilder.DropTable(
                name: "SignOnIdentities");

            migrationBuilder.DropTable(
                name: "SignOnProviders");
        }
    }
}
