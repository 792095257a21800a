using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>
/// The requests a customer sees: its own company's and those published, a page at a time, each with the viewer's own vote. Nobody
/// learns here who raised a request of another company.
/// </summary>
public sealed class ListRequests(PortalDbFactory portal, ListAreas areas, AccountDays days)
{
    public const int PageSize = 20;
    public const int ExcerptLength = 180;

    /// <summary>Which of them.</summary>
    public enum Whose
    {
        All,

        /// <summary>Raised by the viewer's company.</summary>
        Company,

        /// <summary>Those the viewer's vote stands for.</summary>
        Wanted,
    }

    public enum Order
    {
        /// <summary>Open ones first, the most wanted on top.</summary>
        Votes,

        Newest,
    }

    /// <param name="Status">Null: all.</param>
    /// <param name="Words">Words to look for in title and text.</param>
    /// <param name="Page">From 1; beyond the last page the last is shown.</param>
    /// <param name="Area">Null: all.</param>
    public sealed record Input(RequestStatus? Status = null, Whose Whose = Whose.All, string? Words = null, Order Order = Order.Votes, int Page = 1, Guid? Area = null);

    /// <param name="Excerpt">The beginning of the text, on one line.</param>
    /// <param name="FromMyCompany">Raised by the viewer's own company.</param>
    /// <param name="IsPublished">False: only the viewer's company sees it.</param>
    /// <param name="RaisedOn">Day in the account's time zone.</param>
    /// <param name="MyImportance">How much it matters to the viewer; null without a vote, and where the viewer did not say.</param>
    /// <param name="Area">The part of the product it is about.</param>
    public sealed record Row(
        Guid Id, string Title, string Excerpt, RequestStatus Status, int Votes, bool VotedByMe, bool FromMyCompany, bool IsPublished, bool HasAnswer, DateOnly RaisedOn,
        Importance? MyImportance, string? Area);

    /// <param name="Total">How many there are on all pages.</param>
    /// <param name="Areas">What requests can be about, to choose from.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number, IReadOnlyList<ListAreas.Row> Areas)
    {
        public int Last => Math.Max(1, (Total + PageSize - 1) / PageSize);
    }

    public async Task<Page> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var votes = db.Votes;
        var (me, company) = (viewer.PersonId, viewer.AccountId ?? AccountScope.NoAccount);

        // One that was merged into another is on the list of its own company only: everybody else finds the other one there.
        var found = db.FeatureRequests.AsNoTracking().Where(r => r.MergedIntoId == null || r.RaisedByAccountId == company).WithWords(input.Words);
        found = input.Area is { } area ? found.Where(r => r.AreaId == area) : found;
        found = input.Status is { } status ? found.Where(r => r.Status == status) : found;
        found = input.Whose switch
        {
            Whose.Company => found.Where(r => r.RaisedByAccountId == company),
            Whose.Wanted => found.Where(r => votes.Any(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null)),
            _ => found,
        };

        var total = await found.CountAsync(ct);
        var number = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var ordered = input.Order is Order.Newest
            ? found.OrderByDescending(r => r.RaisedAt)
            : found.OrderBy(FeatureRequest.IsOver).ThenByDescending(r => r.VoteCount).ThenByDescending(r => r.RaisedAt);

        var rows = await ordered.ThenBy(r => r.Id).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(r => new
            {
                r.Id,
                r.Title,
                Beginning = r.Need.Substring(0, ExcerptLength * 2),
                r.Status,
                r.VoteCount,
                Voted = votes.Any(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null),
                MyImportance = votes.Where(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null).Select(v => v.Importance).FirstOrDefault(),
                r.AreaId,
                IsOurs = r.RaisedByAccountId == company,
                IsPublished = r.PublishedAt != null,
                HasAnswer = r.Answer != null,
                r.RaisedAt,
            })
            .ToListAsync(ct);

        var day = await days.ForAsync(viewer, ct);
        var about = await areas.RunAsync(ct);
        var named = about.ToDictionary(area => area.Id, area => area.Name);
        return new Page(
            [.. rows.Select(r => new Row(
                r.Id, r.Title, PlainText.Beginning(r.Beginning, ExcerptLength), r.Status, r.VoteCount, r.Voted, r.IsOurs, r.IsPublished, r.HasAnswer, day(r.RaisedAt),
                r.MyImportance, r.AreaId is { } part ? named.GetValueOrDefault(part) : null))],
            total,
            number,
            about);
    }
}
