using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Events;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// A success both sides agreed on, with a day. A measured one is reached when the usage says so, which is read each time and never
/// stored; one without a criterion is reached when both sides say so.
/// </summary>
public sealed class Milestone : IOwnedByAccount
{
    /// <summary>What the marks on time lines begin with.</summary>
    public const string MarkPrefix = "milestone:";

    public const decimal MostValue = 1_000_000_000_000;
    public const int TitleMaxLength = 160;
    public const int OwnerMaxLength = 100;

    private Milestone()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The plan it came with; null for one that was added by hand.</summary>
    public Guid? PlanId { get; private init; }

    /// <summary>The title for readers of any language that has none of its own.</summary>
    public string Title { get; private set; } = "";

    public string? ChineseTitle { get; private set; }

    /// <summary>A day of the account's time zone.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>Its place in the template, which orders those of one day; 0 for one that was added by hand.</summary>
    public int Place { get; private init; }

    /// <summary>Null: both sides say when it is reached.</summary>
    public Criterion? Criterion { get; private init; }

    /// <summary>Whether reaching it counts as business value.</summary>
    public bool ProvesValue { get; private init; }

    /// <summary>What it is expected to bring in a year, in the account's currency; null where nobody has said. Only for who sees money.</summary>
    public decimal? ExpectedValue { get; private set; }

    /// <summary>The value driver from which it is expected; null where nobody says. It may be taken out of the model later.</summary>
    public Guid? DriverId { get; private set; }

    /// <summary>Since when the customer shows it to others; null while it does not.</summary>
    public DateTimeOffset? SharedAt { get; set; }

    public Side OwnerSide { get; private set; }

    public string? OwnerName { get; private set; }

    /// <summary>The day that who signed first stated for one without a criterion. Always null for a measured one.</summary>
    public DateOnly? MarkedReachedOn { get; private set; }

    public SignOff? VendorSignOff { get; private set; }

    public SignOff? CustomerSignOff { get; private set; }

    /// <summary>The day on which one without a criterion was reached; null before both sides have signed.</summary>
    public DateOnly? SignedReachedOn => VendorSignOff is null || CustomerSignOff is null ? null : MarkedReachedOn;

    /// <summary>Goes up with each change that a person makes, so that of two at once one is told.</summary>
    public int Version { get; private set; }

    /// <summary>The day on which a measured one was last found reached; it stays when corrected data say otherwise, with the day that was found out.</summary>
    public DateOnly? NotedReachedOn { get; private set; }

    /// <summary>The day on which corrected data were found not to reach the target any more; null while they do, or never did.</summary>
    public DateOnly? ReopenedOn { get; private set; }

    /// <summary>What stood there before the last change, as JSON; null when there is nothing to undo.</summary>
    public string? Before { get; private set; }

    /// <summary>Since when it is out of the plan; null while it is in it. What was removed is hidden from every query, and can be put back.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Who removed it, by the name as it was then.</summary>
    public string? RemovedBy { get; private set; }

    /// <summary>By what its day on the time line of usage is found again.</summary>
    public string Mark => MarkPrefix + Id.ToString("N");

    public static Milestone Add(
        Guid account, SuccessPlan? plan, int place, string title, string? chineseTitle, DateOnly dueOn, Criterion? criterion, Side side, string? owner,
        bool provesValue, decimal? expectedValue, DateTimeOffset now, Guid? driver = null) => new()
        {
            AccountId = account,
            Id = Guid.CreateVersion7(now),
            PlanId = plan?.Id,
            Place = place,
            Title = title.Trim(),
            ChineseTitle = Given(chineseTitle),
            DueOn = dueOn,
            Criterion = criterion,
            ProvesValue = provesValue,
            ExpectedValue = expectedValue,
            DriverId = driver,
            OwnerSide = side,
            OwnerName = Given(owner),
        };

    /// <summary>Gives it other words, another due day or another owner.</summary>
    public HistoryLine Change(MilestoneText to, Viewer viewer, DateTimeOffset now)
    {
        Version++;
        Before = JsonSerializer.Serialize(MilestoneText.Of(this));
        (Title, ChineseTitle, DueOn, OwnerSide, OwnerName, ExpectedValue, DriverId) =
            (to.Title.Trim(), Given(to.ChineseTitle), to.DueOn, to.OwnerSide, Given(to.OwnerName), to.ExpectedValue, to.DriverId);
        return HistoryLine.Of(this, now, HistoryKind.Changed, null, viewer.Name, Side.Vendor);
    }

    /// <summary>What stood there before the last change; null when there is nothing to undo.</summary>
    public MilestoneText? TextBefore => Before is null ? null : JsonSerializer.Deserialize<MilestoneText>(Before);

    public HistoryLine Remove(Viewer viewer, DateTimeOffset now)
    {
        Version++;
        (RemovedAt, RemovedBy, SharedAt) = (now, viewer.Name, null);
        return HistoryLine.Of(this, now, HistoryKind.Removed, null, viewer.Name, Side.Vendor);
    }

    public HistoryLine PutBack(Viewer viewer, DateTimeOffset now)
    {
        Version++;
        (RemovedAt, RemovedBy) = (null, null);
        return HistoryLine.Of(this, now, HistoryKind.PutBack, null, viewer.Name, Side.Vendor);
    }

    public static bool IsValue(decimal? amount) => amount is null or (> 0 and <= MostValue);

    public SignOff? SignOffOf(Side side) => side is Side.Vendor ? VendorSignOff : CustomerSignOff;

    /// <returns>The line for its history; null when this side has signed this day already.</returns>
    public HistoryLine? Sign(Side side, Viewer viewer, DateOnly day, DateTimeOffset now)
    {
        if (Criterion is not null || SignedReachedOn is not null)
        {
            throw new InvalidOperationException("A measured milestone, and one that both sides have signed, cannot be signed.");
        }

        if (SignOffOf(side) is not null && MarkedReachedOn == day)
        {
            return null;
        }

        MarkedReachedOn = day;
        Put(side, new SignOff { PersonId = viewer.PersonId, Name = viewer.Name, At = now });
        return HistoryLine.Of(this, now, HistoryKind.SignedOff, day, viewer.Name, side);
    }

    /// <returns>The line for its history; null when this side had not signed.</returns>
    public HistoryLine? Withdraw(Side side, Viewer viewer, DateTimeOffset now)
    {
        if (SignedReachedOn is not null)
        {
            throw new InvalidOperationException("What both sides have signed stands.");
        }

        if (SignOffOf(side) is null)
        {
            return null;
        }

        var line = HistoryLine.Of(this, now, HistoryKind.Withdrawn, MarkedReachedOn, viewer.Name, side);
        MarkedReachedOn = null; // nobody else has signed
        Put(side, null);
        return line;
    }

    /// <summary>Takes a person of the customer off it who is deleted: the signature stays, without the name.</summary>
    public void Forget(Guid person, string name, string instead)
    {
        if (CustomerSignOff is { } signed && signed.PersonId == person)
        {
            Put(Side.Customer, signed with { Name = instead });
        }

        if (OwnerSide is Side.Customer && OwnerName == name)
        {
            OwnerName = instead;
        }
    }

    private void Put(Side side, SignOff? signOff)
    {
        Version++;
        (VendorSignOff, CustomerSignOff) = side is Side.Vendor ? (signOff, CustomerSignOff) : (VendorSignOff, signOff);
    }

    /// <summary>Notes what the usage says today of a measured one.</summary>
    /// <returns>What came of it for its history; null when nothing changed.</returns>
    public HistoryLine? Note(DateOnly? reachedOn, DateOnly today, DateTimeOffset now)
    {
        DateOnly? known = ReopenedOn is null ? NotedReachedOn : null;
        if (known == reachedOn)
        {
            return null;
        }

        var line = HistoryLine.Of(this, now, (known, reachedOn) switch
        {
            (null, _) => HistoryKind.Reached,
            (_, null) => HistoryKind.Reopened,
            _ => HistoryKind.Moved,
        }, reachedOn ?? known, HistoryLine.Usage, null);
        NotedReachedOn = reachedOn ?? known;
        ReopenedOn = reachedOn is null ? today : null;
        return line;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class MilestoneConfiguration : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> milestone)
    {
        milestone.ToTable("Milestones");
        milestone.HasKey(m => new { m.AccountId, m.Id });
        milestone.Property(m => m.Title).HasMaxLength(Milestone.TitleMaxLength);
        milestone.Property(m => m.ChineseTitle).HasMaxLength(Milestone.TitleMaxLength);
        milestone.Property(m => m.OwnerName).HasMaxLength(Milestone.OwnerMaxLength);
        milestone.Property(m => m.OwnerSide).HasConversion<string>().HasMaxLength(20);
        milestone.ComplexProperty(m => m.Criterion, criterion =>
        {
            criterion.Property(c => c.Measure).HasConversion<string>().HasMaxLength(20);
            criterion.Property(c => c.Feature).HasMaxLength(UsageEvent.IdMaxLength);
        });
        milestone.ComplexProperty(m => m.VendorSignOff, signOff => signOff.Property(s => s.Name).HasMaxLength(Person.NameMaxLength));
        milestone.ComplexProperty(m => m.CustomerSignOff, signOff => signOff.Property(s => s.Name).HasMaxLength(Person.NameMaxLength));
        milestone.Ignore(m => m.TextBefore);
        milestone.Property(m => m.RemovedBy).HasMaxLength(Person.NameMaxLength);
        milestone.HasQueryFilter(PlanTables.RemovedFilter, m => m.RemovedAt == null);
        milestone.Property(m => m.ExpectedValue).HasPrecision(19, 4);
        milestone.Property(m => m.Version).IsConcurrencyToken();
        milestone.Property(m => m.NotedReachedOn).IsConcurrencyToken();
        milestone.Property(m => m.ReopenedOn).IsConcurrencyToken();
        milestone.HasIndex(m => new { m.AccountId, m.DueOn });
        milestone.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId);
        milestone.HasOne<SuccessPlan>().WithMany().HasForeignKey(m => new { m.AccountId, m.PlanId });
    }
}
