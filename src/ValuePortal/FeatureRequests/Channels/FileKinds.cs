namespace ValuePortal.FeatureRequests.Channels;

/// <summary>What a file is, by how it begins. Only kinds that a browser shows without running anything of them, and plain text.</summary>
internal static class FileKinds
{
    private static readonly (byte[] Start, string Type)[] s_known =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ("GIF87a"u8.ToArray(), "image/gif"),
        ("GIF89a"u8.ToArray(), "image/gif"),
        ("%PDF-"u8.ToArray(), "application/pdf"),
    ];

    /// <summary>Null for a kind that is not taken: programs, workbooks with macros, vector pictures, pages.</summary>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (start, type) in s_known)
        {
            if (content.StartsWith(start))
            {
                return type;
            }
        }

        if (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
        {
            return "image/webp";
        }

        return content.Length > 0 && IsText(content) ? "text/plain" : null;
    }

    // A page or a picture in text form is no plain text, whatever it is called.
    private static bool IsText(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf((byte)0) >= 0 || !System.Text.Unicode.Utf8.IsValid(content))
        {
            return false;
        }

        var start = System.Text.Encoding.UTF8.GetString(content[..Math.Min(content.Length, 1024)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return !start.StartsWith('<');
    }
}
