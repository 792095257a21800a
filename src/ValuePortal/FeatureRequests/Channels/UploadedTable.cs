namespace ValuePortal.FeatureRequests.Channels;

/// <summary>An uploaded file on disk for as long as it is read. Its name is ours, never the sender's.</summary>
internal sealed class UploadedTable : IDisposable
{
    private UploadedTable(string path) => Path = path;

    public string Path { get; }

    /// <param name="upload">Null gives an empty file.</param>
    /// <param name="mostBytes">One byte more is kept, so that whoever reads it sees that it is too large.</param>
    public static async Task<UploadedTable> KeepAsync(IFormFile? upload, long mostBytes)
    {
        var kept = new UploadedTable(System.IO.Path.GetTempFileName());
        if (upload is not null && upload.Length <= mostBytes + 1)
        {
            await using var file = File.Create(kept.Path);
            await upload.CopyToAsync(file);
        }

        return kept;
    }

    public void Dispose() => File.Delete(Path);
}
