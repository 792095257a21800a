using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;

namespace ValuePortal.Usage.Events;

/// <summary>A person as the vendor's product names it, numbered densely from 1 within its account.</summary>
public sealed class UsageUser : IOwnedByAccount
{
    public Guid AccountId { get; private init; }

    public int No { get; private init; }

    public string ExternalId { get; private init; } = "";
}

/// <summary>The account that a person was last put into by a group call of a source.</summary>
public sealed class UserGroup : ISharedByAccounts
{
    public int SourceId { get; private init; }

    public string UserId { get; private init; } = "";

    public string GroupId { get; private init; } = "";

    /// <summary>When the group call was made: Unix time in milliseconds, UTC.</summary>
    public long At { get; private init; }
}

/// <summary>
/// The fine roll-up: who used what how often in a quarter of an hour. Any time zone is made of quarters. A row holds what one transaction
/// added, all people and features together; when a quarter has many rows they become one. A reader adds up.
/// </summary>
public sealed class UsageQuarter : IOwnedByAccount
{
    public const int Minutes = 15;

    public Guid AccountId { get; private init; }

    /// <summary>Quarters of an hour since 1970-01-01T00:00Z.</summary>
    public int Quarter { get; private init; }

    /// <summary>Tells the rows of a quarter apart.</summary>
    public long Part { get; private init; }

    /// <summary>Packed: <see cref="QuarterCounts"/>.</summary>
    public byte[] Counts { get; private init; } = [];

    public static int Of(long unixMilliseconds) => (int)Math.Floor(unixMilliseconds / (Minutes * 60_000d));

    /// <summary>The calendar day of a zone that a quarter lies in. The offsets of zones are whole quarters.</summary>
    public static DateOnly DayOf(int quarter, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMinutes((double)quarter * Minutes), zone));
}

/// <summary>The roll-up that pages read: one calendar day of the account's time zone, in all and by feature.</summary>
public sealed class UsageDay : IOwnedByAccount
{
    /// <summary>The feature number of the row that counts the whole day, events without a feature included.</summary>
    public const int WholeDay = 0;

    public Guid AccountId { get; private init; }

    public DateOnly Day { get; private init; }

    public int FeatureNo { get; private init; }

    public long Events { get; private init; }

    /// <summary>The day's active people: a <see cref="PeopleSet"/>.</summary>
    public byte[] People { get; private init; } = [];
}

internal sealed class UsageUserConfiguration : IEntityTypeConfiguration<UsageUser>
{
    public void Configure(EntityTypeBuilder<UsageUser> user)
    {
        user.ToTable("UsageUsers");
        user.HasKey(u => new { u.AccountId, u.No });
        user.Property(u => u.ExternalId).IsIdentifier(UsageEvent.IdMaxLength);
        user.HasIndex(u => new { u.AccountId, u.ExternalId }).IsUnique();
    }
}

internal sealed class UserGroupConfiguration : IEntityTypeConfiguration<UserGroup>
{
    public void Configure(EntityTypeBuilder<UserGroup> group)
    {
        group.ToTable("UsageUserGroups");
        group.HasKey(g => new { g.SourceId, g.UserId });
        group.Property(g => g.UserId).IsIdentifier(UsageEvent.IdMaxLength);
        group.Property(g => g.GroupId).IsIdentifier(UsageEvent.IdMaxLength);
        group.HasOne<Source>().WithMany().HasForeignKey(g => g.SourceId);
    }
}

internal sealed class UsageQuarterConfiguration : IEntityTypeConfiguration<UsageQuarter>
{
    public void Configure(EntityTypeBuilder<UsageQuarter> quarter)
    {
        quarter.ToTable("UsageQuarters");
        quarter.HasKey(q => new { q.AccountId, q.Quarter, q.Part });
    }
}

internal sealed class UsageDayConfiguration : IEntityTypeConfiguration<UsageDay>
{
    public void Configure(EntityTypeBuilder<UsageDay> day)
    {
        day.ToTable("UsageDays");
        day.HasKey(d => new { d.AccountId, d.Day, d.FeatureNo });

        // First and last day of use. An index over all rows by feature would cost an import more than everything else it writes.
        day.HasIndex(d => new { d.AccountId, d.Day }).HasFilter($"\"FeatureNo\" = {UsageDay.WholeDay}");
    }
}

internal static class UsageTables
{
    extension(PortalDb db)
    {
        public DbSet<Source> Sources => db.Set<Source>();

        public DbSet<Feature> Features => db.Set<Feature>();

        public DbSet<EventSegment> EventSegments => db.Set<EventSegment>();

        public DbSet<UsageTableImport> UsageTableImports => db.Set<UsageTableImport>();

        public DbSet<StatedRow> StatedRows => db.Set<StatedRow>();

        public DbSet<UnassignedGroup> UnassignedGroups => db.Set<UnassignedGroup>();

        public DbSet<UsageUser> UsageUsers => db.Set<UsageUser>();

        public DbSet<UsageQuarter> UsageQuarters => db.Set<UsageQuarter>();

        public DbSet<UsageDay> UsageDays => db.Set<UsageDay>();

        public DbSet<UsageVersion> UsageVersions => db.Set<UsageVersion>();
    }
}
