using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>What the company the viewer looks at asked for or votes for, and what became of it: for cards, releases, the roadmap and reviews.</summary>
public sealed class ReadWanted(PortalDbFactory portal, AccountDays days)
{
    private const int Most = 500;

    /// <param name="RaisedOn">Day in the account's time zone, like the other two.</param>
    /// <param name="AnsweredOn">Null while the vendor said nothing in words.</param>
    /// <param name="MovedOn">When status or answer last changed; null until the first time.</param>
    /// <param name="RaisedByUs">Raised by the company; else its people vote for it.</param>
    /// <param name="OurVotes">How many people of the company want it.</param>
    /// <param name="Mine">The viewer raised it or votes for it.</param>
    public sealed record Row(
        Guid Id, string Title, RequestStatus Status, string? Answer, DateOnly RaisedOn, DateOnly? AnsweredOn, DateOnly? MovedOn, bool RaisedByUs, int OurVotes, bool Mine)
    {
        public bool IsDelivered => Status is RequestStatus.Released or RequestStatus.AlreadyAvailable;
    }

    /// <param name="Rows">The newest first, 500 at most.</param>
    public sealed record Result(IReadOnlyList<Row> Rows)
    {
        /// <summary>Votes of the company's people that stand.</summary>
        public int Votes => Rows.Sum(row => row.OurVotes);

        /// <summary>Of these, on requests that are released or were there already.</summary>
        public int DeliveredVotes => Rows.Where(row => row.IsDelivered).Sum(row => row.OurVotes);

        /// <summary>Null where nobody votes.</summary>
        public decimal? DeliveredShare => Votes == 0 ? null : (decimal)DeliveredVotes / Votes;
    }

    /// <param name="viewer">Who looks.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Nothing for a viewer who looks at no account.</returns>
    public Task<Result> RunAsync(Viewer viewer, CancellationToken ct = default) => RunAsync(viewer, null, ct);

    /// <summary>Only this one of them; null for all.</summary>
    internal async Task<Result> RunAsync(Viewer viewer, Guid? only, CancellationToken ct)
    {
        if (viewer.AccountId is not { } company)
        {
            return new Result([]);
        }

        await using var db = portal.For(viewer);
        var (standing, requests) = (db.Votes.AsNoTracking().Where(v => v.AccountId == company && v.TakenBackAt == null), db.FeatureRequests.AsNoTracking());
        if (only is { } one)
        {
            (standing, requests) = (standing.Where(v => v.RequestId == one), requests.Where(r => r.Id == one));
        }

        var votes = (await standing.Select(v => new { v.RequestId, v.PersonId }).ToListAsync(ct)).ToLookup(v => v.RequestId, v => v.PersonId);
        var found = await requests
            .Where(r => r.RaisedByAccountId == company || standing.Select(v => v.RequestId).Contains(r.Id))
            .OrderByDescending(r => r.RaisedAt).ThenBy(r => r.Id).Take(Most)
            .Select(r => new { r.Id, r.Title, r.Status, r.Answer, r.RaisedAt, r.AnsweredAt, r.EchoedAt, r.RaisedByAccountId, r.RaisedByPersonId }).ToListAsync(ct);
        var day = await days.ForAsync(viewer, ct);
        return new Result([.. found.Select(r => new Row(
            r.Id, r.Title, r.Status, r.Answer, day(r.RaisedAt), r.AnsweredAt is { } answered ? day(answered) : null, r.EchoedAt is { } moved ? day(moved) : null,
            r.RaisedByAccountId == company, votes[r.Id].Count(), r.RaisedByPersonId == viewer.PersonId || votes[r.Id].Contains(viewer.PersonId)))]);
    }
}
