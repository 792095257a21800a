using System.Text.Json.Nodes;
using ValuePortal.Identity;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Intake;

/// <summary>What the browser client asks for before it sends: where to. Its address is the portal's public one.</summary>
internal static class BrowserSettings
{
    public static async Task<IResult> AnswerAsync(string writeKey, KeyRing keys, PublicAddress address, HttpContext http)
    {
        try
        {
            if (await keys.FindAsync(writeKey, http.RequestAborted) is not { Scope: KeyScope.Ingest })
            {
                return TypedResults.Problem("The write key is not known.", statusCode: StatusCodes.Status404NotFound);
            }
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            return TypedResults.Problem("The database cannot be used just now.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // These names are the client's.
        var host = new Uri(address.Of("/v1"));
        return TypedResults.Text(
            new JsonObject
            {
                ["integrations"] = new JsonObject
                {
                    ["Segment.io"] = new JsonObject
                    {
                        ["apiKey"] = writeKey,
                        ["apiHost"] = host.Authority + host.AbsolutePath,
                        ["protocol"] = host.Scheme,
                        ["unbundledIntegrations"] = new JsonArray(),
                        ["addBundledMetadata"] = true,
                    },
                },
                ["plan"] = new JsonObject { ["track"] = new JsonObject { ["__default"] = new JsonObject { ["enabled"] = true, ["integrations"] = new JsonObject() } } },
            }.ToJsonString(),
            "application/json");
    }
}
