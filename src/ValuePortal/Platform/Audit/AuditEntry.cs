using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Audit;

/// <summary>One line of the audit log: who did what to whose data, when, and from where. Lines are only ever added.</summary>
public sealed class AuditEntry : IOwnedByAccount
{
    public const int DetailMaxLength = 500;

    private AuditEntry()
    {
    }

    /// <summary>Whose data it touched; <see cref="AccountScope.NoAccount"/> for the vendor's own affairs.</summary>
    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>The person, or <see cref="Guid.Empty"/> for a key, a command or nobody known.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>The name as it was then: of the person, the key, or "command".</summary>
    public string Actor { get; private init; } = "";

    /// <summary>One of <see cref="AuditAction"/>.</summary>
    public string Action { get; private init; } = "";

    /// <summary>Ids and counts; never a secret, never a whole input.</summary>
    public string Detail { get; private init; } = "";

    public string Address { get; private init; } = "";

    /// <summary>Its place in the chain of its account, from 1; null for a line from before there was one.</summary>
    public long? Number { get; private set; }

    /// <summary>With it the seal is made of name and address; null when both were taken off, since the person was deleted.</summary>
    public byte[]? Salt { get; private set; }

    public byte[]? Seal { get; private set; }

    public byte[]? Hash { get; private set; }

    internal static AuditEntry Of(Guid account, DateTimeOffset at, Guid person, string actor, string action, string detail, string address) => new()
    {
        AccountId = account,
        Id = Guid.CreateVersion7(at),
        At = at,
        PersonId = person,
        Actor = AuditChain.Plain(actor, Person.EmailMaxLength),
        Action = action,
        Detail = AuditChain.Plain(detail, DetailMaxLength),
        Address = AuditChain.Plain(address, 64),
    };

    /// <summary>Makes it the line after another.</summary>
    internal void Follow(AuditHead head)
    {
        Number = head.Number + 1;
        Salt = RandomNumberGenerator.GetBytes(AuditChain.SaltLength);
        Seal = AuditChain.SealOf(Salt, Actor, Address);
        Hash = AuditChain.HashOf(this, head.Hash);
        (head.Number, head.Hash) = (Number.Value, Hash);
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditLog");
        entry.HasKey(e => new { e.AccountId, e.Id });
        entry.Property(e => e.Actor).HasMaxLength(Person.EmailMaxLength);
        entry.Property(e => e.Action).IsIdentifier(50);
        entry.Property(e => e.Detail).HasMaxLength(AuditEntry.DetailMaxLength);
        entry.Property(e => e.Address).HasMaxLength(64);
        entry.Property(e => e.Salt).HasMaxLength(AuditChain.SaltLength);
        entry.Property(e => e.Seal).HasMaxLength(AuditChain.HashLength);
        entry.Property(e => e.Hash).HasMaxLength(AuditChain.HashLength);
        entry.HasIndex(e => new { e.AccountId, e.At });
        entry.HasIndex(e => new { e.AccountId, e.Number }).IsUnique();
    }
}

internal static class AuditTables
{
    extension(PortalDb db)
    {
        public DbSet<AuditEntry> AuditLines => db.Set<AuditEntry>();

        public DbSet<AuditHead> AuditHeads => db.Set<AuditHead>();
    }
}
