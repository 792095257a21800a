using System.Buffers.Binary;
using System.IO.Compression;

namespace ValuePortal.Platform.Pdf;

/// <summary>The pixels of a picture: red, green and blue by rows, and how opaque each is; null when all are.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgb, byte[]? Alpha);

/// <summary>
/// Reads Portable Network Graphics (ISO/IEC 15948) of any kind into pixels, and writes them. A file is whole or it is nothing: a wrong
/// checksum, data that end early or a size beyond the bound is refused before memory is spent on it.
/// </summary>
internal static class PngFile
{
    private const int Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6;

    // Where the seven passes of an interlaced picture begin, and how far apart their pixels are.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (sum, _) => (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1))];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static Pixels? Read(ReadOnlySpan<byte> file, int mostPixels)
    {
        Header? header = null;
        var (colours, opacities, data, ended) = (Array.Empty<byte>(), Array.Empty<byte>(), new MemoryStream(), false);
        for (file = file[Signature.Length..]; !ended; file = file[12..])
        {
            if (file.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(file) is var length && length > file.Length - 12)
            {
                return null;
            }

            var body = file.Slice(8, (int)length);
            if (Crc(file.Slice(4, body.Length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(file[(8 + body.Length)..]))
            {
                return null;
            }

            var name = file.Slice(4, 4);
            if (header is null)
            {
                header = name.SequenceEqual("IHDR"u8) ? Header.Of(body, mostPixels) : null;
                if (header is null)
                {
                    return null;
                }
            }
            else if (name.SequenceEqual("PLTE"u8))
            {
                colours = body.ToArray();
            }
            else if (name.SequenceEqual("tRNS"u8))
            {
                opacities = body.ToArray();
            }
            else if (name.SequenceEqual("IDAT"u8))
            {
                data.Write(body);
            }

            ended = name.SequenceEqual("IEND"u8);
            file = file[body.Length..];
        }

        data.Position = 0;
        return header is { } known && (known.Kind != Palette || colours.Length is > 0 and <= 768 && colours.Length % 3 == 0) ? Unpack(known, data, colours, opacities) : null;
    }

    public static byte[] Write(Pixels pixels)
    {
        var (channels, data) = (pixels.Alpha is null ? 3 : 4, new MemoryStream());
        using (var deflate = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + (pixels.Width * channels)];
            for (var y = 0; y < pixels.Height; y++)
            {
                for (var x = 0; x < pixels.Width; x++)
                {
                    var pixel = (y * pixels.Width) + x;
                    pixels.Rgb.AsSpan(3 * pixel, 3).CopyTo(line.AsSpan(1 + (x * channels)));
                    if (pixels.Alpha is { } alpha)
                    {
                        line[4 + (x * channels)] = alpha[pixel];
                    }
                }

                deflate.Write(line);
            }
        }

        var file = new ByteWriter((int)data.Length + 64);
        file.Raw(Signature);
        var header = new ByteWriter(13).U32((uint)pixels.Width).U32((uint)pixels.Height).Byte(8).Byte((byte)(channels == 3 ? Colour : ColourAlpha)).Byte(0).Byte(0).Byte(0);
        Chunk(file, "IHDR", header.Written);
        Chunk(file, "IDAT", data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(file, "IEND", []);
        return file.Written.ToArray();
    }

    private static void Chunk(ByteWriter file, string name, ReadOnlySpan<byte> body)
    {
        var start = file.U32((uint)body.Length).Length;
        file.Ascii(name).Raw(body);
        file.U32(Crc(file.Written[start..]));
    }

    private static Pixels? Unpack(Header header, MemoryStream data, byte[] colours, byte[] opacities)
    {
        var (rgb, alpha) = (new byte[3 * header.Width * header.Height], new byte[header.Width * header.Height]);
        try
        {
            using var inflate = new ZLibStream(data, CompressionMode.Decompress);
            foreach (var (left, top, stepX, stepY) in header.Interlaced ? s_passes : [(0, 0, 1, 1)])
            {
                var width = (header.Width - left + stepX - 1) / stepX;
                var (line, before) = (new byte[((width * header.Bits) + 7) / 8], new byte[((width * header.Bits) + 7) / 8]);
                for (var y = top; y < header.Height && width > 0; y += stepY)
                {
                    var filter = inflate.ReadByte();
                    inflate.ReadExactly(line);
                    if (!Unfilter(filter, line, before, Math.Max(1, header.Bits / 8)))
                    {
                        return null;
                    }

                    for (var x = 0; x < width; x++)
                    {
                        var place = (y * header.Width) + left + (x * stepX);
                        if (!Pixel(header, line, x, colours, opacities, rgb.AsSpan(3 * place, 3), out alpha[place]))
                        {
                            return null;
                        }
                    }

                    (line, before) = (before, line);
                }
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            return null;
        }

        return new(header.Width, header.Height, rgb, alpha.AsSpan().ContainsAnyExcept((byte)255) ? alpha : null);
    }

    private static bool Unfilter(int filter, byte[] line, byte[] before, int step)
    {
        for (var at = 0; at < line.Length && filter != 0; at++)
        {
            int left = at < step ? 0 : line[at - step], above = before[at], corner = at < step ? 0 : before[at - step];
            line[at] += (byte)(filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Nearest(left, above, corner), _ => 0 });
        }

        return filter is >= 0 and <= 4;

        static int Nearest(int left, int above, int corner)
        {
            var (byLeft, byAbove, byCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
            return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner;
        }
    }

    /// <returns>False for a colour that the palette does not have.</returns>
    private static bool Pixel(Header header, byte[] line, int x, byte[] colours, byte[] opacities, Span<byte> rgb, out byte alpha)
    {
        Span<int> samples = stackalloc int[4];
        for (var channel = 0; channel < header.Channels; channel++)
        {
            samples[channel] = header.Sample(line, (x * header.Channels) + channel);
        }

        alpha = 255;
        switch (header.Kind)
        {
            case Palette:
                if (3 * samples[0] >= colours.Length)
                {
                    return false;
                }

                colours.AsSpan(3 * samples[0], 3).CopyTo(rgb);
                alpha = samples[0] < opacities.Length ? opacities[samples[0]] : (byte)255;
                return true;
            case Grey or GreyAlpha:
                rgb.Fill(header.Byte(samples[0]));
                break;
            default:
                (rgb[0], rgb[1], rgb[2]) = (header.Byte(samples[0]), header.Byte(samples[1]), header.Byte(samples[2]));
                break;
        }

        if (header.Kind is GreyAlpha or ColourAlpha)
        {
            alpha = header.Byte(samples[header.Channels - 1]);
        }
        else if (opacities.Length == 2 * header.Channels)
        {
            // One colour stands for "nothing here".
            var same = true;
            for (var channel = 0; channel < header.Channels; channel++)
            {
                same &= samples[channel] == BinaryPrimitives.ReadUInt16BigEndian(opacities.AsSpan(2 * channel));
            }

            alpha = same ? (byte)0 : (byte)255;
        }

        return true;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum = s_crc[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private sealed record Header(int Width, int Height, int Depth, int Kind, bool Interlaced)
    {
        public int Channels => Kind switch { Grey or Palette => 1, GreyAlpha => 2, Colour => 3, _ => 4 };

        /// <summary>Of one pixel.</summary>
        public int Bits => Channels * Depth;

        public static Header? Of(ReadOnlySpan<byte> body, int mostPixels)
        {
            if (body.Length != 13 || BinaryPrimitives.ReadUInt32BigEndian(body) is var width && BinaryPrimitives.ReadUInt32BigEndian(body[4..]) is var height
                && (width == 0 || height == 0 || (ulong)width * height > (ulong)mostPixels))
            {
                return null;
            }

            var (depth, kind) = (body[8], body[9]);
            var known = kind switch { Grey => depth is 1 or 2 or 4 or 8 or 16, Palette => depth is 1 or 2 or 4 or 8, Colour or GreyAlpha or ColourAlpha => depth is 8 or 16, _ => false };
            return known && body[10] == 0 && body[11] == 0 && body[12] <= 1 ? new((int)width, (int)height, depth, kind, body[12] == 1) : null;
        }

        public int Sample(byte[] line, int index)
        {
            switch (Depth)
            {
                case 16:
                    return BinaryPrimitives.ReadUInt16BigEndian(line.AsSpan(2 * index));
                case 8:
                    return line[index];
                default:
                    var bit = index * Depth;
                    return (line[bit >> 3] >> (8 - Depth - (bit & 7))) & ((1 << Depth) - 1);
            }
        }

        public byte Byte(int sample) => Depth == 16 ? (byte)(((sample * 255) + 32_767) / 65_535) : (byte)(sample * 255 / ((1 << Depth) - 1));
    }
}
