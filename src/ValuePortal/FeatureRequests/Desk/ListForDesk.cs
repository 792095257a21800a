using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>
/// The requests a person of the vendor works on: those without an answer first, the longest waiting on top; then the answered ones, the
/// latest first. Who asked, how many people and companies want it; no money, no usage.
/// </summary>
public sealed class ListForDesk(RequestDesk desk, NameAccounts names, ListAreas areas, AccountDays days, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>Who sees a request.</summary>
    public enum Sight
    {
        Any,
        Private,
        Published,
    }

    public enum AnswerState
    {
        Any,

        /// <summary>Without an answer in words.</summary>
        None,

        /// <summary>Without one although the promised day has passed.</summary>
        Overdue,
    }

    /// <summary>Who looks after it.</summary>
    public enum Owner
    {
        Any,
        Me,
        Nobody,
    }

    public enum Order
    {
        /// <summary>Without an answer first, the longest waiting on top; then the latest answered.</summary>
        Queue,

        /// <summary>The most wanted on top.</summary>
        Votes,

        Newest,
    }

    /// <param name="Status">Null: all.</param>
    /// <param name="Area">Null: all.</param>
    /// <param name="Page">From 1; beyond the last page the last is shown.</param>
    public sealed record Input(
        RequestStatus? Status = null, Sight Sight = Sight.Any, AnswerState Answer = AnswerState.Any, string? Words = null, int Page = 1, Owner Owner = Owner.Any, Guid? Area = null, Order Order = Order.Queue);

    /// <param name="People">Whose votes stand, of all companies.</param>
    /// <param name="Companies">Those with at least one such vote.</param>
    /// <param name="RaisedOn">Day of UTC, like <paramref name="AnsweredOn"/>.</param>
    /// <param name="AnswerDueOn">Day of the account, while no answer was given.</param>
    public sealed record Row(
        Guid Id, string Title, string AccountName, RequestStatus Status, int People, int Companies, bool IsPublished, DateOnly RaisedOn, DateOnly? AnsweredOn,
        DateOnly? AnswerDueOn, bool IsOverdue, string? Owner, string? Area, int Edition);

    /// <param name="Total">How many there are on all pages.</param>
    /// <param name="WithoutAnswer">How many of all in scope have no answer, whatever the filter.</param>
    /// <param name="Overdue">How many of those should have one.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int WithoutAnswer, int Overdue, int Number)
    {
        public int Last => Math.Max(1, (Total + PageSize - 1) / PageSize);
    }

    public async Task<Page> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var ours = db.FeatureRequests.AsNoTracking().Where(r => scope.Accounts.Contains(r.RaisedByAccountId) && r.MergedIntoId == null);
        var found = ours.WithWords(input.Words);
        found = input.Status is { } status ? found.Where(r => r.Status == status) : found;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var late = ours.Where(r => r.FirstAnsweredOn == null && r.AnswerDueOn < today).Where(FeatureRequest.IsOpen);
        found = input.Answer switch
        {
            AnswerState.None => found.Where(r => r.AnsweredAt == null),
            AnswerState.Overdue => found.Where(r => r.FirstAnsweredOn == null && r.AnswerDueOn < today).Where(FeatureRequest.IsOpen),
            _ => found,
        };
        found = input.Owner switch
        {
            Owner.Me => found.Where(r => r.OwnerPersonId == viewer.PersonId),
            Owner.Nobody => found.Where(r => r.OwnerPersonId == null),
            _ => found,
        };
        found = input.Area is { } about ? found.Where(r => r.AreaId == about) : found;
        found = input.Sight switch
        {
            Sight.Private => found.Where(r => r.PublishedAt == null),
            Sight.Published => found.Where(r => r.PublishedAt != null),
            _ => found,
        };

        var total = await found.CountAsync(ct);
        var number = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var ordered = input.Order switch
        {
            Order.Votes => found.OrderByDescending(r => r.VoteCount).ThenBy(r => r.RaisedAt),
            Order.Newest => found.OrderByDescending(r => r.RaisedAt),
            _ => found.OrderBy(r => r.AnsweredAt != null).ThenByDescending(r => r.AnsweredAt).ThenBy(r => r.RaisedAt),
        };
        var rows = await ordered.ThenBy(r => r.Id)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(r => new { r.Id, r.Title, r.RaisedByAccountId, r.Status, r.VoteCount, r.PublishedAt, r.RaisedAt, r.AnsweredAt, r.FirstAnsweredOn, r.AnswerDueOn, r.OwnerPersonId, r.AreaId, r.Edition })
            .ToListAsync(ct);
        var companies = await CountCompaniesAsync(db, [.. rows.Select(r => r.Id)], ct);
        var name = await names.RunAsync(AccountScope.Only([.. rows.Select(r => r.RaisedByAccountId)]), ct);
        var day = await days.ForAsync(viewer with { Scope = default }, ct);
        Guid?[] owners = [.. rows.Select(r => r.OwnerPersonId).Distinct()];
        var owner = await db.Users.AsNoTracking().Where(person => owners.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var area = (await areas.RunAsync(ct)).ToDictionary(row => row.Id, row => row.Name);
        return new Page(
            [.. rows.Select(r => new Row(
                r.Id, r.Title, name[r.RaisedByAccountId], r.Status, r.VoteCount, companies.GetValueOrDefault(r.Id), r.PublishedAt is not null, day(r.RaisedAt),
                r.AnsweredAt is { } at ? day(at) : null,
                r.FirstAnsweredOn is null && !r.Status.IsLast ? r.AnswerDueOn : null,
                r.FirstAnsweredOn is null && !r.Status.IsLast && r.AnswerDueOn < today,
                r.OwnerPersonId is { } by ? owner.GetValueOrDefault(by) : null,
                r.AreaId is { } of ? area.GetValueOrDefault(of) : null,
                r.Edition))],
            total,
            await ours.CountAsync(r => r.AnsweredAt == null, ct),
            await late.CountAsync(ct),
            number);
    }

    /// <summary>How many companies want each of these requests: of all companies, whoever asks, so that the figure is the same for all staff.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, int>> CountCompaniesAsync(PortalDb db, IReadOnlyCollection<Guid> requests, CancellationToken ct) =>
        await db.Votes.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.CompaniesThatWant)
            .Where(v => requests.Contains(v.RequestId) && v.TakenBackAt == null)
            .GroupBy(v => v.RequestId)
            .Select(votes => new { votes.Key, Companies = votes.Select(v => v.AccountId).Distinct().Count() })
            .ToDictionaryAsync(votes => votes.Key, votes => votes.Companies, ct);
}
