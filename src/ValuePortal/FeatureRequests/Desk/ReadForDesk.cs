using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>One request as staff work on it, with who asked and which companies want it. Reading it is noted in the audit log.</summary>
public sealed class ReadForDesk(RequestDesk desk, NameAccounts names, AccountDays days, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <summary>A company in the viewer's scope and how many of its people want the request.</summary>
    public sealed record Company(string Name, int People);

    /// <param name="People">Whose votes stand, of all companies.</param>
    /// <param name="Companies">Companies with at least one such vote, of all.</param>
    /// <param name="Named">Those of them that the viewer works for, the one with most people first.</param>
    /// <param name="RaisedOn">Day of UTC, like <paramref name="AnsweredOn"/>.</param>
    /// <param name="Edition">To be sent back with an answer.</param>
    public sealed record Details(
        Guid Id,
        string Title,
        string Need,
        RequestStatus Status,
        string AccountName,
        string RaisedBy,
        DateOnly RaisedOn,
        bool IsPublished,
        string? Answer,
        string? AnsweredBy,
        DateOnly? AnsweredOn,
        int People,
        int Companies,
        IReadOnlyList<Company> Named,
        int Edition);

    public async Task<Outcome<Details>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var request = await db.FeatureRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId), ct);
        if (request is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        var wanting = await db.Votes.AsNoTracking()
            .Where(v => v.RequestId == id && v.TakenBackAt == null)
            .GroupBy(v => v.AccountId)
            .Select(votes => new { Account = votes.Key, People = votes.Count() })
            .ToListAsync(ct);
        var name = await names.RunAsync(AccountScope.Only([request.RaisedByAccountId, .. wanting.Select(company => company.Account)]), ct);
        var people = await db.Users.AsNoTracking()
            .Where(person => person.Id == request.RaisedByPersonId || person.Id == request.AnsweredByPersonId)
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var companies = await ListForDesk.CountCompaniesAsync(db, [id], ct);
        var day = await days.ForAsync(viewer with { Scope = default }, ct);
        await audit.WriteAsync(viewer, AuditAction.StaffRead, $"request {id}", request.RaisedByAccountId, ct);
        return new Details(
            request.Id,
            request.Title,
            request.Need,
            request.Status,
            name[request.RaisedByAccountId],
            people[request.RaisedByPersonId],
            day(request.RaisedAt),
            request.PublishedAt is not null,
            request.Answer,
            request.AnsweredByPersonId is { } by ? people[by] : null,
            request.AnsweredAt is { } at ? day(at) : null,
            request.VoteCount,
            companies.GetValueOrDefault(id),
            [.. wanting.Select(company => new Company(name[company.Account], company.People)).OrderByDescending(company => company.People).ThenBy(company => company.Name, StringComparer.Ordinal)],
            request.Edition);
    }
}
