using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>
/// Tells people of an event, in the transaction in which it happens: what is rolled back is told to nobody, and what is saved is told
/// whatever stops afterwards. Who was told of the event already is left out.
/// </summary>
public sealed class Tell(NoticeKinds kinds, ListAccountZones zones, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <param name="Kind">The key of a <see cref="NoticeKind"/>.</param>
    /// <param name="Cause">The event, such as "release:…": each person is told of it once.</param>
    /// <param name="Link">A page of the portal, with its slash.</param>
    public sealed record News(Guid PersonId, string Kind, string Cause, string Link, params IReadOnlyList<NoticeValue> Values);

    /// <param name="db">The caller's context; the companies of all these people are in its scope.</param>
    /// <param name="news">Whom to tell of what.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many are told; it counts when the caller has saved.</returns>
    public async Task<int> StageAsync(PortalDb db, IReadOnlyCollection<News> news, CancellationToken ct = default)
    {
        var told = 0;
        foreach (var some in news.Chunk(AtOnce))
        {
            told += await StageSomeAsync(db, some, ct);
        }

        return told;
    }

    private async Task<int> StageSomeAsync(PortalDb db, News[] news, CancellationToken ct)
    {
        Guid[] ids = [.. news.Select(one => one.PersonId).Distinct()];
        string[] causes = [.. news.Select(one => one.Cause).Distinct()];
        var people = await db.Users.AsNoTracking()
            .Where(person => ids.Contains(person.Id) && person.DeactivatedAt == null)
            .Select(person => new { person.Id, Home = person.AccountId ?? AccountScope.NoAccount, person.TimeZone })
            .ToDictionaryAsync(person => person.Id, ct);
        var known = (await db.Notices.AsNoTracking()
                .Where(row => ids.Contains(row.PersonId) && causes.Contains(row.Cause))
                .Select(row => new { row.PersonId, row.Kind, row.Cause }).ToListAsync(ct))
            .Select(row => (row.PersonId, row.Kind, row.Cause)).ToHashSet();
        var choices = await db.NoticeChoices.AsNoTracking().Where(row => ids.Contains(row.PersonId)).ToDictionaryAsync(row => row.PersonId, ct);
        var companies = AccountScope.Only([.. people.Values.Select(person => person.Home).Distinct()]);
        var zoneOf = (await zones.RunAsync(new Viewer(Guid.Empty, "notices", null, companies, SeesMoney: false), ct: ct)).ToDictionary(row => row.AccountId, row => row.TimeZone);
        var now = clock.GetUtcNow();
        var told = 0;
        foreach (var one in news)
        {
            if (!people.TryGetValue(one.PersonId, out var person) || !known.Add((one.PersonId, one.Kind, one.Cause)))
            {
                continue;
            }

            var choice = choices.GetValueOrDefault(one.PersonId) ?? new NoticeChoice();
            var way = WayOf(choice, kinds.Of(one.Kind));
            if (way is NoticeWay.None)
            {
                continue;
            }

            var times = new NoticeTimes(person.TimeZone ?? zoneOf.GetValueOrDefault(person.Home, "UTC"), choice.QuietFrom, choice.QuietUntil, choice.DigestHour);
            db.Add(new Notice
            {
                AccountId = person.Home,
                Id = Guid.CreateVersion7(now),
                PersonId = one.PersonId,
                Kind = one.Kind,
                Cause = one.Cause,
                Link = one.Link,
                Values = NoticeValue.Write(one.Values),
                MadeAt = now,
                MailDueAt = times.DueAt(way, now),
            });
            told++;
        }

        return told;
    }

    internal static NoticeWay WayOf(NoticeChoice choice, NoticeKind kind) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(choice.Ways) is { } ways && ways.TryGetValue(kind.Key, out var chosen) && Enum.TryParse<NoticeWay>(chosen, out var way)
            ? way
            : kind.Usual;
}
