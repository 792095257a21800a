using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.PreRead;

/// <summary>For who works on an account: when its meeting about a review is, and who of its people has opened the review.</summary>
public sealed class ReadAttention(PortalDbFactory portal, ReviewWork work, ReadAccountCalendar calendar)
{
    private const int Most = 500;

    /// <param name="OpenedOn">Day in the account's time zone; null while the person has not.</param>
    public sealed record Reader(string Name, DateOnly? OpenedOn);

    /// <param name="MeetingAt">In the account's time zone; null while there is none.</param>
    /// <param name="Sent">Whether the pre-read for this meeting went out.</param>
    /// <param name="Readers">Who may see reviews, by name; who opened it first.</param>
    public sealed record Result(DateTime? MeetingAt, string TimeZone, bool Sent, IReadOnlyList<Reader> Readers)
    {
        public int Opened => Readers.Count(reader => reader.OpenedOn is not null);
    }

    /// <returns>Null for who does not work on the account, and for a review that is not there.</returns>
    public async Task<Result?> RunAsync(Viewer viewer, Guid account, Guid review, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out _) || await calendar.RunAsync(narrowed, ct) is not { } days)
        {
            return null;
        }

        await using var db = portal.For(narrowed);
        if (await db.Reviews.AsNoTracking().Where(r => r.AccountId == account && r.Id == review).Select(r => new { r.MeetingAt, r.PreReadFor }).SingleOrDefaultAsync(ct) is not { } found)
        {
            return null;
        }

        var opened = await db.ReviewOpenings.AsNoTracking().Where(o => o.AccountId == account && o.ReviewId == review).ToDictionaryAsync(o => o.PersonId, o => o.OpenedAt, ct);
        var people = await db.Users.AsNoTracking().Where(person => person.AccountId == account && person.DeactivatedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most).Select(person => new { person.Id, person.Name }).ToListAsync(ct);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(days.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        return new Result(
            found.MeetingAt is { } at ? TimeZoneInfo.ConvertTime(at, zone).DateTime : null, days.TimeZone, found.MeetingAt is not null && found.PreReadFor == found.MeetingAt,
            [.. people.Select(person => new Reader(person.Name, opened.TryGetValue(person.Id, out var at) ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) : null))
                .OrderBy(reader => reader.OpenedOn is null)]);
    }
}
