using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>One request as a customer reads it. One of another company that is not published is not there.</summary>
public sealed class ReadRequest(PortalDbFactory portal, AccountDays days, IStringLocalizer<RequestWords> text)
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
        DateOnly? AnsweredOn);

    public async Task<Outcome<Details>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var votes = db.Votes;
        var (me, company) = (viewer.PersonId, viewer.AccountId ?? AccountScope.NoAccount);
        var found = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.Id == id)
            .Select(r => new { Request = r, Voted = votes.Any(v => v.RequestId == r.Id && v.PersonId == me && v.TakenBackAt == null) })
            .SingleOrDefaultAsync(ct);
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
            found.Voted,
            request.PublishedAt is not null,
            ours,
            name,
            day(request.RaisedAt),
            request.Answer,
            request.AnsweredAt is { } at ? day(at) : null);
    }
}
