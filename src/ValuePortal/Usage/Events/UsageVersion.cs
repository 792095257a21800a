using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Events;

/// <summary>
/// A number that changes with what the roll-ups of an account say, in the transaction that changes them. Figures worked out of them and
/// kept in memory hold as long as it is the same, whichever node wrote.
/// </summary>
public sealed class UsageVersion : ISharedByAccounts
{
    /// <summary>The row that changes with the features of the product and their names.</summary>
    public static readonly Guid Features = Guid.Empty;

    /// <summary>The account, or <see cref="Features"/>.</summary>
    public Guid Of { get; private init; }

    public long Version { get; private init; }

    /// <summary>Changes only when something else than adding was done to the account's days: while it is the same, their numbers of events only grow.</summary>
    public long Restated { get; private init; }

    internal static UsageVersion First(Guid of) => new() { Of = of, Version = 1 };
}

internal sealed class UsageVersionConfiguration : IEntityTypeConfiguration<UsageVersion>
{
    public void Configure(EntityTypeBuilder<UsageVersion> version)
    {
        version.ToTable("UsageVersions");
        version.HasKey(v => v.Of);
        version.Property(v => v.Of).ValueGeneratedNever();
    }
}

internal static class FeatureVersions
{
    extension(PortalDb db)
    {
        /// <summary>Saves features that were added or changed: what shows their names is made anew.</summary>
        public async Task SaveFeaturesAsync(CancellationToken ct)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.UsageVersions.Where(row => row.Of == UsageVersion.Features)
                .ExecuteUpdateAsync(row => row.SetProperty(version => version.Version, version => version.Version + 1), ct) == 0)
            {
                db.Add(UsageVersion.First(UsageVersion.Features));
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }
}
