using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class MilestoneSignOff : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.AddColumn<string>(
                name: "Side",
                table: "MilestoneHistory",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.DropColumn(
                name: "Side",
                table: "MilestoneHistory");
        }
    }
}
