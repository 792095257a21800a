using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SecondFactor;

/// <summary>The authenticator app of a person. It counts once a code from it was entered; until then it can be made anew.</summary>
public sealed class Authenticator : ISharedByAccounts
{
    public const int SecretMaxLength = 400;

    public Guid PersonId { get; init; }

    /// <summary>Sealed with the keys of the data folder, since a code cannot be checked against a hash.</summary>
    public byte[] Secret { get; set; } = [];

    public DateTimeOffset MadeAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The half minute of the last code that was taken: that one and earlier ones are not taken again.</summary>
    public long LastStep { get; set; }
}

/// <summary>One of the codes that let a person in once without the app. The row goes when it is used.</summary>
public sealed class RecoveryCode : ISharedByAccounts
{
    public const int HashLength = 32;

    /// <summary>How many a person gets at once.</summary>
    public const int Many = 10;

    // 79 bits each; without letters and digits that look alike.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int LettersOfGroup = 4;

    public Guid PersonId { get; init; }

    public byte[] Hash { get; init; } = [];

    /// <summary>"abcd-efgh-jkmn-pqrs".</summary>
    internal static string Make() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, LettersOfGroup)));

    // As it was typed: capitals, blanks and hyphens make no difference.
    internal static byte[] HashOf(Guid person, string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(person.ToString("N") + string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()));
}

internal sealed class AuthenticatorConfiguration : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> authenticator)
    {
        authenticator.ToTable("Authenticators");
        authenticator.HasKey(a => a.PersonId);
        authenticator.Property(a => a.PersonId).ValueGeneratedNever();
        authenticator.Property(a => a.Secret).HasMaxLength(Authenticator.SecretMaxLength);
        authenticator.HasOne<Person>().WithOne().HasForeignKey<Authenticator>(a => a.PersonId);
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("RecoveryCodes");
        code.HasKey(c => new { c.PersonId, c.Hash });
        code.Property(c => c.Hash).HasMaxLength(RecoveryCode.HashLength).IsFixedLength();
        code.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}

internal static class FactorTables
{
    extension(PortalDb db)
    {
        public DbSet<Authenticator> Authenticators => db.Set<Authenticator>();

        public DbSet<RecoveryCode> RecoveryCodes => db.Set<RecoveryCode>();
    }
}
