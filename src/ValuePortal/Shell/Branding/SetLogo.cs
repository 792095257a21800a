using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Shell.Branding;

/// <summary>The vendor's admin chooses the logo of the portal and of reviews to come, or takes it away.</summary>
public sealed class SetLogo(Logos logos, AuditLog audit, IStringLocalizer<ShellWords> words)
{
    public const int MostBytes = 512 * 1024;

    /// <summary>Pixels: enough for paper, and no page waits for more.</summary>
    public const int LongestSide = 2000;
    public const int ShortestSide = 24;

    /// <param name="viewer">The vendor's admin.</param>
    /// <param name="file">A PNG or JPEG, known by its content; null takes the logo away.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Whether there is a logo now.</returns>
    public async Task<Outcome<bool>> RunAsync(Viewer viewer, Stream? file, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(words["OnlyVendorAdmin"]);
        }

        PdfImage? image = null;
        if (file is not null)
        {
            if (file.Length > MostBytes)
            {
                return Refused("LogoTooLarge", MostBytes / 1024);
            }

            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, ct);
            image = PdfImage.Read(content);
            if (image is null)
            {
                return Refused("LogoUnreadable");
            }

            if (Math.Max(image.Width, image.Height) > LongestSide || Math.Min(image.Width, image.Height) < ShortestSide)
            {
                return Refused("LogoSize", ShortestSide, LongestSide);
            }
        }

        await logos.ShowAsync(image, ct);
        await audit.WriteAsync(viewer, AuditAction.LogoSet, image is null ? "none" : $"{image.Width} × {image.Height}", AccountScope.NoAccount, ct);
        return image is not null;
    }

    private Refusal.Invalid Refused(string word, params object[] values) => new(words[word, values], new Dictionary<string, string[]> { ["File"] = [words[word, values]] });
}
