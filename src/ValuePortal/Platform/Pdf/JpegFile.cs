using System.Buffers.Binary;

namespace ValuePortal.Platform.Pdf;

/// <summary>
/// Reads the frame of a JPEG file (ISO/IEC 10918-1) and takes along what a reader needs to draw it, nothing that the camera or a program
/// wrote beside it: no place, no name, no thumbnail. The picture itself stays as it is compressed.
/// </summary>
internal static class JpegFile
{
    private const int StartOfScan = 0xDA, EndOfImage = 0xD9, Adobe = 0xEE;

    public static bool IsOne(ReadOnlySpan<byte> file) => file is [0xFF, 0xD8, 0xFF, ..];

    /// <returns>Null when it is not whole, too large, or of a kind that not every reader draws (four inks, twelve bits, lossless).</returns>
    public static (int Width, int Height, int Channels, byte[] File)? Read(ReadOnlySpan<byte> file, int mostPixels)
    {
        var clean = new ByteWriter(file.Length);
        clean.Raw([0xFF, 0xD8]);
        (int Width, int Height, int Channels)? frame = null;
        for (var at = 2; ;)
        {
            while (at + 1 < file.Length && file[at] == 0xFF && file[at + 1] == 0xFF)
            {
                at++; // fill bytes
            }

            if (at + 4 > file.Length || file[at] != 0xFF)
            {
                return frame is { } whole && at + 2 == file.Length && file[at] == 0xFF && file[at + 1] == EndOfImage
                    ? (whole.Width, whole.Height, whole.Channels, clean.Raw([0xFF, EndOfImage]).Written.ToArray())
                    : null;
            }

            var marker = file[at + 1];
            if (marker == EndOfImage)
            {
                // What follows the end is no part of the picture.
                return frame is { } whole ? (whole.Width, whole.Height, whole.Channels, clean.Raw([0xFF, EndOfImage]).Written.ToArray()) : null;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (marker is < 0xC0 or 0xD8 or (>= 0xD0 and <= 0xD7) || length < 2 || at + 2 + length > file.Length)
            {
                return null;
            }

            var segment = file.Slice(at, 2 + length);
            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                frame = frame is null ? FrameOf(marker, segment[4..], mostPixels) : null;
                if (frame is null)
                {
                    return null;
                }
            }

            if (marker is not (>= 0xE0 and <= 0xEF) and not 0xFE || marker == Adobe)
            {
                clean.Raw(segment);
            }

            at += segment.Length;
            if (marker == StartOfScan)
            {
                var end = EndOfScan(file, at);
                if (frame is null || end < 0)
                {
                    return null;
                }

                clean.Raw(file[at..end]);
                at = end;
            }
        }
    }

    private static (int Width, int Height, int Channels)? FrameOf(int marker, ReadOnlySpan<byte> body, int mostPixels)
    {
        if (marker > 0xC2 || body.Length < 6)
        {
            return null;
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]), channels = body[5];
        return body[0] == 8 && width > 0 && height > 0 && (long)width * height <= mostPixels && channels is 1 or 3 && body.Length == 6 + (3 * channels)
            ? (width, height, channels)
            : null;
    }

    /// <summary>Where the next segment begins after the compressed data; negative when they never end.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        for (; at + 1 < file.Length; at++)
        {
            if (file[at] == 0xFF && file[at + 1] is not 0 and not 0xFF and not (>= 0xD0 and <= 0xD7))
            {
                return at;
            }
        }

        return -1;
    }
}
