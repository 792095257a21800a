namespace ValuePortal.Shell;

/// <summary>The headers that every answer carries, and what signed-in pages add.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Scripts, styles and pictures come from here alone, nothing inline. <c>data:</c> pictures are small icons that styles carry.
    /// <c>'self'</c> covers the web socket of a circuit in every browser of the last years.
    /// </summary>
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Write(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (http.User.Identity is { IsAuthenticated: true } && !headers.ContainsKey("ETag"))
        {
            headers.CacheControl = "no-store";
        }
    }
}
