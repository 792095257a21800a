using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Events;

/// <summary>What was kept of a group that is no account (yet), in all.</summary>
public sealed class UnassignedGroup : IOwnedByAccount
{
    /// <summary>The row of the events that name no group.</summary>
    public const string NoGroup = "";

    /// <summary>Always <see cref="AccountScope.NoAccount"/>.</summary>
    public Guid AccountId { get; private init; }

    public string GroupId { get; private init; } = "";

    public long Events { get; private init; }

    /// <summary>Unix time in milliseconds, UTC.</summary>
    public long FirstAt { get; private init; }

    public long LastAt { get; private init; }

    /// <summary>A <see cref="PeopleSet"/>.</summary>
    public byte[] People { get; private init; } = [];
}

/// <summary>A group id that somebody said is an account: events that name it are that account's.</summary>
public sealed class GroupAlias : ISharedByAccounts
{
    public string GroupId { get; init; } = "";

    public Guid AccountId { get; init; }
}

internal sealed class UnassignedGroupConfiguration : IEntityTypeConfiguration<UnassignedGroup>
{
    public void Configure(EntityTypeBuilder<UnassignedGroup> group)
    {
        group.ToTable("UsageUnassigned");
        group.HasKey(g => new { g.AccountId, g.GroupId });
        group.Property(g => g.GroupId).IsIdentifier(UsageEvent.IdMaxLength);
    }
}

internal sealed class GroupAliasConfiguration : IEntityTypeConfiguration<GroupAlias>
{
    public void Configure(EntityTypeBuilder<GroupAlias> alias)
    {
        alias.ToTable("UsageGroupAliases");
        alias.HasKey(a => a.GroupId);
        alias.Property(a => a.GroupId).IsIdentifier(UsageEvent.IdMaxLength);
    }
}
