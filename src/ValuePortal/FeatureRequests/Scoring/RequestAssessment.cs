using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Scoring;

/// <summary>What the vendor thinks of a request: staff only, and in a table that no page of a customer reads.</summary>
public sealed class RequestAssessment : IOwnedByAccount
{
    public const int MostFit = 10;
    public const decimal MostEffort = 1000;

    /// <summary>The account that raised the request.</summary>
    public Guid AccountId { get; init; }

    public Guid RequestId { get; init; }

    /// <summary>How well it fits where the product goes, 0 to 10; null until somebody said so.</summary>
    public int? Fit { get; set; }

    /// <summary>Person-months; null until somebody estimated it.</summary>
    public decimal? Effort { get; set; }

    /// <summary>For RICE: people a quarter.</summary>
    public int? Reach { get; set; }

    /// <summary>For RICE: 3, 2, 1, 0.5 or 0.25.</summary>
    public decimal? Impact { get; set; }

    /// <summary>For RICE: percent.</summary>
    public int? Confidence { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedByPersonId { get; set; }
}

internal sealed class RequestAssessmentConfiguration : IEntityTypeConfiguration<RequestAssessment>
{
    public void Configure(EntityTypeBuilder<RequestAssessment> assessment)
    {
        assessment.ToTable("RequestAssessments");
        assessment.HasKey(a => new { a.AccountId, a.RequestId });
        assessment.Property(a => a.Effort).HasPrecision(9, 2);
        assessment.Property(a => a.Impact).HasPrecision(5, 2);
        assessment.HasOne<FeatureRequest>().WithMany().HasForeignKey(a => a.RequestId);
    }
}
