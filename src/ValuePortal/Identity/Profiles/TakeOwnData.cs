using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.Identity.Profiles;

/// <summary>All that the portal stores about the viewer, module by module, as one JSON document. Taking it along is noted.</summary>
public sealed class TakeOwnData(IServiceProvider services, AuditLog audit, TimeProvider clock, IStringLocalizer<ProfileWords> text)
{
    private static readonly JsonSerializerOptions s_forReading = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file of its own: never part of a page
    };

    public async Task<byte[]> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var file = new Dictionary<string, object> { ["about"] = text["OwnDataAbout"].Value, ["takenAt"] = clock.GetUtcNow() };
        foreach (var part in services.GetServices<OwnDataPart>())
        {
            file[part.Name] = await part.ReadAsync(services, viewer, ct);
        }

        await audit.WriteAsync(viewer, AuditAction.OwnDataTaken, "", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        return JsonSerializer.SerializeToUtf8Bytes(file, s_forReading);
    }
}
