using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace ValuePortal.Usage.Intake;

/// <summary>Reads the body of a request: one call, or a batch of them.</summary>
internal static class BatchReader
{
    /// <summary>Bytes of a body, unpacked.</summary>
    public const int MaxBytes = 500 * 1024;

    /// <summary>Calls in one batch; those beyond are refused.</summary>
    public const int MaxEvents = 2500;

    // Deeper than one call may be, so that one call that is too deep does not cost its neighbours.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 100_000 };

    /// <summary>What a body says of itself, and its calls.</summary>
    /// <param name="WriteKey">The key in the body, where there is one.</param>
    public sealed record Body(string? WriteKey, IReadOnlyList<Reading> Calls);

    /// <param name="json">The body.</param>
    /// <param name="kind">"batch", or the type of the one call that the address names.</param>
    /// <param name="now">When it was received.</param>
    /// <returns>Null when it is no JSON object.</returns>
    public static Body? Read(ReadOnlyMemory<byte> json, string kind, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Span is [0xEF, 0xBB, 0xBF, ..] ? json[3..] : json, s_options);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement, kind, new EventReader(now, fromFile: false)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Body? Read(JsonElement root, string kind, EventReader reader)
    {
        var writeKey = TextOf(root, "writeKey");
        if (kind != "batch")
        {
            return new Body(writeKey, [ReadCall(root, reader, kind, TextOf(root, "sentAt"), null)]);
        }

        if (!root.TryGetProperty("batch", out var batch) || batch.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var sentAt = TextOf(root, "sentAt");
        var context = root.TryGetProperty("context", out var shared) && shared.ValueKind is JsonValueKind.Object ? shared : (JsonElement?)null;
        var calls = batch.EnumerateArray()
            .Select((call, index) => index < MaxEvents ? ReadCall(call, reader, null, sentAt, context) : Reading.Refused(RefusalReason.TooManyEvents))
            .ToList();
        return new Body(writeKey, calls);
    }

    private static Reading ReadCall(JsonElement call, EventReader reader, string? kind, string? sentAt, JsonElement? context)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(call);
        if (bytes.Length > EventReader.MaxBytes)
        {
            return Reading.Refused(RefusalReason.TooLarge);
        }

        if (!Utf8.IsValid(bytes))
        {
            return Reading.Refused(RefusalReason.InvalidEncoding);
        }

        // So few brackets cannot be too deep, and nearly no call has more.
        return bytes.Count((byte)'{') + bytes.Count((byte)'[') > EventReader.MaxDepth && DepthOf(bytes) > EventReader.MaxDepth
            ? Reading.Refused(RefusalReason.TooDeep)
            : reader.Read(call, bytes.Length, kind, sentAt, context);
    }

    // Brackets inside of texts are skipped.
    private static int DepthOf(ReadOnlySpan<byte> json)
    {
        int depth = 0, deepest = 0;
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    inText = !inText;
                    break;
                case (byte)'\\' when inText:
                    i++;
                    break;
                case (byte)'{' or (byte)'[' when !inText:
                    deepest = Math.Max(deepest, ++depth);
                    break;
                case (byte)'}' or (byte)']' when !inText:
                    depth--;
                    break;
            }
        }

        return deepest;
    }

    private static string? TextOf(JsonElement parent, string name)
    {
        try
        {
            return parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
