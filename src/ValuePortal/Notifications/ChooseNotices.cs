using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>A person chooses, kind by kind, how to be told, and when no mail is to come.</summary>
public sealed class ChooseNotices(PortalDbFactory portal, NoticeKinds kinds, NoticeLinks links, AuditLog audit, IStringLocalizer<NotificationWords> text)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Chosen = "notices-chosen";

    /// <param name="Ways">Kind → way, as a form sends them; a kind that is left out stays as it is.</param>
    public sealed record Input(IReadOnlyDictionary<string, string> Ways, int QuietFrom, int QuietUntil, int DigestHour);

    public sealed record Row(string Kind, string Name, NoticeWay Way);

    public sealed record Choices(IReadOnlyList<Row> Rows, int QuietFrom, int QuietUntil, int DigestHour);

    public async Task<Choices> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        var home = ReadInbox.HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        var choice = await db.NoticeChoices.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == home && row.PersonId == viewer.PersonId, ct) ?? new NoticeChoice();
        return new Choices([.. kinds.For(viewer).Select(kind => new Row(kind.Key, kinds.NameOf(kind), Tell.WayOf(choice, kind)))], choice.QuietFrom, choice.QuietUntil, choice.DigestHour);
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var offered = kinds.For(viewer).Select(kind => kind.Key).ToHashSet();
        if (input.Ways.Any(way => !offered.Contains(way.Key) || !Enum.GetNames<NoticeWay>().Contains(way.Value))
            || !IsHour(input.QuietFrom) || !IsHour(input.QuietUntil) || !IsHour(input.DigestHour))
        {
            return new Refusal.Invalid(text["ChooseOne"], new Dictionary<string, string[]> { [""] = [text["ChooseOne"]] });
        }

        return await ChangeAsync(viewer.PersonId, viewer.Name, ReadInbox.HomeOf(viewer), choice =>
        {
            choice.Ways = With(choice.Ways, input.Ways);
            (choice.QuietFrom, choice.QuietUntil, choice.DigestHour) = (input.QuietFrom, input.QuietUntil, input.DigestHour);
        }, ct);
    }

    /// <summary>Stops the mails that a link at their foot is about: of one kind, or all. What happens still stands in the inbox.</summary>
    public async Task<Outcome<Guid>> StopAsync(string? token, CancellationToken ct = default) =>
        links.Read(token) is var (home, person, kind)
            ? await ChangeAsync(person, "link in a mail", home, choice => choice.Ways = With(
                choice.Ways, kinds.All.Where(one => (kind.Length == 0 || one.Key == kind) && Tell.WayOf(choice, one) is not NoticeWay.None).ToDictionary(one => one.Key, _ => nameof(NoticeWay.Inbox))), ct)
            : new Refusal.NotFound(text["LinkUnknown"]);

    private static bool IsHour(int hour) => hour is >= 0 and <= 23;

    private static string With(string ways, IReadOnlyDictionary<string, string> changed)
    {
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(ways) ?? [];
        foreach (var (kind, way) in changed)
        {
            all[kind] = way;
        }

        return JsonSerializer.Serialize(all);
    }

    private async Task<Outcome<Guid>> ChangeAsync(Guid person, string actor, Guid home, Action<NoticeChoice> change, CancellationToken ct)
    {
        await using var db = portal.ForSystem(home);
        var choice = await db.NoticeChoices.SingleOrDefaultAsync(row => row.AccountId == home && row.PersonId == person, ct);
        if (choice is null)
        {
            db.Add(choice = new NoticeChoice { AccountId = home, PersonId = person });
        }

        change(choice);

        // What waits for its hour goes by what is wanted now.
        await foreach (var waiting in db.Notices.Where(row => row.AccountId == home && row.PersonId == person && row.MailDueAt != null).AsAsyncEnumerable().WithCancellation(ct))
        {
            waiting.MailDueAt = Tell.WayOf(choice, kinds.Of(waiting.Kind)) is NoticeWay.Mail or NoticeWay.Digest ? waiting.MailDueAt : null;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["SentTwice"]);
        }

        await audit.WriteAsync(person, actor, Chosen, "", home, ct);
        return person;
    }
}
