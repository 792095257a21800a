using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Reach;

/// <summary>
/// Release by release and account by account of those a success manager has in care: who has seen it, who was told, and whether use followed.
/// A product manager has no accounts and gets none.
/// </summary>
public sealed class ReadReach(PortalDbFactory portal, AudienceOfReleases audience, ReadWanted wanted, MeasureUse measure, TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    /// <summary>For how long after its publication somebody still has to be told.</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(120);

    /// <param name="On">Day in the account's time zone.</param>
    /// <param name="SeenBy">People of the account who opened it.</param>
    /// <param name="ToldOn">Told by word of mouth on this day; null when not.</param>
    /// <param name="Wishes">Requests of the account that it answers.</param>
    /// <param name="Use">Null for a release without a feature.</param>
    public sealed record Row(
        Guid AccountId, string AccountName, Guid ReleaseId, ReleaseText Text, string? GuideLink, DateOnly On, int SeenBy, DateOnly? ToldOn, string? ToldBy, string? Note, IReadOnlyList<string> Wishes,
        MeasureUse.Use? Use)
    {
        /// <summary>Updated, but the customer does not know.</summary>
        public bool IsUntold => SeenBy == 0 && ToldOn is null;
    }

    /// <summary>One release, all accounts in the viewer's scope it is for.</summary>
    public async Task<Outcome<IReadOnlyList<Row>>> OfReleaseAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!viewer.IsStaff || await db.ReleaseNotes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.State == ReleaseState.Published, ct) is not { } note)
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        List<Row> rows = [];
        foreach (var company in await audience.AccountsAsync(note, viewer.Scope, ct))
        {
            rows.AddRange(await OfAsync(viewer.NarrowTo(company.AccountId)!, company, [note], ct));
        }

        return rows;
    }

    /// <summary>One account: its releases of the last months, or those since a day, the newest first.</summary>
    public async Task<IReadOnlyList<Row>> OfAccountAsync(Viewer viewer, Guid account, DateOnly? since = null, CancellationToken ct = default)
    {
        if (!viewer.IsStaff || viewer.NarrowTo(account) is not { } narrowed)
        {
            return [];
        }

        // A day earlier than asked, since days of the account's time zone begin before those of UTC.
        var first = since is { } day ? new DateTimeOffset(day.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : clock.GetUtcNow() - News;
        var notes = (await audience.OfAsync(narrowed, ct)).Where(note => note.PublishedAt >= first).ToList();
        return notes.Count == 0 ? [] : await OfAsync(narrowed, await CompanyAsync(narrowed, notes[0], ct), notes, ct);
    }

    /// <summary>What is released and unknown to the accounts it is for: those who asked for it first.</summary>
    public async Task<IReadOnlyList<Row>> UntoldAsync(Viewer viewer, CancellationToken ct = default)
    {
        List<Row> rows = [];
        foreach (var account in viewer.Scope.Accounts)
        {
            rows.AddRange((await OfAccountAsync(viewer, account, ct: ct)).Where(row => row.IsUntold));
        }

        return [.. rows.OrderByDescending(row => row.Wishes.Count).ThenBy(row => row.On).ThenBy(row => row.AccountName, StringComparer.CurrentCulture)];
    }

    private async Task<ListTiers.Row> CompanyAsync(Viewer viewer, ReleaseNote note, CancellationToken ct) => (await audience.AccountsAsync(note, viewer.Scope, ct)).Single();

    private async Task<IReadOnlyList<Row>> OfAsync(Viewer viewer, ListTiers.Row company, IReadOnlyList<ReleaseNote> notes, CancellationToken ct)
    {
        var account = company.AccountId;
        Guid[] ids = [.. notes.Select(note => note.Id)];
        await using var db = portal.For(viewer);
        var seen = await db.ReleasesSeen.AsNoTracking().Where(row => row.AccountId == account && ids.Contains(row.ReleaseId))
            .GroupBy(row => row.ReleaseId).Select(row => new { row.Key, People = row.Count() }).ToDictionaryAsync(row => row.Key, row => row.People, ct);
        var calls = await db.ReleaseCalls.AsNoTracking().Where(row => row.AccountId == account && ids.Contains(row.ReleaseId)).ToDictionaryAsync(row => row.ReleaseId, ct);
        var links = (await db.ReleaseRequests.AsNoTracking().Where(row => ids.Contains(row.ReleaseId)).ToListAsync(ct)).ToLookup(row => row.ReleaseId, row => row.RequestId);
        var wishes = (await wanted.RunAsync(viewer, ct)).Rows.ToDictionary(row => row.Id, row => row.Title);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone);
        var days = notes.Select(note => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(note.PublishedAt!.Value, zone).DateTime)).ToList();
        var uses = await measure.RunAsync(viewer, account, [.. notes.Select((note, i) => new MeasureUse.Release(note.Feature, days[i]))], ct);
        return [.. notes.Select((note, i) =>
        {
            var call = calls.GetValueOrDefault(note.Id);
            return new Row(
                account, company.Name, note.Id, note.Text, note.GuideLink, days[i], seen.GetValueOrDefault(note.Id), call?.On, call?.By, call?.Note,
                [.. links[note.Id].Where(wishes.ContainsKey).Select(request => wishes[request])], uses[i]);
        })];
    }
}
