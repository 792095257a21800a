using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Milestones.Reminders;

/// <summary>A person chooses whether, when and in which zone to be reminded, and makes or revokes the secret address of the own calendar.</summary>
public sealed class ChooseReminders(PortalDbFactory portal, TaskLinks links, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    private const int SecretBytes = 32;

    /// <param name="Zone">IANA name; empty: the account's.</param>
    public sealed record Input(bool On, string? Hour, string? Zone);

    /// <param name="Zone">Null: the account's.</param>
    /// <param name="FeedMadeAt">Null while there is no calendar.</param>
    public sealed record Chosen(bool On, int Hour, string? Zone, DateTimeOffset? FeedMadeAt);

    public async Task<Chosen> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        var home = HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        var choice = await db.ReminderChoices.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == home && row.PersonId == viewer.PersonId, ct);
        return new Chosen(choice is not { IsOff: true }, choice?.Hour ?? ReminderChoice.UsualHour, choice?.TimeZone, choice?.FeedMadeAt);
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var isHour = int.TryParse(input.Hour, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23;
        var zone = string.IsNullOrEmpty(input.Zone) ? null : input.Zone;
        var check = new FieldCheck(text)
            .Require(isHour, nameof(Input.Hour), "ChooseOne")
            .Require(zone is null || TimeZones.IsKnown(zone), nameof(Input.Zone), "ChooseOne");
        return check.Refusal is { } invalid
            ? invalid
            : await ChangeAsync(viewer.PersonId, viewer.Name, HomeOf(viewer), input.On ? "reminders on" : "reminders off", choice => (choice.IsOff, choice.Hour, choice.TimeZone) = (!input.On, hour, zone), ct);
    }

    /// <summary>Stops the reminders of whoever a link in a mail was sent to.</summary>
    public async Task<Outcome<Guid>> StopAsync(string? token, CancellationToken ct = default) =>
        links.ReadStop(token) is var (home, person)
            ? await ChangeAsync(person, "link in a mail", home, "reminders off", choice => choice.IsOff = true, ct)
            : new Refusal.NotFound(text["TaskLinkEnded"]);

    /// <summary>Makes the calendar's address; an earlier one ends.</summary>
    /// <returns>The secret, which is kept nowhere.</returns>
    public async Task<Outcome<string>> MakeFeedAsync(Viewer viewer, CancellationToken ct = default)
    {
        var secret = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var outcome = await ChangeAsync(viewer.PersonId, viewer.Name, HomeOf(viewer), "calendar made", choice => (choice.FeedHash, choice.FeedMadeAt) = (HashOf(secret), clock.GetUtcNow()), ct);
        return outcome.Match<Outcome<string>>(_ => secret, refusal => refusal);
    }

    public Task<Outcome<Guid>> RevokeFeedAsync(Viewer viewer, CancellationToken ct = default) =>
        ChangeAsync(viewer.PersonId, viewer.Name, HomeOf(viewer), "calendar revoked", choice => (choice.FeedHash, choice.FeedMadeAt) = (null, null), ct);

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal static Guid HomeOf(Viewer viewer) => viewer is { IsCustomer: true, AccountId: { } own } ? own : AccountScope.NoAccount;

    private async Task<Outcome<Guid>> ChangeAsync(Guid person, string actor, Guid home, string what, Action<ReminderChoice> change, CancellationToken ct)
    {
        await using var db = portal.ForSystem(home);
        var choice = await db.ReminderChoices.SingleOrDefaultAsync(row => row.AccountId == home && row.PersonId == person, ct);
        if (choice is null)
        {
            db.Add(choice = new ReminderChoice { AccountId = home, PersonId = person });
        }

        change(choice);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["SentTwice"]);
        }

        await audit.WriteAsync(person, actor, PlanAudit.RemindersChosen, what, home, ct);
        return person;
    }
}
