using System.Text;

namespace ValuePortal.Usage.Events;

/// <summary>
/// Events one after the other as bytes: a version, then for each event its kind, how many uses it stands for unless it is one, the
/// milliseconds since the one before, the numbers of person and feature, and its texts, each after its length. Numbers take as many bytes
/// as they need.
/// </summary>
internal sealed class SegmentBody
{
    private const byte Version = 1;

    /// <summary>Beside the kind: a number of uses follows.</summary>
    private const byte Counted = 0x80;

    private readonly PackedBytes bytes = new();
    private long lastAt;

    public SegmentBody() => bytes.Byte(Version);

    public int Length => bytes.Length;

    public void Add(UsageEvent call)
    {
        bytes.Byte(call.Count == 1 ? (byte)call.Kind : (byte)((byte)call.Kind | Counted));
        if (call.Count != 1)
        {
            bytes.Number((ulong)call.Count);
        }

        bytes.Signed(call.At - lastAt);
        bytes.Number((ulong)call.UserNo);
        bytes.Number((ulong)call.FeatureNo);
        bytes.Text(call.MessageId);
        bytes.Text(call.Name);
        bytes.Text(call.Properties);
        lastAt = call.At;
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
            var kind = body[place++];
            var count = (kind & Counted) == 0 ? 1 : (int)PackedBytes.Number(body, ref place);
            at += PackedBytes.Signed(body, ref place);
            var user = (int)PackedBytes.Number(body, ref place);
            var feature = (int)PackedBytes.Number(body, ref place);
            var messageId = PackedBytes.Text(body, ref place) ?? "";
            var name = PackedBytes.Text(body, ref place);
            yield return new UsageEvent((EventKind)(kind & ~Counted), messageId, at, user, feature, name, PackedBytes.Text(body, ref place)) { Count = count };
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
