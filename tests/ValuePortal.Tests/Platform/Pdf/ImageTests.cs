using System.Buffers.Binary;
using System.IO.Compression;
using ValuePortal.Platform.Pdf;

namespace ValuePortal.Tests.Platform.Pdf;

/// <summary>Pictures that libpng and libjpeg wrote, with the pixels that their makers read out of them; and those that somebody damaged on purpose.</summary>
public sealed class ImageTests
{
    private const string Jpeg = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAHAAkDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAXEAADAQAAAAAAAAAAAAAAAAAAAhZR/8QAFQEBAQAAAAAAAAAAAAAAAAAABQj/xAAcEQABAwUAAAAAAAAAAAAAAAAAF1PwAQUGgZH/2gAMAwEAAhEDEQA/AIFQtrChbWAKQTXHWKTQmoN9enT/2Q==";
    private const string Progressive = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wgARCAAHAAkDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAVAQEBAAAAAAAAAAAAAAAAAAAEB//aAAwDAQACEAMQAAABgBSE/wD/xAAVEAEBAAAAAAAAAAAAAAAAAAAAFP/aAAgBAQABBQKhQ//EABcRAAMBAAAAAAAAAAAAAAAAAAAEFlL/2gAIAQMBAT8BoHtn/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAUWUv/aAAgBAgEBPwGaXYP/xAAUEAEAAAAAAAAAAAAAAAAAAAAQ/9oACAEBAAY/Aj//xAAWEAADAAAAAAAAAAAAAAAAAAAAEWH/2gAIAQEAAT8hajU//9oADAMBAAIAAwAAABD3/8QAFhEAAwAAAAAAAAAAAAAAAAAAAPDx/9oACAEDAQE/EHU//8QAFxEAAwEAAAAAAAAAAAAAAAAAAGGB8P/aAAgBAgEBPxBHQ//EABUQAQEAAAAAAAAAAAAAAAAAAABh/9oACAEBAAE/ELFj/9k=";
    private const string GreyJpeg = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAAHAAkBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAj/xAAYEAACAwAAAAAAAAAAAAAAAAAAAgMWUv/aAAgBAQAAPwCBLnJphc5NMf/Z";
    private const string FourInks = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgICAgIDAgICAwMDAwQGBAQEBAQIBgYFBgkICgoJCAkJCgwPDAoLDgsJCQ0RDQ4PEBAREAoMEhMSEBMPEBAQ/9sAQwEDAwMEAwQIBAQIEAsJCxAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ/8AAFAgABwAJBAERAAIRAQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAAI/8QAIBAAAAILAAAAAAAAAAAAAAAAAAQBBggWF1VWkZPS4v/EABUBAQEAAAAAAAAAAAAAAAAAAAAI/8QAHhEAAAQHAAAAAAAAAAAAAAAAAAIYkQEFBlFU0eL/2gAOBAEAAhEDEQQAAD8AqSFC5TsriTsJQVJU1ytHYl9L0xySt0LTdBqKtCNuwhQuU7K4k7AqSprlaOwS9MckrdA6DUVZkbdj/9k=";

    /// <summary>Name, file, and its pixels as red, green, blue and opacity; all are 9 by 7.</summary>
    public static TheoryData<string, string, string> Pngs => new()
    {
        {
            "colours and alpha, interlaced",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHCAYAAAGtnFf2AAAAUklEQVQY032OwQ3AIAwDz1KnKfOkQ8I6ZR73A4hCVT/P1iUyGACDFeSgRb0aVJnILFEXvKAXehSi/ILNo8pZR/dxpGmuSeM2Xr5J3MnIwlvb+QPP2x5ecEQfXAAAAABJRU5ErkJggg==",
            "/wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//AAD/1QAq1dUAKtXVACvV1QAq1dUAKtXVACrV1QAq1dUAKtXVACrVqgBVqqoAVaqqAFWqqgBVqqoAVaqqAFWqqgBVqqoAVaqqAFWqgACAgIAAgICAAICAgAB/gIAAgICAAICAgACAgIAAgICAAICAVQCqVVUAqlVVAKpVVQCqVVUAqlVVAKpVVQCqVVUAqlVVAKpVKwDUKyoA1SorANQrKwDUKysA1CsrANQrKwDUKyoA1SorANQrAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8A"
        },
        {
            "colours of 16 bits",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHEAIAAAAFaSx0AAAAUElEQVQY052PwQ2AMAwDzxLTlHXIPp0nnSfzhAcPKlWAwj0tO7GVyQ8UBs1nBYCPY1sY7KP8rQN9ka/q0mPMDNwpojYgDhIQel01eXRXqnAC+NsUATdVOuIAAAAASUVORK5CYII=",
            "/wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//AAD/1AAq/9QAKv/UACr/1AAq/9QAKv/UACr/1AAq/9QAKv/UACr/qgBV/6oAVf+qAFX/qgBV/6oAVf+qAFX/qgBV/6oAVf+qAFX/fwB//38Af/9/AH//fwB//38Af/9/AH//fwB//38Af/9/AH//VQCq/1UAqv9VAKr/VQCq/1UAqv9VAKr/VQCq/1UAqv9VAKr/KgDU/yoA1P8qANT/KgDU/yoA1P8qANT/KgDU/yoA1P8qANT/AAD//wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//"
        },
        {
            "a palette with alpha",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHAgMAAACn9Y/zAAAACVBMVEXsABOYAGdHALju/OYDAAAAGklEQVQI12NgAAJGIA4NdQDjVcsaGFatAmMAPtsHThu7ILoAAAAASUVORK5CYII=",
            "7AAT/+wAE//sABP/7AAT/+wAE//sABP/7AAT/+wAE//sABP/7AAT/+wAE//sABP/mABn/+wAE//sABP/7AAT/+wAE//sABP/mABn/5gAZ/+YAGf/mABn/5gAZ/+YAGf/mABn/5gAZ/+YAGf/mABn/5gAZ/+YAGf/mABn/5gAZ/+YAGf/mABn/5gAZ/+YAGf/RwC4/0cAuP9HALj/RwC4/0cAuP9HALj/mABn/0cAuP9HALj/RwC4/0cAuP9HALj/RwC4/0cAuP9HALj/RwC4/0cAuP9HALj/RwC4/0cAuP9HALj/RwC4/0cAuP9HALj/RwC4/0cAuP9HALj/"
        },
        {
            "two greys",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHAQAAAADy4FrNAAAAEklEQVQI12P438AAQbcbGGAAAFlLBdlLApZPAAAAAElFTkSuQmCC",
            "//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////8AAAD///////////8AAAD/////////////////AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/"
        },
        {
            "sixteen greys",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHBAAAAAA6ANW9AAAAGElEQVQI12MwBgIDBiUgUEAhBYFAAJkEAGSqA/GSwcGaAAAAAElFTkSuQmCC",
            "MzMz/zMzM/8zMzP/MzMz/zMzM/8zMzP/MzMz/zMzM/8zMzP/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/IiIi/yIiIv8iIiL/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/ERER/xEREf8RERH/"
        },
        {
            "greys and alpha, interlaced",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHCAQAAAEHlZ99AAAASklEQVQI112KsQ2AMBDEfFImoKJiAGhS/SYwJMzDDhmA/lKAHimubMkKA2EtO4DCUNoBWk8+NJEafqU81yB5qd4M5PSjecMo26gDEjQPvB8ohjwAAAAASUVORK5CYII=",
            "NjY2/zY2Nv82Njb/NjY2/zY2Nv82Njb/NjY2/zY2Nv82Njb/MDAw1TAwMNUwMDDVMDAw1TAwMNUwMDDVMDAw1TAwMNUwMDDVKioqqioqKqoqKiqqKioqqioqKqoqKiqqKioqqioqKqoqKiqqJCQkgCQkJIAkJCSAJCQkgCQkJIAkJCSAJCQkgCQkJIAkJCSAHh4eVR4eHlUeHh5VHh4eVR4eHlUeHh5VHh4eVR4eHlUeHh5VGBgYKxgYGCoYGBgrGBgYKxgYGCsYGBgrGBgYKxgYGCoYGBgrEhISABISEgASEhIAEhISABISEgASEhIAEhISABISEgASEhIA"
        },
        {
            "colours, one of them clear",
            "iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHEAIAAAAFaSx0AAAABnRSTlP//wAAAABABmvRAAAAUElEQVQY052PwQ2AMAwDzxLTlHXIPp0nnSfzhAcPKlWAwj0tO7GVyQ8UBs1nBYCPY1sY7KP8rQN9ka/q0mPMDNwpojYgDhIQel01eXRXqnAC+NsUATdVOuIAAAAASUVORK5CYII=",
            "/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA/wAAAP8AAAD/AAAA1AAq/9QAKv/UACr/1AAq/9QAKv/UACr/1AAq/9QAKv/UACr/qgBV/6oAVf+qAFX/qgBV/6oAVf+qAFX/qgBV/6oAVf+qAFX/fwB//38Af/9/AH//fwB//38Af/9/AH//fwB//38Af/9/AH//VQCq/1UAqv9VAKr/VQCq/1UAqv9VAKr/VQCq/1UAqv9VAKr/KgDU/yoA1P8qANT/KgDU/yoA1P8qANT/KgDU/yoA1P8qANT/AAD//wAA//8AAP//AAD//wAA//8AAP//AAD//wAA//8AAP//"
        },
    };

    private static byte[] Png => Convert.FromBase64String(Pngs.First().Data.Item2);

    [Theory]
    [MemberData(nameof(Pngs))]
    public async Task A_picture_has_the_pixels_that_its_maker_reads(string name, string file, string rgba)
    {
        var expected = Convert.FromBase64String(rgba);
        var pixels = PngFile.Read(Convert.FromBase64String(file), PdfImage.MostPixels);

        Assert.True(pixels is { Width: 9, Height: 7 }, name);
        for (var pixel = 0; pixel < 63; pixel++)
        {
            var opacity = pixels.Alpha?[pixel] ?? 255;
            Assert.Equal(expected[(4 * pixel) + 3], opacity);
            if (opacity > 0)
            {
                // Of 16 bits some keep the nearest 8 and some the first.
                Assert.All(Enumerable.Range(0, 3), channel => Assert.InRange(pixels.Rgb[(3 * pixel) + channel] - expected[(4 * pixel) + channel], 0, 1));
            }
        }

        Assert.Equal(pixels.Rgb, PngFile.Read(PngFile.Write(pixels), PdfImage.MostPixels)!.Rgb);
        var pdf = Pdf(Convert.FromBase64String(file));
        await PdfTools.AssertValidAsync(pdf);
        var list = await PdfTools.ReadImagesAsync(pdf);
        Assert.Matches(@"image +9 +7 +rgb +3 +8", list);
        Assert.Equal(pixels.Alpha is not null, list.Contains("smask", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Jpeg, "rgb +3")]
    [InlineData(Progressive, "rgb +3")]
    [InlineData(GreyJpeg, "gray +1")]
    public async Task A_photo_stays_as_it_is_compressed_and_loses_what_was_written_beside_it(string photo, string colours)
    {
        var file = Convert.FromBase64String(photo);
        byte[] comment = [0xFF, 0xFE, 0, 8, .. "secret"u8];
        var image = PdfImage.Read([.. file[..2], .. comment, .. file[2..], .. "after the end"u8]);

        Assert.NotNull(image);
        Assert.Equal((9, 7), (image.Width, image.Height));
        Assert.DoesNotContain("secret", System.Text.Encoding.Latin1.GetString(image.ToFile()), StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD9], image.ToFile()[^2..]);
        var pdf = Pdf(file);
        await PdfTools.AssertValidAsync(pdf);
        Assert.Matches(@"image +9 +7 +" + colours + " +8 +jpeg", await PdfTools.ReadImagesAsync(pdf));
    }

    [Fact]
    public async Task A_picture_is_a_figure_with_words_and_is_kept_once()
    {
        var image = PdfImage.Read(Png)!;
        byte[] Make() => SampleReport.Write(report =>
        {
            report.FreePage(page => page.Image(image, 72, 72, 200, 48, "Northwind Cloud"));
            report.Image(image, "What the screen shows", "A list of orders");
            report.Image(image, "Once more", "The same list");
            report.Finish();
        });

        var pdf = Make();
        Assert.Equal(pdf, Make());
        await PdfTools.AssertValidAsync(pdf);
        Assert.Equal(2, (await PdfTools.ReadObjectsAsync(pdf)).Split("/Subtype /Image").Length - 1);
        Assert.Equal(3, (await PdfTools.ReadStructureAsync(pdf)).Split("Figure").Length - 1);
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", await PdfTools.ReadMetadataAsync(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_picture_is_none()
    {
        foreach (var file in new[] { Png, Convert.FromBase64String(Jpeg), Convert.FromBase64String(Progressive) })
        {
            Assert.NotNull(PdfImage.Read(file));
            for (var length = 0; length < file.Length; length++)
            {
                Assert.Null(PdfImage.Read(file.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public void A_picture_with_one_wrong_byte_is_refused_or_read_and_never_fails()
    {
        var random = new Random(7);
        foreach (var file in new[] { Png, Convert.FromBase64String(Jpeg), Convert.FromBase64String(Progressive) })
        {
            for (var round = 0; round < 3_000; round++)
            {
                var copy = file.ToArray();
                copy[random.Next(copy.Length)] = (byte)random.Next(256);
                if (PdfImage.Read(copy) is { } image)
                {
                    Assert.InRange((long)image.Width * image.Height, 1, PdfImage.MostPixels);
                }
            }
        }
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        // A few kilobytes that promise 3.6 gigabytes; and a small picture with twenty megabytes behind it.
        Assert.Null(PdfImage.Read(PngOf(30_000, 30_000, new byte[100_000])));
        Assert.NotNull(PdfImage.Read(PngOf(2, 2, new byte[20_000_000])));
        Assert.Null(PdfImage.Read(PngOf(2_000, 2_000, new byte[100])));
        byte[] large = Convert.FromBase64String(Jpeg);
        var frame = large.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(large.AsSpan(frame + 5), 60_000);
        BinaryPrimitives.WriteUInt16BigEndian(large.AsSpan(frame + 7), 60_000);
        Assert.Null(PdfImage.Read(large));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("R0lGODlhAQABAAAAACw=")]
    [InlineData("PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=")]
    [InlineData(FourInks)]
    public void What_is_no_picture_that_every_reader_draws_is_refused(string file) => Assert.Null(PdfImage.Read(Convert.FromBase64String(file)));

    private static byte[] Pdf(byte[] file) => SampleReport.Write(report =>
    {
        report.Image(PdfImage.Read(file)!, "Caption", "Words");
        report.Finish();
    });

    /// <summary>Grey, eight bits, with whatever behind.</summary>
    private static byte[] PngOf(int width, int height, byte[] lines)
    {
        var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(lines);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [.. Png[..8], .. Chunk("IHDR", header), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. body];
        var crc = uint.MaxValue;
        foreach (var value in named)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
        return [.. length, .. named, .. sum];
    }
}
