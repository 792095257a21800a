using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Shell.Branding;

/// <summary>The logo as pages show it: on white, so that it can be read in the dark as well. Anybody may see it, since the page of sign-in does.</summary>
internal static class LogoEndpoint
{
    public static void MapLogo(this IEndpointRouteBuilder routes) => routes.MapGet("/logo", SendAsync).AllowAnonymous().ExcludeFromDescription();

    /// <param name="logos">Of the vendor.</param>
    /// <param name="http">The answer may be kept: another logo has another address.</param>
    /// <param name="v">Its hash.</param>
    /// <param name="ct">Stops it.</param>
    private static async Task<IResult> SendAsync(Logos logos, HttpContext http, string? v, CancellationToken ct)
    {
        if (v is not { Length: 64 } || await logos.ReadAsync(v, ct) is not { } content || PdfImage.Read(content) is not { } image)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.ETag = $"\"{v}\"";
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(image.OnWhite().ToFile(), image.ContentType);
    }
}
