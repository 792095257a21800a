using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews.PreRead;

/// <summary>
/// Two days before a meeting the people of the account are asked to read the published review. A meeting that is moved is told anew; one that
/// is set later than that is told at the next round.
/// </summary>
public sealed class SendPreReads(PortalDbFactory portal, ListTiers tiers, Tell tell, Days days, TimeProvider clock)
{
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(48);
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private const int AtOnce = 200;

    /// <returns>How many people were told.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var last = now + Ahead;
        List<(Guid AccountId, Guid Id)> due;
        await using (var every = portal.ForSystem())
        {
            due = [.. (await every.Reviews.AsNoTracking()
                .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.PreReadsThatAreDue)
                .Where(r => r.State == ReviewState.Published && r.MeetingAt > now && r.MeetingAt <= last && (r.PreReadFor == null || r.PreReadFor != r.MeetingAt))
                .OrderBy(r => r.MeetingAt).ThenBy(r => r.Id).Take(AtOnce)
                .Select(r => new { r.AccountId, r.Id }).ToListAsync(ct)).Select(r => (r.AccountId, r.Id))];
        }

        var told = 0;
        foreach (var (account, id) in due)
        {
            told += await SendAsync(account, id, ct);
        }

        return told;
    }

    private async Task<int> SendAsync(Guid account, Guid id, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        if (await db.Reviews.SingleOrDefaultAsync(r => r.AccountId == account && r.Id == id, ct) is not { MeetingAt: { } at } review)
        {
            return 0;
        }

        var zone = await tiers.RunAsync(AccountScope.Only(account), ct) is [var company] && TimeZoneInfo.TryFindSystemTimeZoneById(company.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var when = new NoticeValue(InLanguage.Of("en", () => Write(local, zone)), InLanguage.Of("zh-CN", () => Write(local, zone)));
        var people = await db.Users.Where(person => person.AccountId == account && person.DeactivatedAt == null).Select(person => person.Id).ToListAsync(ct);
        var told = await tell.StageAsync(
            db, [.. people.Select(person => new Tell.News(person, ReviewNotices.PreRead, $"preread:{id}:{at.UtcTicks}", $"/reviews/{id}", review.Title, when))], ct);
        review.NotePreRead();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was changed meanwhile; the next round looks again.
            return 0;
        }

        return told;
    }

    private string Write(DateTimeOffset at, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{days.WithYear(DateOnly.FromDateTime(at.DateTime))}, {at:HH:mm} ({zone.Id})");
}
