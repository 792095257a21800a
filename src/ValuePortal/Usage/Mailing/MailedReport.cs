using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Mailing;

/// <summary>That a person wants the usage of a company by mail, and when: the own one, or for staff one in care.</summary>
public sealed class MailedReport : IOwnedByAccount
{
    /// <summary>How many one person may have.</summary>
    public const int MostOfOnePerson = 5;

    private MailedReport()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    public Guid PersonId { get; private init; }

    public MailRhythm Rhythm { get; private set; }

    public DayOfWeek Weekday { get; private set; }

    public int Hour { get; private set; }

    /// <summary>The reader's, as an IANA name.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Whether a period in which nothing happened gets a mail that says so; else it gets none.</summary>
    public bool EvenWhenEmpty { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>First day of the period that is sent next.</summary>
    public DateOnly NextPeriod { get; private set; }

    /// <summary>When it is looked at next; null while it is paused. Changes with each look, so that of two nodes one sends.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When it was last asked for at once.</summary>
    public DateTimeOffset? SentNowAt { get; private set; }

    /// <summary>First day of the last period that was left out because nothing happened in it.</summary>
    public DateOnly? SkippedPeriod { get; private set; }

    /// <summary>The mail that was written last.</summary>
    public Guid? MailId { get; private set; }

    public bool IsPaused => DueAt is null;

    public static MailedReport Of(Viewer viewer, Guid account, MailTimes times, bool evenWhenEmpty, DateTimeOffset now)
    {
        var report = new MailedReport { AccountId = account, Id = Guid.CreateVersion7(now), PersonId = viewer.PersonId, CreatedAt = now };
        report.Set(times, evenWhenEmpty);
        report.Resume(times, now);
        return report;
    }

    /// <summary>Other times from now on. A period that was sent is not sent again; a paused one stays paused.</summary>
    public void Change(MailTimes times, bool evenWhenEmpty, DateTimeOffset now)
    {
        var first = times.FirstToCome(now);
        var next = times.Rhythm == Rhythm && first < NextPeriod ? NextPeriod : first;
        Set(times, evenWhenEmpty);
        if (!IsPaused)
        {
            WaitFor(next, times);
        }
    }

    public MailTimes TimesIn(TimeZoneInfo accountZone) => new(Rhythm, Weekday, Hour, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), accountZone);

    public void Pause() => DueAt = null;

    /// <summary>What was missed in the meantime stays unsent.</summary>
    public void Resume(MailTimes times, DateTimeOffset now) => WaitFor(times.FirstToCome(now), times);

    public void Sent(DateOnly period, Guid mail, MailTimes times, DateTimeOffset now)
    {
        (SentAt, MailId) = (now, mail);
        WaitFor(times.After(period), times);
    }

    public void Skipped(DateOnly period, MailTimes times)
    {
        SkippedPeriod = period;
        WaitFor(times.After(period), times);
    }

    /// <summary>For nobody: the period is over, and nothing is said about it.</summary>
    public void PassOver(DateOnly period, MailTimes times) => WaitFor(times.After(period), times);

    public void SentNow(Guid mail, DateTimeOffset now) => (SentNowAt, SentAt, MailId) = (now, now, mail);

    /// <summary>After a failure of ours: the same period, a little later.</summary>
    public void LookAgainAt(DateTimeOffset moment) => DueAt = moment;

    private void Set(MailTimes times, bool evenWhenEmpty) =>
        (Rhythm, Weekday, Hour, TimeZone, EvenWhenEmpty) = (times.Rhythm, times.Weekday, times.Hour, times.Zone.Id, evenWhenEmpty);

    private void WaitFor(DateOnly period, MailTimes times) => (NextPeriod, DueAt) = (period, times.MomentOf(period));
}

internal sealed class MailedReportConfiguration : IEntityTypeConfiguration<MailedReport>
{
    public void Configure(EntityTypeBuilder<MailedReport> report)
    {
        report.ToTable("MailedReports");
        report.HasKey(r => new { r.AccountId, r.Id });
        report.Ignore(r => r.IsPaused);
        report.Property(r => r.Id).ValueGeneratedNever();
        report.Property(r => r.Rhythm).HasConversion<string>().HasMaxLength(20);
        report.Property(r => r.Weekday).HasConversion<string>().HasMaxLength(20);
        report.Property(r => r.TimeZone).HasMaxLength(TimeZones.MaxLength);
        report.Property(r => r.DueAt).IsConcurrencyToken();
        report.HasIndex(r => r.DueAt);
        report.HasIndex(r => new { r.AccountId, r.PersonId, r.Rhythm, r.Weekday, r.Hour, r.TimeZone }).IsUnique();
    }
}

internal static class MailedReportTables
{
    extension(PortalDb db)
    {
        public DbSet<MailedReport> MailedReports => db.Set<MailedReport>();
    }
}
