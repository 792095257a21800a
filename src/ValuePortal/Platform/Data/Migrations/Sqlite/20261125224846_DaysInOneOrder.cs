using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DaysInOneOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_UsageDays_AccountId_FeatureNo_Day",
                table: "UsageDays");

            migrationBuilder.CreateIndex(
                name: "IX_UsageDays_AccountId_Day",
                table: "UsageDays",
                columns: new[] { "AccountId", "Day" },
                filter: "\"FeatureNo\" = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_UsageDays_AccountId_Day",
                table: "UsageDays");

            migrationBuilder.CreateIndex(
                name: "IX_UsageDays_AccountId_FeatureNo_Day",
                table: "UsageDays",
                columns: new[] { "AccountId", "FeatureNo", "Day" });
        }
    }
}
