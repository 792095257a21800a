using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Peers;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Templates;

/// <summary>From which day on the usage of a step counts.</summary>
public enum CountsFrom
{
    /// <summary>Day 0 of the plan.</summary>
    PlanStart,

    /// <summary>The account's go-live day where the vendor states it, else day 0 of the plan.</summary>
    GoLive,
}

/// <summary>
/// Milestones with days relative to a start, to be applied to an account. The vendor's; all accounts may share it. A change makes a new
/// version with the same key, and nothing of the earlier one is touched: a plan keeps the version it came from.
/// </summary>
public sealed class MilestoneTemplate : ISharedByAccounts
{
    public const int KeyMaxLength = 60;
    public const int NameMaxLength = 100;

    public Guid Id { get; init; }

    /// <summary>Stable name for programs, the same in all versions.</summary>
    public string Key { get; init; } = "";

    /// <summary>From 1; the highest one of a key is applied.</summary>
    public int Version { get; init; } = 1;

    public string EnglishName { get; set; } = "";

    public string ChineseName { get; set; } = "";

    /// <summary>In the reader's language.</summary>
    public string Name => InLanguage.Of(EnglishName, ChineseName);

    /// <summary>The tier it was made for; null for customers of every tier. It may be applied to any.</summary>
    public Tier? Tier { get; set; }

    /// <summary>The type of customer it was made for, named as the group of similar accounts; null for all.</summary>
    public string? CustomerType { get; init; }

    /// <summary>Who made this version; empty for one that came with the portal.</summary>
    public string MadeBy { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    public List<TemplateStep> Steps { get; init; } = [];
}

/// <summary>A milestone to be.</summary>
public sealed class TemplateStep : ISharedByAccounts
{
    public Guid TemplateId { get; init; }

    /// <summary>Its place in the template, from 1.</summary>
    public int No { get; init; }

    public string EnglishTitle { get; set; } = "";

    public string ChineseTitle { get; set; } = "";

    /// <summary>Due so many days after day 0 of the plan.</summary>
    public int DueAfterDays { get; set; }

    public Side OwnerSide { get; set; }

    /// <summary>Whether reaching it counts as business value.</summary>
    public bool ProvesValue { get; init; }

    /// <summary>Null: both sides say when it is reached.</summary>
    public StepCriterion? Criterion { get; set; }
}

/// <summary>A <see cref="Plans.Criterion"/> whose first day is not known before the template is applied.</summary>
public sealed record StepCriterion
{
    public UsageMeasure Measure { get; init; }

    public string? Feature { get; init; }

    public long Target { get; init; }

    public CountsFrom CountsFrom { get; init; }

    public Criterion From(DateOnly planStart, DateOnly? goLive) => new()
    {
        Measure = Measure,
        Feature = Feature,
        Target = Target,
        CountsFrom = CountsFrom is CountsFrom.GoLive ? goLive ?? planStart : planStart,
    };
}

internal sealed class MilestoneTemplateConfiguration : IEntityTypeConfiguration<MilestoneTemplate>
{
    public void Configure(EntityTypeBuilder<MilestoneTemplate> template)
    {
        template.ToTable("MilestoneTemplates");
        template.Property(t => t.Key).IsIdentifier(MilestoneTemplate.KeyMaxLength);
        template.Property(t => t.Version).HasDefaultValue(1);
        template.HasIndex(t => new { t.Key, t.Version }).IsUnique();
        template.Property(t => t.CustomerType).HasMaxLength(PeerMembership.GroupMaxLength);
        template.Property(t => t.MadeBy).HasMaxLength(Person.NameMaxLength);
        template.Property(t => t.EnglishName).HasMaxLength(MilestoneTemplate.NameMaxLength);
        template.Property(t => t.ChineseName).HasMaxLength(MilestoneTemplate.NameMaxLength);
        template.Property(t => t.Tier).HasConversion<string>().HasMaxLength(20);
        template.HasMany(t => t.Steps).WithOne().HasForeignKey(s => s.TemplateId);
    }
}

internal sealed class TemplateStepConfiguration : IEntityTypeConfiguration<TemplateStep>
{
    public void Configure(EntityTypeBuilder<TemplateStep> step)
    {
        step.ToTable("MilestoneTemplateSteps");
        step.HasKey(s => new { s.TemplateId, s.No });
        step.Property(s => s.EnglishTitle).HasMaxLength(Milestone.TitleMaxLength);
        step.Property(s => s.ChineseTitle).HasMaxLength(Milestone.TitleMaxLength);
        step.Property(s => s.OwnerSide).HasConversion<string>().HasMaxLength(20);
        step.ComplexProperty(s => s.Criterion, criterion =>
        {
            criterion.Property(c => c.Measure).HasConversion<string>().HasMaxLength(20);
            criterion.Property(c => c.Feature).HasMaxLength(UsageEvent.IdMaxLength);
            criterion.Property(c => c.CountsFrom).HasConversion<string>().HasMaxLength(20);
        });
    }
}
