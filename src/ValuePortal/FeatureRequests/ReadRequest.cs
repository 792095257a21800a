using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>One request as a customer reads it. One of another company that is not published is not there.</summary>
public sealed class ReadRequest(PortalDbFactory portal, ListAreas areas, AccountDays days, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    /// <param name="RaisedBy">Who of the viewer's own company raised it; null for another company's, of which nobody is named.</param>
    /// <param name="RaisedOn">Day in the account's time zone, like <paramref name="AnsweredOn"/>.</param>
    public sealed record Details(
        Guid Id,
        string Title,
        string Need,
        RequestStatus Status,
        int Votes,
        bool VotedByMe,
        bool IsPublished,
        bool FromMyCompany,
        string? RaisedBy,
        DateOnly RaisedOn,
        string? Answer,
        DateOnly? AnsweredOn)
    {
        public string? Today { get; init; }

        public string? Affected { get; init; }

        public HowOften? HowOften { get; init; }

        public string? Area { get; init; }

        /// <summary>How much it matters to the viewer; null without a vote, and where the viewer did not say.</summary>
        public Importance? MyImportance { get; init; }

        /// <summary>Somebody of the vendor recorded the viewer's vote, having heard it there; null for an own one.</summary>
        public RequestSource? RecordedFrom { get; init; }

        /// <summary>What the viewer is told of it.</summary>
        public FollowLevel Follows { get; init; }

        /// <summary>For the company that raised it: by when the vendor answers. Null once it did, and where it promised no day.</summary>
        public DateOnly? AnswerDueOn { get; init; }

        /// <summary>Whether that day has passed.</summary>
        public bool IsOverdue { get; init; }

        /// <summary>The request that stands for this one; null while it stands for itself.</summary>
        public (Guid Id, string Title)? MergedInto { get; init; }

        /// <summary>Votes that another board counted before.</summary>
        public int ImportedVotes { get; init; }
    }

    public async Task<Outcome<Details>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var (votes, followers, requests) = (db.Votes, db.Followers, db.FeatureRequests);
        var (me, company) = (viewer.PersonId, viewer.AccountId ?? AccountScope.NoAccount);

        // As joins: a first row that is asked for in the middle of a query is numbered among all rows of its table.
        var found = await (
            from r in db.FeatureRequests.AsNoTracking().Where(r => r.Id == id)
            from vote in votes.Where(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null).DefaultIfEmpty()
            from other in requests.Where(other => other.Id == r.MergedIntoId).DefaultIfEmpty()
            select new
            {
                Request = r,
                Vote = vote,
                Choice = followers.Where(f => f.RequestId == r.Id && f.PersonId == me).Select(f => (FollowLevel?)f.Level).FirstOrDefault(),
                Into = other == null ? null : new { other.Id, other.Title },
            }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        var request = found.Request;
        var ours = request.RaisedByAccountId == company;
        var name = ours
            ? await db.Users.Where(person => person.Id == request.RaisedByPersonId && person.AccountId == company).Select(person => person.Name).SingleOrDefaultAsync(ct)
            : null;
        var day = await days.ForAsync(viewer, ct);
        return new Details(
            request.Id,
            request.Title,
            request.Need,
            request.Status,
            request.VoteCount,
            found.Vote is not null,
            request.PublishedAt is not null,
            ours,
            name,
            day(request.RaisedAt),
            request.Answer,
            request.AnsweredAt is { } at ? day(at) : null)
        {
            Today = request.Today,
            Affected = request.Affected,
            HowOften = request.HowOften,
            Area = request.AreaId is { } about ? (await areas.RunAsync(ct)).FirstOrDefault(area => area.Id == about)?.Name : null,
            MyImportance = found.Vote?.Importance,
            RecordedFrom = found.Vote?.RecordedByPersonId is null ? null : found.Vote.Source,
            Follows = found.Choice ?? (ours && request.RaisedByPersonId == me ? FollowLevel.All : found.Vote is not null ? FollowLevel.Status : FollowLevel.None),
            AnswerDueOn = ours && request.FirstAnsweredOn is null && !request.Status.IsLast ? request.AnswerDueOn : null,
            IsOverdue = request.AnswerDueOn < day(clock.GetUtcNow()),
            MergedInto = found.Into is { } into ? (into.Id, into.Title) : null,
            ImportedVotes = request.ImportedVotes,
        };
    }
}
