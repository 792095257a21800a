using System.Text;

namespace ValuePortal.Usage.Events;

/// <summary>
/// Events one after the other as bytes: a version, then for each event its kind, the milliseconds since the one before, the numbers of
/// person and feature, and its texts, each after its length. Numbers take as many bytes as they need.
/// </summary>
internal sealed class SegmentBody
{
    private const byte Version = 1;

    private readonly PackedBytes bytes = new();
    private long lastAt;

    public SegmentBody() => bytes.Byte(Version);

    public int Length => bytes.Length;

    public void Add(EventKind kind, string messageId, long at, int user, int feature, string? name, string? properties)
    {
        bytes.Byte((byte)kind);
        bytes.Signed(at - lastAt);
        bytes.Number((ulong)user);
        bytes.Number((ulong)feature);
        bytes.Text(messageId);
        bytes.Text(name);
        bytes.Text(properties);
        lastAt = at;
    }

    public byte[] ToBytes() => bytes.ToArray();

    /// <summary>The events of a body, in the order of their numbers.</summary>
    public static IEnumerable<UsageEvent> Read(byte[] body)
    {
        if (body is not [Version, ..])
        {
            throw new InvalidDataException("These are no events of a version that is known.");
        }

        var (at, place) = (0L, 1);
        while (place < body.Length)
        {
            var kind = (EventKind)body[place++];
            at += PackedBytes.Signed(body, ref place);
            var user = (int)PackedBytes.Number(body, ref place);
            var feature = (int)PackedBytes.Number(body, ref place);
            var messageId = PackedBytes.Text(body, ref place) ?? "";
            var name = PackedBytes.Text(body, ref place);
            yield return new UsageEvent(kind, messageId, at, user, feature, name, PackedBytes.Text(body, ref place));
        }
    }
}

/// <summary>Numbers and texts as bytes, seven bits of a number to a byte.</summary>
internal sealed class PackedBytes
{
    private byte[] buffer = new byte[256];

    public int Length { get; private set; }

    public void Byte(byte value)
    {
        Reserve(1);
        buffer[Length++] = value;
    }

    public void Number(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[Length++] = (byte)value;
    }

    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A text, or none, which is not the empty one.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Byte(0);
            return;
        }

        Number((ulong)Encoding.UTF8.GetByteCount(text) + 1);
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(Length));
    }

    public byte[] ToArray() => buffer.AsSpan(0, Length).ToArray();

    public static ulong Number(ReadOnlySpan<byte> bytes, ref int place)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = bytes[place++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }

    public static long Signed(ReadOnlySpan<byte> bytes, ref int place)
    {
        var value = Number(bytes, ref place);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public static string? Text(ReadOnlySpan<byte> bytes, ref int place)
    {
        var length = (int)Number(bytes, ref place) - 1;
        if (length < 0)
        {
            return null;
        }

        place += length;
        return Encoding.UTF8.GetString(bytes.Slice(place - length, length));
    }

    private void Reserve(int more)
    {
        if (Length + more > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + more));
        }
    }
}
