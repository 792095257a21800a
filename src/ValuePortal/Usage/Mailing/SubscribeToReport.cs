using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Mailing;

/// <summary>A person wants the report of the own company by mail from now on, or staff that of an account of theirs. The same wish twice is one.</summary>
public sealed class SubscribeToReport(
    PortalDbFactory portal, ListAccountZones accounts, AuditLog audit, TimeProvider clock, IStringLocalizer<MailingWords> text)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Subscribed = "report-mail-subscribed";

    /// <param name="Rhythm">"Weekly" or "Monthly".</param>
    /// <param name="Weekday">"Monday" to "Sunday"; only a weekly one needs it.</param>
    /// <param name="Hour">"0" to "23".</param>
    /// <param name="Zone">IANA name.</param>
    /// <param name="EvenWhenEmpty">Whether a period without use gets a mail too.</param>
    public sealed record Input(string? Rhythm, string? Weekday, string? Hour, string? Zone, bool EvenWhenEmpty = false);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer is not { Role: not null, AccountId: { } account } || await accounts.RunAsync(viewer, ct: ct) is not [var zone])
        {
            return new Refusal.NotAllowed(text["OneCompanyOnly"]);
        }

        if (!Read(input, zone.TimeZone, text).Is(out var times, out var invalid))
        {
            return invalid;
        }

        await using var db = portal.For(viewer);
        var own = await db.MailedReports.AsNoTracking().Where(row => row.AccountId == account && row.PersonId == viewer.PersonId).ToListAsync(ct);
        if (own.Find(row => row.TimesIn(times.AccountZone) == times) is { } same)
        {
            return same.Id;
        }

        if (own.Count >= MailedReport.MostOfOnePerson)
        {
            return new Refusal.Conflict(text["Enough", MailedReport.MostOfOnePerson]);
        }

        var report = MailedReport.Of(viewer, account, times, input.EvenWhenEmpty, clock.GetUtcNow());
        db.Add(report);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ThereAlready"]);
        }

        await audit.WriteAsync(viewer, Subscribed, $"{report.Id}", account, ct);
        return report.Id;
    }

    internal static Outcome<MailTimes> Read(Input input, string accountZone, IStringLocalizer<MailingWords> text)
    {
        var errors = new Dictionary<string, string[]>();
        if (!Enum.TryParse<MailRhythm>(input.Rhythm, out var rhythm) || !Enum.IsDefined(rhythm))
        {
            errors[nameof(Input.Rhythm)] = [text["RhythmInvalid"]];
        }

        var weekday = DayOfWeek.Monday;
        if (rhythm is MailRhythm.Weekly && (!Enum.TryParse(input.Weekday, out weekday) || !Enum.IsDefined(weekday)))
        {
            errors[nameof(Input.Weekday)] = [text["WeekdayInvalid"]];
        }

        if (!int.TryParse(input.Hour, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || hour > 23)
        {
            errors[nameof(Input.Hour)] = [text["HourInvalid"]];
        }

        if (input.Zone is not { } zone || !TimeZones.IsKnown(zone))
        {
            errors[nameof(Input.Zone)] = [text["ZoneInvalid"]];
            zone = accountZone;
        }

        return errors.Count > 0
            ? new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors)
            : new MailTimes(rhythm, weekday, hour, TimeZoneInfo.FindSystemTimeZoneById(zone), TimeZoneInfo.FindSystemTimeZoneById(accountZone));
    }
}
