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
            var members = new CallMembers(call);
            messageId = Text(members.MessageId);
            return bytes > MaxBytes ? Reading.Refused(RefusalReason.TooLarge, messageId) : ReadObject(members, messageId, kind, sentAt, batchContext);
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

    private Reading ReadObject(in CallMembers call, string? messageId, string? kind, string? sentAt, JsonElement? batchContext)
    {
        if ((kind is null ? KindOf(call.Type) : KindOf(kind)) is not { } known)
        {
            return Reading.Refused(RefusalReason.UnknownType, messageId);
        }

        if (messageId is null && fromFile)
        {
            return Reading.Refused(RefusalReason.MissingMessageId);
        }

        var context = Object(call.Context) ?? batchContext;
        var properties = Object(known is EventKind.Identify or EventKind.Group ? call.Traits : call.Properties);
        var user = Text(call.UserId);
        var anonymous = Text(call.AnonymousId);
        if (user is null && anonymous is null)
        {
            return Reading.Refused(RefusalReason.MissingUser, messageId);
        }

        var name = known switch
        {
            EventKind.Track => Text(call.Event),
            EventKind.Page or EventKind.Screen => Text(call.Name),
            _ => null,
        };
        if (known is EventKind.Track && name is null)
        {
            return Reading.Refused(RefusalReason.MissingEvent, messageId);
        }

        var group = known is EventKind.Group ? Verbatim(call.GroupId) : context is { } c ? Verbatim(Member(c, "groupId"u8)) : null;
        if (known is EventKind.Group && string.IsNullOrWhiteSpace(group))
        {
            return Reading.Refused(RefusalReason.MissingGroup, messageId);
        }

        var feature = properties is { } p && known is EventKind.Track ? Text(Member(p, "feature"u8)) : null;
        if (IsLong(messageId) || IsLong(user) || IsLong(anonymous) || IsLong(name) || IsLong(group) || IsLong(feature))
        {
            return Reading.Refused(RefusalReason.IdTooLong, IsLong(messageId) ? null : messageId);
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
            known is EventKind.Group && properties is { } traits ? Text(Member(traits, "name"u8)) : null,
            name,
            feature,
            properties?.GetRawText()));
    }

    /// <summary>Null with the time of the event; else why its time cannot be used.</summary>
    private string? TimeOf(in CallMembers call, string? batchSentAt, out DateTimeOffset at)
    {
        at = now;
        var received = now;
        if (fromFile && call.ReceivedAt.ValueKind is not JsonValueKind.Undefined && !TryMoment(call.ReceivedAt, out received))
        {
            return call.ReceivedAt.ValueKind is JsonValueKind.String ? RefusalReason.BadTimestamp : RefusalReason.WrongType;
        }

        at = received;
        var stamp = call.Timestamp.ValueKind is JsonValueKind.Undefined ? call.OriginalTimestamp : call.Timestamp;
        if (stamp.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            if (stamp.ValueKind is not JsonValueKind.String)
            {
                return RefusalReason.WrongType;
            }

            if (!TryMoment(stamp, out at))
            {
                return RefusalReason.BadTimestamp;
            }

            var skew = SkewOf(call.SentAt, batchSentAt, received);
            if (skew.Duration() >= s_noticeableSkew && InRange(at.UtcTicks + skew.Ticks))
            {
                at += skew;
            }
        }

        at = at.ToUniversalTime();
        return at > now + s_tolerance ? RefusalReason.FutureTimestamp : at < s_earliest ? RefusalReason.TimestampOutOfRange : null;
    }

    private static TimeSpan SkewOf(JsonElement own, string? batchSentAt, DateTimeOffset received)
    {
        if (own.ValueKind is JsonValueKind.String && TryMoment(own, out var sent))
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

        if (local.Kind is not DateTimeKind.Local)
        {
            moment = new DateTimeOffset(local.Ticks, TimeSpan.Zero);
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

    // The usual kinds are told without their texts being made.
    private static EventKind? KindOf(JsonElement type) =>
        type.ValueKind is JsonValueKind.String && type.ValueEquals("track"u8) ? EventKind.Track : KindOf(Text(type));

    private static bool IsLong(string? text) => text is { Length: > UsageEvent.IdMaxLength };

    /// <summary>Undefined when it is absent.</summary>
    private static JsonElement Member(JsonElement parent, ReadOnlySpan<byte> name) => parent.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text that says something; null when it is absent, null or blank.</summary>
    private static string? Text(JsonElement value) => Verbatim(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string? Verbatim(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => throw new WrongTypeException(),
    };

    private static JsonElement? Object(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => value,
        _ => throw new WrongTypeException(),
    };

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
