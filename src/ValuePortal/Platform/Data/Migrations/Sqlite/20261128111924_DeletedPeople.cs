using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValuePortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeletedPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DeletedAt",
                table: "People",
                type: "INTEGER",
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
