using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TemplateVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MilestoneTemplates_Key",
                table: "MilestoneTemplates");

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

            migrationBuilder.CreateIndex(
                name: "IX_MilestoneTemplates_Key_Version",
                table: "MilestoneTemplates",
                columns: new[] { "Key", "Version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MilestoneTemplates_Key_Version",
                table: "MilestoneTemplates");

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

            migrationBuilder.CreateIndex(
                name: "IX_MilestoneTemplates_Key",
                table: "MilestoneTemplates",
                column: "Key",
                unique: true);
        }
    }
}
