using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>A call as the debugger shows it: what came, and what became of it.</summary>
/// <param name="No">Ticks of its receipt (UTC), made unique: the order of the calls, and how one is told from another.</param>
/// <param name="Kind">"track", "group", …, or "batch" for a body that could not be read; null where a refused call did not say.</param>
/// <param name="Name">Of the event or page.</param>
/// <param name="Group">The account as the call names it.</param>
/// <param name="Account">The account its key is bound to.</param>
/// <param name="Reason">One of <see cref="RefusalReason"/>; null when it was not refused.</param>
public sealed record RecentCall(
    long No, string? Kind, string? MessageId, string? Name, string? Group, Guid? Account, Verdict Verdict, string? Reason)
{
    public DateTimeOffset At => new(No, TimeSpan.Zero);

    /// <summary>Whether somebody will want to know why.</summary>
    public bool IsTrouble => Verdict is not (Verdict.Accepted or Verdict.Ignored);
}

/// <summary>
/// The last calls of a source, kept over a restart: one row a source. They name accounts of all customers as the vendor's product
/// wrote them, so they are the vendor's own: <see cref="AccountId"/> is <see cref="AccountScope.NoAccount"/>, which is in no customer's scope.
/// </summary>
public sealed class SourceCalls : IOwnedByAccount
{
    public Guid AccountId { get; init; } = AccountScope.NoAccount;

    public int SourceId { get; init; }

    /// <summary>JSON, the oldest first.</summary>
    public string Calls { get; set; } = "[]";

    /// <summary>When the newest of them came.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>Grows with each write: two servers that write at once do not lose each other's calls.</summary>
    public long Version { get; set; }
}

internal sealed class SourceCallsConfiguration : IEntityTypeConfiguration<SourceCalls>
{
    public void Configure(EntityTypeBuilder<SourceCalls> calls)
    {
        calls.ToTable("UsageSourceCalls");
        calls.HasKey(c => new { c.AccountId, c.SourceId });
        calls.Property(c => c.Version).IsConcurrencyToken();
        calls.HasOne<Source>().WithMany().HasForeignKey(c => c.SourceId);
    }
}
