using System.Net;
using Microsoft.IdentityModel.Protocols;
using ValuePortal.Platform.Outward;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// Asks providers. What it reads is small, comes soon, and comes from the address that was asked: no redirect is followed, no proxy is
/// used, and the connection is made to an address that was looked at. https only; in Development also http to this machine.
/// </summary>
public sealed class SignOnFetch : IDocumentRetriever, IDisposable
{
    public const int MostBytes = 256 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly bool development;
    private readonly HttpClient client;

    /// <param name="environment">Says whether this machine may be asked.</param>
    /// <param name="patience">How long an answer may take to its last byte; ten seconds when nothing is said.</param>
    public SignOnFetch(IHostEnvironment environment, TimeSpan? patience = null)
    {
        development = environment.IsDevelopment();
        client = new HttpClient(OutwardHttp.Handler(development, host => SignOnFailure.Unavailable(SignOnFlaw.Private, host, $"{host} is an address of a private network")))
        {
            Timeout = patience ?? s_patience,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>Whether it may be asked, and a browser be sent there, as far as the address itself tells.</summary>
    public bool Allows(string? address) => OutwardHttp.Allows(address, development);

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Checked(address));
        request.Headers.Accept.ParseAdd("application/json");
        var (status, text) = await SendAsync(request, cancel);
        return status == HttpStatusCode.OK ? text : throw SignOnFailure.Unavailable(SignOnFlaw.Answered, $"{Place(address)} ({(int)status})", $"{Place(address)} answered {(int)status}");
    }

    /// <summary>Posts a form and gives what came back, whatever the status.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(
        string address, IEnumerable<KeyValuePair<string, string>> fields, System.Net.Http.Headers.AuthenticationHeaderValue? authorization, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Checked(address)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = authorization;
        return await SendAsync(request, ct);
    }

    public void Dispose() => client.Dispose();

    private static string Place(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : "the address";

    private Uri Checked(string address) => Allows(address) ? new Uri(address) : throw SignOnFailure.Unavailable(SignOnFlaw.NotHttps, Place(address), $"{Place(address)} is not an https address");

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var place = Place(request.RequestUri!.AbsoluteUri);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.TooSlow, place, $"{place} did not answer in time");
        }
        catch (HttpRequestException failure)
        {
            throw failure switch
            {
                { InnerException: SignOnFailure ours } => ours,
                { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                    SignOnFailure.Unavailable(SignOnFlaw.TooLarge, place, $"{place} answered with more than {MostBytes / 1024} KiB"),
                { HttpRequestError: HttpRequestError.SecureConnectionError } => SignOnFailure.Unavailable(SignOnFlaw.Certificate, place, $"{place} has a certificate that is not trusted"),
                { HttpRequestError: HttpRequestError.NameResolutionError } => SignOnFailure.Unavailable(SignOnFlaw.UnknownName, place, $"{place} has a name that is not known"),
                _ => SignOnFailure.Unavailable(SignOnFlaw.Unreachable, place, $"{place} cannot be reached"),
            };
        }
        catch (InvalidOperationException)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.Unreadable, place, $"{place} answered in a character set that is not known");
        }
    }
}
