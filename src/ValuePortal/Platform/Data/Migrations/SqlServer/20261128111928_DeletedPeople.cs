using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class DeletedPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeletedAt",
                table: "People",
                type: "datetimeoffset",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "People");
        }
    }
}
