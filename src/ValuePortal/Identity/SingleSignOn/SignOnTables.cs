using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>The OpenID Connect provider of one account: whose word counts for who its people are.</summary>
public sealed class SignOnProvider : IOwnedByAccount
{
    public const int IssuerMaxLength = 400;
    public const int ClientIdMaxLength = 200;
    public const int SecretMaxLength = 500;
    public const int ProtectedSecretMaxLength = 2000;
    public const int MostDomains = 20;

    public Guid AccountId { get; init; }

    /// <summary>Another one whenever issuer or client change or it is switched off: a sign-in that was begun before is not finished after.</summary>
    public Guid Epoch { get; set; }

    /// <summary>The address that stands as <c>iss</c> in its tokens, to the letter.</summary>
    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>The client's secret, as <see cref="SignOnSecret"/> keeps it.</summary>
    public string ProtectedSecret { get; set; } = "";

    public bool IsOn { get; set; }

    /// <summary>People of the account may not use a password.</summary>
    public bool IsOnly { get; set; }

    /// <summary>Whoever it vouches for, with an e-mail of the domains, becomes a member of the account.</summary>
    public bool AddsPeople { get; set; }

    /// <summary>Whoever signs out here is signed out there too, where the provider takes that.</summary>
    public bool SignsOut { get; set; }
}

/// <summary>An e-mail domain of an account's company, in lower case as in the DNS. It belongs to one account in the whole portal.</summary>
public sealed class SignOnDomain : IOwnedByAccount
{
    public const int MaxLength = 253;

    public Guid AccountId { get; init; }

    public string Domain { get; init; } = "";
}

/// <summary>Who somebody of an issuer is here. An e-mail stands nowhere in it.</summary>
public sealed class SignOnIdentity : IOwnedByAccount
{
    /// <summary>OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters.</summary>
    public const int SubjectMaxLength = 255;

    public Guid AccountId { get; init; }

    public string Issuer { get; init; } = "";

    public string Subject { get; init; } = "";

    public Guid PersonId { get; init; }

    public DateTimeOffset ConnectedAt { get; init; }
}

/// <summary>An answer of a provider that was taken: it is not taken again, on whichever server. Kept for an hour, longer than any is good for.</summary>
public sealed class SignOnAnswer : ISharedByAccounts
{
    public const int HashLength = 32;

    public byte[] Hash { get; init; } = [];

    public DateTimeOffset At { get; init; }
}

internal sealed class SignOnProviderConfiguration : IEntityTypeConfiguration<SignOnProvider>
{
    public void Configure(EntityTypeBuilder<SignOnProvider> provider)
    {
        provider.ToTable("SignOnProviders");
        provider.HasKey(p => p.AccountId);
        provider.Property(p => p.AccountId).ValueGeneratedNever();
        provider.Property(p => p.Epoch).IsConcurrencyToken();
        provider.Property(p => p.Issuer).IsIdentifier(SignOnProvider.IssuerMaxLength);
        provider.Property(p => p.ClientId).IsIdentifier(SignOnProvider.ClientIdMaxLength);
        provider.Property(p => p.ProtectedSecret).IsIdentifier(SignOnProvider.ProtectedSecretMaxLength);
    }
}

internal sealed class SignOnDomainConfiguration : IEntityTypeConfiguration<SignOnDomain>
{
    public void Configure(EntityTypeBuilder<SignOnDomain> domain)
    {
        domain.ToTable("SignOnDomains");
        domain.HasKey(d => new { d.AccountId, d.Domain });
        domain.Property(d => d.Domain).IsIdentifier(SignOnDomain.MaxLength);
        domain.HasIndex(d => d.Domain).IsUnique();
        domain.HasOne<SignOnProvider>().WithMany().HasForeignKey(d => d.AccountId);
    }
}

internal sealed class SignOnIdentityConfiguration : IEntityTypeConfiguration<SignOnIdentity>
{
    public void Configure(EntityTypeBuilder<SignOnIdentity> identity)
    {
        identity.ToTable("SignOnIdentities");
        identity.HasKey(i => new { i.AccountId, i.PersonId });
        identity.Property(i => i.Issuer).IsIdentifier(SignOnProvider.IssuerMaxLength);
        identity.Property(i => i.Subject).IsIdentifier(SignOnIdentity.SubjectMaxLength);
        identity.HasIndex(i => new { i.AccountId, i.Issuer, i.Subject }).IsUnique();
    }
}

internal sealed class SignOnAnswerConfiguration : IEntityTypeConfiguration<SignOnAnswer>
{
    public void Configure(EntityTypeBuilder<SignOnAnswer> answer)
    {
        answer.ToTable("SignOnAnswers");
        answer.HasKey(a => a.Hash);
        answer.Property(a => a.Hash).HasMaxLength(SignOnAnswer.HashLength).IsFixedLength();
        answer.HasIndex(a => a.At);
    }
}

internal static class SignOnTables
{
    extension(PortalDb db)
    {
        public DbSet<SignOnProvider> SignOnProviders => db.Set<SignOnProvider>();

        public DbSet<SignOnDomain> SignOnDomains => db.Set<SignOnDomain>();

        public DbSet<SignOnIdentity> SignOnIdentities => db.Set<SignOnIdentity>();

        public DbSet<SignOnAnswer> SignOnAnswers => db.Set<SignOnAnswer>();
    }
}
