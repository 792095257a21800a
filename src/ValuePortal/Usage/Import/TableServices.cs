using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Usage.Import;

internal static class TableServices
{
    /// <summary>Usage by table: reading one, by command or on the desk, and taking it back.</summary>
    public static IServiceCollection AddUsageTables(this IServiceCollection services) => services
        .AddSingleton<ImportUsageTable>()
        .AddSingleton(Desk.ImportMetrics.Catalog)
        .AddScoped<WorkOnTables>()
        .AddJobKind(WorkOnTables.JobKind)
        .AddScoped<UndoImport>()
        .AddScoped<UploadTable>()
        .AddScoped<LookAtTable>()
        .AddScoped<AskForTable>()
        .AddScoped<ListImports>()
        .AddVerb(ImportUsageTableVerb.Verb)
        .AddVerb(UndoImportVerb.Verb)
        .AddPlace(new Place("desk/import", typeof(TableWords), "Import", Policies.AccountWork, Action: true))
        .AddDeskSection(new DeskSection("import", 90, typeof(Desk.ImportDeskSection)));

    /// <summary>The rows of an upload that were not taken, for the one who uploaded it.</summary>
    public static void MapUsageTables(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/import/{id:guid}/refused.csv", async (PortalDbFactory portal, DataFolder folder, Viewer viewer, Guid id, CancellationToken ct) =>
        {
            await using var db = portal.ForSystem();
            return await db.TableUploads.AnyAsync(upload => upload.Id == id && upload.PersonId == viewer.PersonId, ct) && File.Exists(folder.RefusedOf(id))
                ? Results.File(folder.RefusedOf(id), CsvFile.ContentType, "refused-rows.csv")
                : Results.NotFound();
        }).RequireAuthorization(Policies.AccountWork).ExcludeFromDescription();
}
