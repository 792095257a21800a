using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications.Webhooks;

/// <summary>
/// Makes the calls that are due, each at least once and under the same id. A program that says no, or nothing, is tried again over some three
/// days; then the endpoint is switched off, and the vendor's admins are told. 410 switches it off at once.
/// </summary>
public sealed class DeliverWebhooks(PortalDbFactory portal, WebhookSignature signature, WebhookCaller caller, Tell tell, TimeProvider clock)
{
    /// <summary>How long after each attempt that failed the next one is made.</summary>
    public static readonly IReadOnlyList<TimeSpan> Gaps =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private const int AtOnce = 50;
    private const double Jitter = 0.1;

    /// <summary>For how long one attempt holds a call.</summary>
    private static readonly TimeSpan s_heldFor = TimeSpan.FromMinutes(2);

    /// <returns>How many calls were made.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        var old = now - WebhookDelivery.KeptFor;
        await db.WebhookDeliveries.Where(row => row.EndedAt < old).ExecuteDeleteAsync(ct);
        var due = await db.WebhookDeliveries.AsNoTracking().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(AtOnce).Select(row => new { row.Id, row.DueAt }).ToListAsync(ct);
        var made = 0;
        foreach (var call in due)
        {
            var until = (DateTimeOffset?)(clock.GetUtcNow() + s_heldFor);
            if (await db.WebhookDeliveries.Where(row => row.Id == call.Id && row.DueAt == call.DueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until).SetProperty(row => row.Attempts, row => row.Attempts + 1), ct) == 1)
            {
                await CallAsync(call.Id, ct);
                made++;
            }
        }

        return made;
    }

    private async Task CallAsync(Guid id, CancellationToken ct)
    {
        await using var db = portal.ForSystem(AccountScope.NoAccount);
        var call = await db.WebhookDeliveries.SingleAsync(row => row.Id == id, ct);
        var endpoint = await db.WebhookEndpoints.SingleAsync(row => row.Id == call.EndpointId, ct);
        var result = endpoint.DisabledAt is not null ? new WebhookCaller.Result(null, "The endpoint is switched off.") : await TryAsync(endpoint, call, ct);
        var now = clock.GetUtcNow();
        call.Answer = result.Words.Length > WebhookDelivery.AnswerMaxLength ? result.Words[..WebhookDelivery.AnswerMaxLength] : result.Words;
        if (result.IsYes)
        {
            (call.State, call.DueAt, call.EndedAt) = (WebhookState.Delivered, null, now);
        }
        else if (endpoint.DisabledAt is not null || result.Status is HttpStatusCode.Gone || call.Attempts > Gaps.Count)
        {
            (call.State, call.DueAt, call.EndedAt) = (WebhookState.GivenUp, null, now);
            if (endpoint.DisabledAt is null)
            {
                (endpoint.DisabledAt, endpoint.DisabledBecause) = (now, call.Answer);
                await TellAsync(db, endpoint, call, ct);
            }
        }
        else
        {
            var gap = Gaps[call.Attempts - 1] * (1 + (Jitter * RandomNumberGenerator.GetInt32(1000) / 1000));
            call.DueAt = now + (result.RetryAfter is { } asked && asked > gap && asked < Gaps[^1] ? asked : gap);
        }

        await db.SaveChangesAsync(CancellationToken.None); // what was called and is not noted is called again
    }

    private async Task<WebhookCaller.Result> TryAsync(WebhookEndpoint endpoint, WebhookDelivery call, CancellationToken ct)
    {
        var (id, now) = ($"msg_{call.Id:N}", clock.GetUtcNow().ToUnixTimeSeconds());
        try
        {
            return await caller.CallAsync(endpoint.Address, id, now, SignatureOf(endpoint, id, now, call.Body), call.Body, ct);
        }
        catch (CryptographicException)
        {
            return new WebhookCaller.Result(null, "The secret was sealed with keys that are no longer in the data folder.");
        }
    }

    private async Task TellAsync(PortalDb db, WebhookEndpoint endpoint, WebhookDelivery call, CancellationToken ct)
    {
        var admins = await db.Users.Where(person => person.Role == PersonRole.VendorAdmin && person.DeactivatedAt == null).Select(person => person.Id).ToListAsync(ct);
        await tell.StageAsync(db, [.. admins.Select(admin => new Tell.News(admin, WebhookServices.Disabled, $"webhook:{call.Id}", $"/desk/webhooks/{endpoint.Id}", endpoint.Name, call.Answer))], ct);
    }

    // Standard Webhooks: a program that knows one of the two secrets takes the call.
    private string SignatureOf(WebhookEndpoint endpoint, string id, long now, string body) =>
        WebhookSignature.Of(signature.Open(endpoint.Secret), id, now, body)
        + (endpoint.FormerUntil > clock.GetUtcNow() ? " " + WebhookSignature.Of(signature.Open(endpoint.FormerSecret), id, now, body) : "");
}
