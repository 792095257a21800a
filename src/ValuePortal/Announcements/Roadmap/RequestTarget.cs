using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Roadmap;

/// <summary>A quarter of a year, as one number that counts on.</summary>
public readonly record struct Quarter(int Number)
{
    private const int PerYear = 4;
    private const int MonthsEach = 3;

    public int Year => Number / PerYear;

    /// <summary>1 to 4.</summary>
    public int Of => (Number % PerYear) + 1;

    public static Quarter Containing(DateOnly day) => new((day.Year * PerYear) + ((day.Month - 1) / MonthsEach));

    /// <summary>Reads "2026-3"; null for anything else.</summary>
    public static Quarter? Read(string? text) =>
        text?.Split('-') is [{ Length: 4 } year, [>= '1' and <= '4'] of] && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Quarter((number * PerYear) + of[0] - '1')
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}-{Of}");
}

/// <summary>The quarter in which a request is to be there.</summary>
public sealed class RequestTarget : ISharedByAccounts
{
    public Guid RequestId { get; init; }

    /// <summary>A <see cref="Quarter"/>; null where none is named any more.</summary>
    public int? Quarter { get; set; }

    /// <summary>Goes up with each move, so that of two who move it at once the later one is told.</summary>
    public int Moves { get; set; }
}

/// <summary>A target was moved. Lines are only ever added: customers see them.</summary>
public sealed class TargetMove : ISharedByAccounts
{
    public const int WhyMaxLength = 300;

    public Guid RequestId { get; init; }

    /// <summary>From 1, in their order.</summary>
    public int Number { get; init; }

    public int? From { get; init; }

    public int? To { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>For readers of any language that has none of its own.</summary>
    public string Why { get; init; } = "";

    public string? ChineseWhy { get; init; }
}

internal sealed class RequestTargetConfiguration : IEntityTypeConfiguration<RequestTarget>
{
    public void Configure(EntityTypeBuilder<RequestTarget> target)
    {
        target.ToTable("RequestTargets");
        target.HasKey(t => t.RequestId);
        target.Property(t => t.RequestId).ValueGeneratedNever();
        target.Property(t => t.Moves).IsConcurrencyToken();
        target.HasOne<FeatureRequest>().WithMany().HasForeignKey(t => t.RequestId);
    }
}

internal sealed class TargetMoveConfiguration : IEntityTypeConfiguration<TargetMove>
{
    public void Configure(EntityTypeBuilder<TargetMove> move)
    {
        move.ToTable("RequestTargetMoves");
        move.HasKey(m => new { m.RequestId, m.Number });
        move.Property(m => m.Why).HasMaxLength(TargetMove.WhyMaxLength);
        move.Property(m => m.ChineseWhy).HasMaxLength(TargetMove.WhyMaxLength);
        move.HasOne<FeatureRequest>().WithMany().HasForeignKey(m => m.RequestId);
    }
}

internal static class TargetTables
{
    extension(PortalDb db)
    {
        public DbSet<RequestTarget> RequestTargets => db.Set<RequestTarget>();

        public DbSet<TargetMove> TargetMoves => db.Set<TargetMove>();
    }
}
