using System.Text.Json;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// The members of a call that say something, found in one walk over it. Of a name that stands there twice the last one counts; what is
/// absent is undefined.
/// </summary>
internal readonly struct CallMembers
{
    public CallMembers(JsonElement call)
    {
        foreach (var member in call.EnumerateObject())
        {
            if (member.NameEquals("type"u8))
            {
                Type = member.Value;
            }
            else if (member.NameEquals("event"u8))
            {
                Event = member.Value;
            }
            else if (member.NameEquals("userId"u8))
            {
                UserId = member.Value;
            }
            else if (member.NameEquals("messageId"u8))
            {
                MessageId = member.Value;
            }
            else if (member.NameEquals("timestamp"u8))
            {
                Timestamp = member.Value;
            }
            else if (member.NameEquals("properties"u8))
            {
                Properties = member.Value;
            }
            else if (member.NameEquals("context"u8))
            {
                Context = member.Value;
            }
            else if (member.NameEquals("anonymousId"u8))
            {
                AnonymousId = member.Value;
            }
            else if (member.NameEquals("originalTimestamp"u8))
            {
                OriginalTimestamp = member.Value;
            }
            else if (member.NameEquals("sentAt"u8))
            {
                SentAt = member.Value;
            }
            else if (member.NameEquals("receivedAt"u8))
            {
                ReceivedAt = member.Value;
            }
            else if (member.NameEquals("traits"u8))
            {
                Traits = member.Value;
            }
            else if (member.NameEquals("groupId"u8))
            {
                GroupId = member.Value;
            }
            else if (member.NameEquals("name"u8))
            {
                Name = member.Value;
            }
        }
    }

    public JsonElement Type { get; }

    public JsonElement MessageId { get; }

    public JsonElement UserId { get; }

    public JsonElement AnonymousId { get; }

    public JsonElement Event { get; }

    public JsonElement Name { get; }

    public JsonElement GroupId { get; }

    public JsonElement Context { get; }

    public JsonElement Properties { get; }

    public JsonElement Traits { get; }

    public JsonElement Timestamp { get; }

    public JsonElement OriginalTimestamp { get; }

    public JsonElement SentAt { get; }

    public JsonElement ReceivedAt { get; }
}
