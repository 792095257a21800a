using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Agreement;

/// <summary>What happened to a figure.</summary>
public enum StepKind
{
    /// <summary>The vendor put it into the model.</summary>
    Added,

    /// <summary>Its terms are others now.</summary>
    Changed,

    /// <summary>Months of it were measured, or measured anew.</summary>
    Measured,

    /// <summary>It was taken out of the model.</summary>
    Removed,

    /// <summary>The customer's admin agreed to it, up to a month.</summary>
    Confirmed,

    /// <summary>The customer's admin objected to it.</summary>
    Disputed,

    /// <summary>The vendor answered an objection.</summary>
    Answered,

    /// <summary>The customer's admin took back a confirmation or an objection.</summary>
    Withdrawn,
}

/// <summary>
/// One step of a figure on its way to agreement: who, when, why, and what the figure rested on at that moment. Steps are added and never changed or
/// removed. Their numbers run from 1 for each figure, so that two people who decide at the same moment cannot both be the next one.
/// </summary>
public sealed class FigureStep : IOwnedByAccount
{
    public const int NoteMaxLength = 1000;

    public Guid AccountId { get; init; }

    /// <summary>The key of the figure, as <see cref="FigureKey"/> writes it.</summary>
    public string Figure { get; init; } = "";

    public int Number { get; init; }

    public StepKind Kind { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary><see cref="Guid.Empty"/> for a program.</summary>
    public Guid PersonId { get; init; }

    /// <summary>The name as it was then.</summary>
    public string By { get; init; } = "";

    /// <summary>What the figure was called then.</summary>
    public string Name { get; init; } = "";

    /// <summary>The reason, or the answer.</summary>
    public string? Note { get; init; }

    /// <summary>First day of the last month that was agreed to; null for other steps. Before the model's start: its terms only.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>What the months up to there came to, in the account's currency; null for what has no price, and for other steps.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What it rested on (<see cref="FigureInputs"/>), or what was stated in this step; empty for an answer.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>Whether it decides how the figure stands.</summary>
    public bool IsDecision => Kind is StepKind.Confirmed or StepKind.Disputed or StepKind.Withdrawn;
}

internal sealed class FigureStepConfiguration : IEntityTypeConfiguration<FigureStep>
{
    public void Configure(EntityTypeBuilder<FigureStep> step)
    {
        step.ToTable("ValueFigureSteps");
        step.HasKey(s => new { s.AccountId, s.Figure, s.Number });
        step.Property(s => s.Figure).IsIdentifier(FigureKey.MaxLength);
        step.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        step.Property(s => s.By).HasMaxLength(Person.NameMaxLength);
        step.Property(s => s.Name).HasMaxLength(200);
        step.Property(s => s.Note).HasMaxLength(FigureStep.NoteMaxLength);
        step.Property(s => s.Amount).HasPrecision(19, 4);
        step.Ignore(s => s.IsDecision);
        step.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
    }
}

internal static class AgreementTables
{
    extension(PortalDb db)
    {
        public DbSet<FigureStep> FigureSteps => db.Set<FigureStep>();

        /// <summary>Saves a step with all that is staged beside it.</summary>
        /// <returns>False when somebody else took the next step meanwhile; then nothing is saved.</returns>
        public async Task<bool> TryStepAsync(FigureStep step, CancellationToken ct)
        {
            db.Add(step);
            try
            {
                await db.SaveChangesAsync(ct);
                return true;
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                return false;
            }
        }
    }
}
