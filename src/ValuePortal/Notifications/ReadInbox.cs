using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>What a person was told: what is new to it first, then what it has read, each the newest first.</summary>
public sealed class ReadInbox(PortalDbFactory portal, NoticeKinds kinds, ReadAccountCalendar calendar)
{
    public const int PageSize = 20;

    /// <summary>The head shows no greater number than this.</summary>
    public const int MostCounted = 99;

    /// <param name="On">Day in the zone the person chose, else in the account's; of UTC where neither is there.</param>
    public sealed record Row(Guid Id, string Sentence, string? Detail, DateOnly On, bool IsNew);

    /// <param name="Next">Where the next page begins; null on the last.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int New, string? Next);

    public async Task<Page> RunAsync(Viewer viewer, string? after = null, CancellationToken ct = default)
    {
        var home = HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        var mine = db.Notices.AsNoTracking().Where(row => row.AccountId == home && row.PersonId == viewer.PersonId);
        var rest = mine;
        if (Place.Read(after) is { } place)
        {
            var (isNew, at, id) = place;
            rest = isNew
                ? rest.Where(row => row.ReadAt != null || row.MadeAt < at || (row.MadeAt == at && row.Id.CompareTo(id) < 0))
                : rest.Where(row => row.ReadAt != null && (row.MadeAt < at || (row.MadeAt == at && row.Id.CompareTo(id) < 0)));
        }

        var found = await rest.OrderBy(row => row.ReadAt != null).ThenByDescending(row => row.MadeAt).ThenByDescending(row => row.Id).Take(PageSize + 1).ToListAsync(ct);
        var zone = await db.Users.Where(person => person.Id == viewer.PersonId).Select(person => person.TimeZone).SingleOrDefaultAsync(ct)
            ?? (await calendar.RunAsync(viewer, ct))?.TimeZone;
        var of = TimeZoneInfo.FindSystemTimeZoneById(zone ?? "UTC");
        var shown = found.Take(PageSize).ToList();
        return new Page(
            [.. shown.Select(row => (Row: row, Words: kinds.WordsOf(row.Kind, row.Values))).Where(one => one.Words is not null).Select(one => new Row(
                one.Row.Id, one.Words!.Value.Sentence, one.Words.Value.Detail, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(one.Row.MadeAt, of).DateTime), one.Row.ReadAt is null))],
            await CountAsync(mine, ct),
            found.Count > PageSize ? Place.Of(shown[^1]).ToString() : null);
    }

    /// <summary>How many are new to the person.</summary>
    public async Task<int> CountNewAsync(Viewer viewer, CancellationToken ct = default)
    {
        var home = HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        return await CountAsync(db.Notices.AsNoTracking().Where(row => row.AccountId == home && row.PersonId == viewer.PersonId), ct);
    }

    internal static Guid HomeOf(Viewer viewer) => viewer is { IsCustomer: true, AccountId: { } own } ? own : AccountScope.NoAccount;

    private static Task<int> CountAsync(IQueryable<Notice> mine, CancellationToken ct) =>
        mine.CountAsync(row => row.ReadAt == null, ct);

    /// <summary>The last row of a page.</summary>
    private sealed record Place(bool IsNew, DateTimeOffset At, Guid Id)
    {
        public static Place Of(Notice row) => new(row.ReadAt is null, row.MadeAt, row.Id);

        public static Place? Read(string? text) =>
            text?.Split('.') is [("n" or "r") and var kind, var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks && Guid.TryParse(id, out var last)
                ? new Place(kind == "n", new DateTimeOffset(at, TimeSpan.Zero), last)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsNew ? 'n' : 'r')}.{At.UtcTicks}.{Id:N}");
    }
}
