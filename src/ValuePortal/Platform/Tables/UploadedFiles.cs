using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Tables;

/// <summary>Where uploaded files lie: named by us, in a folder that nothing is served from.</summary>
internal static class UploadedFiles
{
    extension(DataFolder folder)
    {
        public string TableOf(Guid upload) => Place(folder, upload, ".csv");

        public string SecondOf(Guid upload) => Place(folder, upload, ".second.csv");

        public string RefusedOf(Guid upload) => Place(folder, upload, ".refused.csv");

        public void DropTables(Guid upload)
        {
            File.Delete(folder.TableOf(upload));
            File.Delete(folder.SecondOf(upload));
        }
    }

    public static async Task SaveAsync(Stream content, string place, CancellationToken ct)
    {
        await using var file = new FileStream(place, FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(file, ct);
    }

    private static string Place(DataFolder folder, Guid upload, string end)
    {
        var imports = Path.Combine(folder.Path, "imports");
        Directory.CreateDirectory(imports);
        return Path.Combine(imports, upload.ToString("N") + end);
    }
}
