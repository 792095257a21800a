using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>What a person was told and how it wants to be told, for the person's own file.</summary>
public sealed class ReadOwnNotices(PortalDbFactory portal, NoticeKinds kinds)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var home = ReadInbox.HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        var notices = await db.Notices.AsNoTracking().Where(row => row.AccountId == home && row.PersonId == viewer.PersonId)
            .OrderByDescending(row => row.MadeAt).ThenBy(row => row.Id).Take(Most).ToListAsync(ct);
        var choice = await db.NoticeChoices.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == home && row.PersonId == viewer.PersonId, ct);
        return new
        {
            Inbox = notices.Select(row => new { row.MadeAt, row.ReadAt, Text = kinds.WordsOf(row.Kind, row.Values)?.Sentence, row.Link }).ToList(),
            Choices = choice is null ? null : new { choice.Ways, choice.QuietFrom, choice.QuietUntil, choice.DigestHour },
        };
    }
}

/// <summary>What is told to a person goes with it.</summary>
internal static class NoticesOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(NotificationWords), "KeptOfPerson", LeaveAsync);

    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        var (account, id) = (person.AccountId, person.PersonId);
        await db.Notices.Where(row => row.AccountId == account && row.PersonId == id).ExecuteDeleteAsync(ct);
        await db.NoticeChoices.Where(row => row.AccountId == account && row.PersonId == id).ExecuteDeleteAsync(ct);
    }
}
