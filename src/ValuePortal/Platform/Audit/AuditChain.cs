using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Audit;

/// <summary>
/// How the lines of an account hang together: each has the number after the one before, and a hash over itself and that one's hash. Names
/// and addresses are in it by a seal only, so that they can be taken off when a person is deleted and the chain still holds.
/// </summary>
public static class AuditChain
{
    public const int HashLength = 32;
    public const int SaltLength = 16;

    /// <summary>What the first line of a chain follows.</summary>
    public static byte[] Beginning => new byte[HashLength];

    /// <summary>What stands for the name and the address. The salt keeps anybody from trying names until one fits, once both are gone.</summary>
    public static byte[] SealOf(byte[] salt, string actor, string address) => Hash(Hex(salt), actor, address);

    /// <param name="line">A line with its number and seal.</param>
    /// <param name="before">The hash of the line before.</param>
    public static byte[] HashOf(AuditEntry line, byte[] before) => Hash(
        Hex(before),
        line.AccountId.ToString("D"),
        line.Number!.Value.ToString(CultureInfo.InvariantCulture),
        line.Id.ToString("D"),
        line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        line.PersonId.ToString("D"),
        line.Action,
        line.Detail,
        Hex(line.Seal!));

    /// <summary>Text as a line holds it: on one line, and the same when it is read back.</summary>
    internal static string Plain(string text, int length)
    {
        var plain = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter))));
        return plain.Length <= length ? plain : plain[..(char.IsHighSurrogate(plain[length - 1]) ? length - 1 : length)];
    }

    // No part holds a line break, so that no two lines read the same.
    private static byte[] Hash(params string[] parts) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>The last line of an account's chain. It moves in the transaction of the line, so that two writers cannot both follow the same one.</summary>
public sealed class AuditHead : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public long Number { get; set; }

    public byte[] Hash { get; set; } = [];
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> head)
    {
        head.ToTable("AuditHeads");
        head.HasKey(h => h.AccountId);
        head.Property(h => h.AccountId).ValueGeneratedNever();
        head.Property(h => h.Number).IsConcurrencyToken();
        head.Property(h => h.Hash).HasMaxLength(AuditChain.HashLength).IsFixedLength();
    }
}
