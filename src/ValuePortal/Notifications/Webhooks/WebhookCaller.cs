using System.Globalization;
using System.Net;
using System.Text;
using ValuePortal.Platform.Outward;

namespace ValuePortal.Notifications.Webhooks;

/// <summary>Makes one call. A program has 15 seconds to answer, a redirect is an answer like any other, and only 2xx is a yes.</summary>
public sealed class WebhookCaller : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient client;
    private readonly bool development;

    /// <param name="environment">Says whether this machine may be called.</param>
    public WebhookCaller(IHostEnvironment environment)
    {
        development = environment.IsDevelopment();
        client = new HttpClient(OutwardHttp.Handler(development, host => new InvalidOperationException($"{host} is an address of a private network.")))
        {
            Timeout = s_patience,
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    /// <param name="Status">Null when there was no answer.</param>
    /// <param name="Words">The answer, or why there was none.</param>
    /// <param name="RetryAfter">How long the program asks us to wait.</param>
    public sealed record Result(HttpStatusCode? Status, string Words, TimeSpan? RetryAfter = null)
    {
        public bool IsYes => Status is { } status && (int)status is >= 200 and < 300;
    }

    /// <summary>Whether the address may be called, as far as it tells itself.</summary>
    public bool Allows(string? address) => OutwardHttp.Allows(address, development);

    public async Task<Result> CallAsync(string address, string id, long unixSeconds, string signature, string body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", unixSeconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signature);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new Result(answer.StatusCode, $"{(int)answer.StatusCode} {answer.ReasonPhrase}", answer.Headers.RetryAfter?.Delta);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Result(null, "No answer within 15 seconds.");
        }
        catch (HttpRequestException failure)
        {
            return new Result(null, failure.InnerException is InvalidOperationException closed ? closed.Message : failure.HttpRequestError.ToString());
        }
    }

    public void Dispose() => client.Dispose();
}
