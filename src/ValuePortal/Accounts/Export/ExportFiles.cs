using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Export;

/// <summary>Where the archives of companies lie, and for how long.</summary>
internal static class ExportFiles
{
    /// <summary>How long a file is there.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    extension(DataFolder folder)
    {
        /// <summary>Where the file of an export lies; while it is made it has another name beside.</summary>
        public string ExportFile(Guid id) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "exports")).FullName, $"{id:N}.zip");
    }
}
