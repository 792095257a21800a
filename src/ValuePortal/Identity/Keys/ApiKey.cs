using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>A key with which a program comes in. Only its hash is kept: nobody can read the key itself again.</summary>
public sealed class ApiKey : ISharedByAccounts
{
    public const int NameMaxLength = 100;
    public const int HashLength = 32;

    /// <summary>How many of the key's characters are kept, so that people can tell which key a program has.</summary>
    public const int PrefixLength = 8;

    /// <summary>What every key of ours begins with, so that a leaked one is recognised.</summary>
    public const string Mark = "vp_";

    /// <summary>How many working keys of its own a company may have; twice as many while some of them are being replaced.</summary>
    public const int MostOfCompany = 20;

    private const int RandomBytes = 32;

    private ApiKey()
    {
    }

    public Guid Id { get; private init; }

    public string Name { get; private init; } = "";

    public KeyScope Scope { get; private init; }

    /// <summary>The only account the key works for; null for a key of the vendor, which works for all.</summary>
    public Guid? AccountId { get; private init; }

    /// <summary>
    /// The customer's admin who made it, for the own account: it reads amounts of money as long as this person may. Null for a key that
    /// the vendor made.
    /// </summary>
    public Guid? CustomerId { get; private init; }

    public byte[] Hash { get; private init; } = [];

    public string Prefix { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Since when the key is refused; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it stops working by itself, since another took its place; null for a key that works until somebody revokes it.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The key that was made in its place; null while it has none. A concurrency token: a key is rolled once.</summary>
    public Guid? ReplacedById { get; set; }

    /// <summary>The last day (UTC) on which somebody came with it; null for a key never used.</summary>
    public DateOnly? LastUsedOn { get; set; }

    /// <summary>Makes a key; its text exists only in <paramref name="text"/>.</summary>
    internal static ApiKey Make(string name, KeyScope scope, Guid? account, DateTimeOffset now, out string text, Guid? customer = null)
    {
        text = Mark + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Name = name.Trim(),
            Scope = scope,
            AccountId = account,
            CustomerId = customer,
            Hash = HashOf(text),
            Prefix = text[..PrefixLength],
            CreatedAt = now,
        };
    }

    /// <summary>Whether somebody may see, replace and close it: the vendor's admin any, a customer's admin those that the own company made.</summary>
    internal bool IsInHandsOf(Viewer viewer) =>
        viewer.Role is PersonRole.VendorAdmin || (viewer.Role is PersonRole.CustomerAdmin && CustomerId is not null && AccountId == viewer.AccountId);

    /// <summary>What the key is at a moment.</summary>
    public KeyState StateAt(DateTimeOffset now) => this switch
    {
        { RevokedAt: not null } => KeyState.Revoked,
        { ExpiresAt: { } end } when end <= now => KeyState.Ended,
        { ExpiresAt: not null } => KeyState.Ending,
        _ => KeyState.Works,
    };

    // One round is enough: the key is 256 random bits, so nobody can try them out.
    internal static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("ApiKeys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Name).HasMaxLength(ApiKey.NameMaxLength);
        key.Property(k => k.Scope).HasConversion<string>().HasMaxLength(20);
        key.Property(k => k.Hash).HasMaxLength(ApiKey.HashLength).IsFixedLength();
        key.Property(k => k.Prefix).IsIdentifier(ApiKey.PrefixLength);
        key.Property(k => k.ReplacedById).IsConcurrencyToken();
        key.HasIndex(k => k.Hash).IsUnique();
        key.HasIndex(k => k.AccountId);
    }
}

internal static class KeyTables
{
    extension(PortalDb db)
    {
        public DbSet<ApiKey> Keys => db.Set<ApiKey>();

        /// <summary>How many keys that a company made for itself work at a moment, those that are being replaced among them.</summary>
        public Task<int> CountOwnKeysAsync(Guid? account, DateTimeOffset now, CancellationToken ct) => db.Keys.CountAsync(
            key => key.AccountId == account && key.CustomerId != null && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), ct);
    }
}
