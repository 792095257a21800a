using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Access;

/// <summary>Somebody who may sign in: of one customer account, or of the vendor.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int NameMaxLength = 100;
    public const int EmailMaxLength = 256;

    private Person()
    {
    }

    public string Name { get; set; } = "";

    public PersonRole Role { get; set; }

    /// <summary>The company of a customer; null for the vendor's own people.</summary>
    public Guid? AccountId { get; private init; }

    /// <summary>May see money figures. A customer admin and the vendor's people who work with money always may.</summary>
    public bool MaySeeMoney { get; set; }

    /// <summary>Language of pages and mails: "en" or "zh-CN".</summary>
    public string Language { get; set; } = "en";

    /// <summary>IANA name of the zone in which times of day are shown to the person; null while it chose none. Days are the account's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The person's id in the vendor's product, by which usage events name it.</summary>
    public string? ExternalUserId { get; set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Since when the person may no longer sign in; null while it may.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    /// <summary>Since when nothing is known of the person any more but that it was one; null for everybody else.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public static Person OfAccount(Guid accountId, string email, string name, PersonRole role, DateTimeOffset now) =>
        role.IsCustomer
            ? Make(accountId, email, name, role, now)
            : throw new ArgumentOutOfRangeException(nameof(role), role, "A customer's person has a customer's role.");

    public static Person OfVendor(string email, string name, PersonRole role, DateTimeOffset now) =>
        role.IsStaff
            ? Make(null, email, name, role, now)
            : throw new ArgumentOutOfRangeException(nameof(role), role, "A person of the vendor has a staff role.");

    /// <summary>What is signed in ends at its next check, and links that wait are used up.</summary>
    public void EndSessions(DateTimeOffset now) => (SecurityStamp, ConcurrencyStamp) = (Guid.CreateVersion7(now).ToString("N"), Guid.CreateVersion7(now).ToString("N"));

    /// <summary>Takes everything off the row by which the person could be known.</summary>
    public void Forget(string instead, DateTimeOffset now)
    {
        (Name, UserName, NormalizedUserName, Email, NormalizedEmail) = (instead, $"{Id:N}", $"{Id:N}".ToUpperInvariant(), null, null);
        (PasswordHash, PhoneNumber, ExternalUserId, EmailConfirmed, TwoFactorEnabled, MaySeeMoney) = (null, null, null, false, false, false);
        Role = PersonRole.CustomerMember;
        DeactivatedAt ??= now;
        DeletedAt = now;
        EndSessions(now);
    }

    private static Person Make(Guid? accountId, string email, string name, PersonRole role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AccountId = accountId,
        UserName = email.Trim(),
        Email = email.Trim(),
        Name = name.Trim(),
        Role = role,
        MaySeeMoney = PersonRoles.AlwaysSeesMoney(role),
        CreatedAt = now,
        LockoutEnabled = true,
        SecurityStamp = Guid.CreateVersion7(now).ToString("N"),
    };
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("People");
        person.Property(p => p.Name).HasMaxLength(Person.NameMaxLength);
        person.Property(p => p.Role).HasConversion<string>().HasMaxLength(20);
        person.Property(p => p.Language).HasMaxLength(10);
        person.Property(p => p.TimeZone).HasMaxLength(TimeZones.MaxLength);
        person.Property(p => p.ExternalUserId!).IsIdentifier(255);
        person.HasIndex(p => p.AccountId);
    }
}
