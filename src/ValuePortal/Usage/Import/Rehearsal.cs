using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Import;

/// <summary>A copy of the embedded database for a dry run: the real rules run on it, and it is thrown away.</summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly DirectoryInfo place;

    private Rehearsal(DirectoryInfo place, PortalDbFactory portal) => (this.place, Portal) = (place, portal);

    public PortalDbFactory Portal { get; }

    public static async Task<Rehearsal> OpenAsync(IServiceProvider services, CancellationToken ct)
    {
        var place = Directory.CreateTempSubdirectory("valueportal-dry-run-");
        var folder = new DataFolder(place.FullName);
        await services.GetRequiredService<Backup>().ToFileAsync(folder.DatabaseFile, ct);
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var options = new DbContextOptionsBuilder<SqlitePortalDb>()
            .UseSqlite(DataServices.SqliteConnectionString(folder, database) + ";Pooling=False")
            .UseApplicationServiceProvider(services)
            .Options;
        return new Rehearsal(place, new PortalDbFactory(scope => new SqlitePortalDb(options) { Scope = scope }));
    }

    public ValueTask DisposeAsync()
    {
        place.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
