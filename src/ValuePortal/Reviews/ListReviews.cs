using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews;

/// <summary>The reviews of the one account the viewer looks at, the latest period first: published ones, for staff drafts too.</summary>
public sealed class ListReviews(PortalDbFactory portal, ReadAccountCalendar calendar)
{
    private const int Most = 200;

    /// <param name="PublishedOn">Day in the account's time zone; null for a draft.</param>
    public sealed record Row(Guid Id, string Title, DateOnly From, DateOnly To, string Language, ReviewState State, DateOnly? PublishedOn);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (await calendar.RunAsync(viewer, ct) is not { } account)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var drafts = viewer.IsStaff;
        var rows = await db.Reviews.AsNoTracking()
            .Where(r => r.AccountId == account.AccountId && (drafts || r.State == ReviewState.Published))
            .OrderByDescending(r => r.To).ThenByDescending(r => r.Id)
            .Take(Most)
            .Select(r => new { r.Id, r.Title, r.From, r.To, r.Language, r.State, r.PublishedAt })
            .ToListAsync(ct);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return [.. rows.Select(r => new Row(
            r.Id, r.Title, r.From, r.To, r.Language, r.State,
            r.PublishedAt is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) : null))];
    }
}
