using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications.Webhooks;

/// <summary>Puts the calls that an event causes into the transaction of the event: nothing is called for what was rolled back, and nothing is lost.</summary>
public sealed class StageWebhooks(TimeProvider clock)
{
    public const string ReleasePublished = "release.published";
    public const string RequestAnswered = "request.answered";

    /// <summary>What programs can be called for.</summary>
    public static readonly IReadOnlyList<string> Kinds = [ReleasePublished, RequestAnswered];

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="db">The caller's context.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="data">Ids only.</param>
    /// <param name="ct">Stops it.</param>
    public async Task StageAsync(PortalDb db, string kind, object data, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        foreach (var endpoint in (await db.WebhookEndpoints.AsNoTracking().Where(row => row.DisabledAt == null).ToListAsync(ct)).Where(row => row.Kinds.Split(',').Contains(kind)))
        {
            db.Add(Of(endpoint.Id, kind, data, now));
        }
    }

    internal static WebhookDelivery Of(Guid endpoint, string kind, object data, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EndpointId = endpoint,
        Kind = kind,
        Body = JsonSerializer.Serialize(new { type = kind, timestamp = now.UtcDateTime, data }, s_json),
        CreatedAt = now,
        DueAt = now,
    };
}
