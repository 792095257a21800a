using ValuePortal.Platform.Pdf;

namespace ValuePortal.Tests.Support;

/// <summary>A picture in 256 greys.</summary>
internal sealed record GreyPicture(int Width, int Height, byte[] Greys)
{
    public static GreyPicture Read(byte[] png)
    {
        var pixels = PngFile.Read(png, 4_000_000);
        Assert.NotNull(pixels);
        return new(pixels.Width, pixels.Height, [.. pixels.Rgb.Chunk(3).Select(pixel => pixel[1])]);
    }

    /// <summary>The square, of so many pixels on each side, whose mean differs most from the other's, and where it is.</summary>
    public (int Off, int X, int Y) FarthestFrom(GreyPicture other, int side)
    {
        if ((Width, Height) != (other.Width, other.Height))
        {
            return (256, 0, 0);
        }

        var worst = (Off: 0, X: 0, Y: 0);
        for (var top = 0; top < Height; top += side)
        {
            for (var left = 0; left < Width; left += side)
            {
                var (off, count) = (0, 0);
                for (var y = top; y < Math.Min(top + side, Height); y++)
                {
                    for (var x = left; x < Math.Min(left + side, Width); x++, count++)
                    {
                        off += Math.Abs(Greys[(y * Width) + x] - other.Greys[(y * Width) + x]);
                    }
                }

                worst = off / count > worst.Off ? (off / count, left, top) : worst;
            }
        }

        return worst;
    }
}
