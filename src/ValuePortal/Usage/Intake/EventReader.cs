using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Reads one call in the form of the Segment specification. The rules are those of <c>docs/events.md</c>; they are the same for a
/// request and for a line of a file.
/// </summary>
/// <param name="now">When it was received, UTC, unless a line of a file says so itself.</param>
/// <param name="fromFile">A line of a file names its own time of receipt and must bring a message id: reading it twice must change nothing.</param>
internal sealed class EventReader(DateTimeOffset now, bool fromFile)
{
    /// <summary>Bytes of one call.</summary>
    public const int MaxBytes = 32 * 1024;

    public const int MaxDepth = 64;

    /// <summary>How far a clock may be ahead of ours.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);

    /// <summary>A sender's clock that is wrong by less is left alone: that much is the network.</summary>
    private static readonly TimeSpan s_noticeableSkew = TimeSpan.FromSeconds(5);

    private static readonly DateTimeOffset s_earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions s_anyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads a call from its bytes: a line of a file, or an element of a batch that had to be read alone.</summary>
    public Reading Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            return Reading.Refused(RefusalReason.TooLarge);
        }

        if (!Utf8.IsValid(json.Span))
        {
            return Reading.Refused(RefusalReason.InvalidEncoding);
        }

        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return Read(document.RootElement, json.Length);
        }
        catch (JsonException)
        {
            return Reading.Refused(IsDeep(json) ? RefusalReason.TooDeep : RefusalReason.MalformedJson);
        }
    }

    /// <param name="call">The call.</param>
    /// <param name="bytes">Its length as it came.</param>
    /// <param name="kind">The type of call where the address says it; null: the member "type" does.</param>
    /// <param name="sentAt">When the batch was sent by the sender's clock.</param>
    /// <param name="batchContext">Context of the batch, which stands in where the call has none.</param>
    public Reading Read(JsonElement call, int bytes, string? kind = null, string? sentAt = null, JsonElement? batchContext = null)
    {
        if (call.ValueKind is not JsonValueKind.Object)
        {
            return Reading.Refused(RefusalReason.NotAnObject);
        }

        string? messageId = null;
        try
        {
            messageId = Text(call, "messageId");
            return bytes > MaxBytes ? Reading.Refused(RefusalReason.TooLarge, messageId) : ReadObject(call, messageId, kind, sentAt, batchContext);
        }
        catch (WrongTypeException)
        {
            return Reading.Refused(RefusalReason.WrongType, messageId);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape: valid JSON, but not text.
            return Reading.Refused(RefusalReason.InvalidEncoding, messageId);
        }
    }

    private Reading ReadObject(JsonElement call, string? messageId, string? kind, string? sentAt, JsonElement? batchContext)
    {
        var type = kind ?? Text(call, "type");
        if (KindOf(type) is not { } known)
        {
            return Reading.Refused(RefusalReason.UnknownType, messageId);
        }

        if (messageId is null && fromFile)
        {
            return Reading.Refused(RefusalReason.MissingMessageId);
        }

        var context = Object(call, "context") ?? batchContext;
        var properties = Object(call, known is EventKind.Identify or EventKind.Group ? "traits" : "properties");
        var user = Text(call, "userId");
        var anonymous = Text(call, "anonymousId");
        if (user is null && anonymous is null)
        {
            return Reading.Refused(RefusalReason.MissingUser, messageId);
        }

        var name = known switch
        {
            EventKind.Track => Text(call, "event"),
            EventKind.Page or EventKind.Screen => Text(call, "name"),
            _ => null,
        };
        if (known is EventKind.Track && name is null)
        {
            return Reading.Refused(RefusalReason.MissingEvent, messageId);
        }

        var group = known is EventKind.Group ? Verbatim(call, "groupId") : context is { } c ? Verbatim(c, "groupId") : null;
        if (known is EventKind.Group && string.IsNullOrWhiteSpace(group))
        {
            return Reading.Refused(RefusalReason.MissingGroup, messageId);
        }

        var feature = properties is { } p && known is EventKind.Track ? Text(p, "feature") : null;
        if (new[] { messageId, user, anonymous, name, group, feature }.Any(text => text is { Length: > UsageEvent.IdMaxLength }))
        {
            return Reading.Refused(RefusalReason.IdTooLong, messageId is { Length: > UsageEvent.IdMaxLength } ? null : messageId);
        }

        if (TimeOf(call, sentAt, out var at) is { } wrongTime)
        {
            return Reading.Refused(wrongTime, messageId);
        }

        return Reading.Of(new IncomingEvent(
            known,
            messageId ?? "vp-" + Guid.CreateVersion7(now).ToString("N"),
            at,
            user,
            string.IsNullOrWhiteSpace(group) ? null : group,
            known is EventKind.Group && properties is { } traits ? Text(traits, "name") : null,
            name,
            feature,
            properties?.GetRawText()));
    }

    /// <summary>Null with the time of the event; else why its time cannot be used.</summary>
    private string? TimeOf(JsonElement call, string? batchSentAt, out DateTimeOffset at)
    {
        at = now;
        var received = now;
        if (fromFile && call.TryGetProperty("receivedAt", out var receipt) && !TryMoment(receipt, out received))
        {
            return receipt.ValueKind is JsonValueKind.String ? RefusalReason.BadTimestamp : RefusalReason.WrongType;
        }

        at = received;
        var stamped = call.TryGetProperty("timestamp", out var stamp) || call.TryGetProperty("originalTimestamp", out stamp);
        if (stamped && stamp.ValueKind is not JsonValueKind.Null)
        {
            if (stamp.ValueKind is not JsonValueKind.String)
            {
                return RefusalReason.WrongType;
            }

            if (!TryMoment(stamp, out at))
            {
                return RefusalReason.BadTimestamp;
            }

            var skew = SkewOf(call, batchSentAt, received);
            if (skew.Duration() >= s_noticeableSkew && InRange(at.UtcTicks + skew.Ticks))
            {
                at += skew;
            }
        }

        at = at.ToUniversalTime();
        return at > now + s_tolerance ? RefusalReason.FutureTimestamp : at < s_earliest ? RefusalReason.TimestampOutOfRange : null;
    }

    private static TimeSpan SkewOf(JsonElement call, string? batchSentAt, DateTimeOffset received)
    {
        if (call.TryGetProperty("sentAt", out var own) && own.ValueKind is JsonValueKind.String && TryMoment(own, out var sent))
        {
            return received - sent;
        }

        return batchSentAt is not null && DateTimeOffset.TryParse(batchSentAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out sent)
            ? received - sent
            : TimeSpan.Zero;
    }

    // ISO 8601 as JSON has it; without an offset it is read as UTC.
    private static bool TryMoment(JsonElement element, out DateTimeOffset moment)
    {
        moment = default;
        if (element.ValueKind is not JsonValueKind.String || !element.TryGetDateTime(out var local))
        {
            return false;
        }

        if (local.Kind is DateTimeKind.Unspecified)
        {
            moment = new DateTimeOffset(local, TimeSpan.Zero);
            return true;
        }

        return element.TryGetDateTimeOffset(out moment);
    }

    private static bool InRange(long ticks) => ticks > DateTimeOffset.MinValue.Ticks && ticks < DateTimeOffset.MaxValue.Ticks;

    private static EventKind? KindOf(string? type) => type switch
    {
        "track" => EventKind.Track,
        "identify" => EventKind.Identify,
        "group" => EventKind.Group,
        "page" => EventKind.Page,
        "screen" => EventKind.Screen,
        "alias" => EventKind.Alias,
        _ => null,
    };

    /// <summary>A text that says something; null when it is absent, null or blank.</summary>
    private static string? Text(JsonElement parent, string name) => Verbatim(parent, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string? Verbatim(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.String ? value.GetString() : throw new WrongTypeException();
    }

    private static JsonElement? Object(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Object ? value : throw new WrongTypeException();
    }

    private static bool IsDeep(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_anyDepth);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class WrongTypeException : Exception;
}
