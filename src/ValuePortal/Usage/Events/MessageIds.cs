using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Events;

/// <summary>
/// The keys by which a message id is recognised: the first 128 bits of SHA-256 over source and message id. Two different ids with one key
/// are not to be expected before 2^64 events.
/// </summary>
internal static class MessageKey
{
    public const int Bytes = 16;

    // Made once for a thread: to make it for each id takes as long as the hash itself.
    [ThreadStatic]
    private static IncrementalHash? t_sha;

    public static UInt128 Of(int source, string messageId)
    {
        var most = sizeof(int) + Encoding.UTF8.GetMaxByteCount(messageId.Length);
        var text = most <= 1024 ? stackalloc byte[most] : new byte[most];
        BinaryPrimitives.WriteInt32LittleEndian(text, source);
        var length = sizeof(int) + Encoding.UTF8.GetBytes(messageId, text[sizeof(int)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        t_sha ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        t_sha.AppendData(text[..length]);
        t_sha.GetHashAndReset(hash);
        return Read(hash);
    }

    public static UInt128 Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    public static byte[] Pack(ReadOnlySpan<UInt128> keys)
    {
        var bytes = new byte[keys.Length * Bytes];
        for (var i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(i * Bytes), keys[i]);
        }

        return bytes;
    }

    public static IEnumerable<UInt128> Unpack(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += Bytes)
        {
            yield return Read(bytes.AsSpan(at, Bytes));
        }
    }
}

/// <summary>Keys of the message ids that one transaction stored, until they become part of a run.</summary>
public sealed class RecentMessageIds : ISharedByAccounts
{
    public long Id { get; private init; }

    /// <summary>16 bytes each, in no order.</summary>
    public byte[] Keys { get; private init; } = [];
}

/// <summary>Keys of some hundred thousand message ids that were stored one after the other, in order. It never changes.</summary>
public sealed class MessageIdRun : ISharedByAccounts
{
    public long Id { get; private init; }

    public int Count { get; private init; }

    /// <summary>No event of it was stored later: Unix time in milliseconds, UTC.</summary>
    public long StoredUntil { get; private init; }
}

/// <summary>A piece of a run, small enough to be read for one question.</summary>
public sealed class MessageIdPart : ISharedByAccounts
{
    public long RunId { get; private init; }

    public int Part { get; private init; }

    /// <summary>16 bytes each, ascending.</summary>
    public byte[] Keys { get; private init; } = [];
}

internal sealed class RecentMessageIdsConfiguration : IEntityTypeConfiguration<RecentMessageIds>
{
    public void Configure(EntityTypeBuilder<RecentMessageIds> recent)
    {
        recent.ToTable("UsageRecentMessageIds");
        recent.Property(r => r.Id).ValueGeneratedNever();
    }
}

internal sealed class MessageIdRunConfiguration : IEntityTypeConfiguration<MessageIdRun>
{
    public void Configure(EntityTypeBuilder<MessageIdRun> run)
    {
        run.ToTable("UsageMessageIdRuns");
        run.Property(r => r.Id).ValueGeneratedNever();
    }
}

internal sealed class MessageIdPartConfiguration : IEntityTypeConfiguration<MessageIdPart>
{
    public void Configure(EntityTypeBuilder<MessageIdPart> part)
    {
        part.ToTable("UsageMessageIdParts");
        part.HasKey(p => new { p.RunId, p.Part });
        part.HasOne<MessageIdRun>().WithMany().HasForeignKey(p => p.RunId);
    }
}
