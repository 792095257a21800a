using System.ComponentModel;
using System.Diagnostics;

namespace ValuePortal.Tests.Platform.Pdf;

/// <summary>Judges from outside: qpdf and poppler. A test that needs one says that it was skipped where the program is missing.</summary>
internal static class PdfTools
{
    public static Task<string> ReadTextAsync(byte[] pdf) => RunAsync(pdf, "pdftotext", "-raw", "-enc", "UTF-8", "{file}", "-");

    public static Task<string> ReadInfoAsync(byte[] pdf) => RunAsync(pdf, "pdfinfo", "{file}");

    /// <summary>What it says of itself, as XML.</summary>
    public static Task<string> ReadMetadataAsync(byte[] pdf) => RunAsync(pdf, "pdfinfo", "-meta", "{file}");

    /// <summary>The text in the order of the tagged structure.</summary>
    public static Task<string> ReadStructureAsync(byte[] pdf) => RunAsync(pdf, "pdfinfo", "-struct-text", "{file}");

    /// <summary>One line for each picture: kind, size, colours, how it is compressed.</summary>
    public static Task<string> ReadImagesAsync(byte[] pdf) => RunAsync(pdf, "pdfimages", "-list", "{file}");

    public static Task<string> ReadFontsAsync(byte[] pdf) => RunAsync(pdf, "pdffonts", "{file}");

    public static async Task AssertValidAsync(byte[] pdf)
    {
        var said = await RunAsync(pdf, "qpdf", "--check", "{file}");
        Assert.Contains("No syntax or stream encoding errors found", said);
        Assert.DoesNotContain("WARNING", said);
    }

    /// <summary>Every font lies in the file, as the part of it that is used, with what its glyphs mean.</summary>
    public static async Task AssertFontsInsideAsync(byte[] pdf)
    {
        var fonts = (await ReadFontsAsync(pdf)).Trim().Split('\n').Skip(2).ToList();
        Assert.All(fonts, font => Assert.Matches("^[A-Z]{6}\\+(Inter|NotoSansSC)-(Regular|Bold) .* yes yes yes ", font));
    }

    /// <summary>The objects of the file in plain text.</summary>
    public static Task<string> ReadObjectsAsync(byte[] pdf) =>
        RunAsync(pdf, "qpdf", "--qdf", "--object-streams=disable", "--stream-data=preserve", "{file}", "-");

    /// <summary>Every page as a grey PNG.</summary>
    public static async Task<IReadOnlyList<byte[]>> DrawAsync(byte[] pdf, int pixelsPerInch)
    {
        var folder = Directory.CreateTempSubdirectory("valueportal-pages-");
        try
        {
            await RunAsync(pdf, "pdftoppm", "-gray", "-png", "-r", pixelsPerInch.ToString(System.Globalization.CultureInfo.InvariantCulture), "{file}", Path.Combine(folder.FullName, "p"));
            return [.. folder.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => File.ReadAllBytes(file.FullName))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(byte[] pdf, string program, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        await File.WriteAllBytesAsync(file, pdf, Xunit.TestContext.Current.CancellationToken);
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.StandardOutputEncoding = program == "qpdf" ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8;
            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument == "{file}" ? file : argument);
            }

            using var process = Start(start);
            Assert.SkipWhen(process is null, $"{program} is not installed.");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var said = await output + await errors;
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{program} answered {process.ExitCode}: {said}");
            return said;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
