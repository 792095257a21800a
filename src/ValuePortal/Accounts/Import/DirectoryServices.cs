using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Accounts.Import;

internal static class DirectoryServices
{
    /// <summary>Accounts and people by file.</summary>
    public static IServiceCollection AddDirectoryImports(this IServiceCollection services)
    {
        foreach (var kind in ImportDirectory.JobKinds)
        {
            services.AddJobKind(kind);
        }

        return services
            .AddJobKind(UndoDirectory.JobKind)
            .AddScoped<UploadDirectory>()
            .AddScoped<LookAtDirectory>()
            .AddScoped<AskForDirectory>()
            .AddScoped<ListDirectoryImports>()
            .AddScoped<ImportDirectory>()
            .AddScoped<StoreAccountRows>()
            .AddScoped<StorePersonRows>()
            .AddScoped<UndoDirectory>()
            .AddSingleton<WhatHangsOn>()
            .AddPersonRemains(ImportsOfLeavingPerson.Remains)
            .AddOwnData<ReadOwnImports>("imports", (read, viewer, ct) => read.RunAsync(viewer, ct))
            .AddPlace(new Place("desk/directory", typeof(DirectoryWords), "Title", Policies.VendorAdmin, Action: true));
    }

    /// <summary>The rows of a file that were not taken.</summary>
    public static void MapDirectoryImports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/directory/{id:guid}/refused.csv", async (LookAtDirectory look, DataFolder folder, Viewer viewer, Guid id, CancellationToken ct) =>
            (await look.RunAsync(viewer, id, ct)).Match<IResult>(
                found => found.HasRefused ? TypedResults.PhysicalFile(folder.RefusedOf(id), CsvFile.ContentType, "refused-rows.csv") : TypedResults.NotFound(), Respond.With))
            .RequireAuthorization(Policies.VendorAdmin).ExcludeFromDescription();
}
