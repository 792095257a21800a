namespace ValuePortal.Platform.Pdf;

/// <summary>
/// A picture that may stand in any number of documents. It is known by its content, never by its name; the same file makes the same
/// bytes. Metadata of the file are left behind.
/// </summary>
public sealed class PdfImage
{
    /// <summary>A picture of more is refused before it is unpacked: a few bytes can promise gigabytes.</summary>
    public const int MostPixels = 4_000_000;

    private readonly Pixels? _pixels;
    private readonly byte[] _jpeg = [];

    private PdfImage(Pixels pixels) => (_pixels, Width, Height, Channels) = (pixels, pixels.Width, pixels.Height, 3);

    private PdfImage((int Width, int Height, int Channels, byte[] File) jpeg) => (Width, Height, Channels, _jpeg) = jpeg;

    public int Width { get; }

    public int Height { get; }

    public string ContentType => _pixels is null ? "image/jpeg" : "image/png";

    internal int Channels { get; }

    /// <summary>Compressed as the file was; empty when there are samples.</summary>
    internal ReadOnlySpan<byte> Jpeg => _jpeg;

    internal ReadOnlySpan<byte> Rgb => _pixels?.Rgb;

    internal ReadOnlySpan<byte> Alpha => _pixels?.Alpha;

    /// <returns>Null when it is no whole PNG or JPEG of at most <see cref="MostPixels"/>.</returns>
    public static PdfImage? Read(ReadOnlySpan<byte> file)
    {
        if (PngFile.IsOne(file))
        {
            return PngFile.Read(file, MostPixels) is { } pixels ? new(pixels) : null;
        }

        return JpegFile.IsOne(file) && JpegFile.Read(file, MostPixels) is { } jpeg ? new(jpeg) : null;
    }

    /// <summary>The picture with white where it is clear.</summary>
    public PdfImage OnWhite()
    {
        if (_pixels is not { Alpha: { } alpha } pixels)
        {
            return this;
        }

        var rgb = new byte[pixels.Rgb.Length];
        for (var at = 0; at < rgb.Length; at++)
        {
            rgb[at] = (byte)(255 - ((255 - pixels.Rgb[at]) * alpha[at / 3] / 255));
        }

        return new(pixels with { Rgb = rgb, Alpha = null });
    }

    /// <summary>The picture as a file with nothing else in it.</summary>
    public byte[] ToFile() => _pixels is { } pixels ? PngFile.Write(pixels) : _jpeg;
}
