using System.Text;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Tables;

/// <summary>The file beside an imported one that names what was not taken. It is made when there is something to name.</summary>
internal sealed class RefusedFile(string file) : IDisposable
{
    private StreamWriter? text;

    public bool Any => text is not null;

    /// <summary>Beside the file it speaks of; in the data folder where nothing may be written there.</summary>
    public static string PlaceFor(string file, DataFolder folder)
    {
        var beside = file + ".refused.csv";
        try
        {
            // Opened and closed at once: there is no other way to know.
            using var probe = new FileStream(beside, FileMode.OpenOrCreate, FileAccess.Write);
            var empty = probe.Length == 0;
            probe.Dispose();
            if (empty)
            {
                File.Delete(beside);
            }

            return beside;
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return Path.Combine(folder.Path, Path.GetFileName(beside));
        }
    }

    /// <param name="heads">The first line; those of the first call count.</param>
    /// <param name="cells">What was not taken, and why.</param>
    public void Add(IEnumerable<object?> heads, IEnumerable<object?> cells)
    {
        using var lines = new CsvFile();
        if (text is null)
        {
            text = new StreamWriter(file, append: false, Encoding.UTF8);
            lines.Row([.. heads]);
        }

        lines.Row([.. cells]);
        text.Write(lines.ToString());
    }

    public void Dispose() => text?.Dispose();
}
