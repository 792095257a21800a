using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>One request as staff work on it, with who asked and which companies want it. Reading it is noted in the audit log.</summary>
public sealed class ReadForDesk(
    RequestDesk desk, NameAccounts names, SumContracts contracts, ListAreas areas, AccountDays days, AuditLog audit, IStringLocalizer<RequestWords> text)
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
        int Edition)
    {
        public required RequestWording Wording { get; init; }

        public string? Area { get; init; }

        public Guid? OwnerId { get; init; }

        /// <summary>By when the first answer is due; null once it is there, and where no day was promised.</summary>
        public DateOnly? AnswerDueOn { get; init; }

        public RequestSource Source { get; init; }

        public string? SourceReference { get; init; }

        public string? EnteredBy { get; init; }

        public int ImportedVotes { get; init; }

        /// <summary>How many of the votes say so: nice, important, must, and no word.</summary>
        public required IReadOnlyDictionary<string, int> ByImportance { get; init; }

        /// <summary>What the companies that want it pay a year; for a success manager those in care.</summary>
        public required SumContracts.Sum Money { get; init; }

        /// <summary>The request it was merged into, and those merged into it.</summary>
        public (Guid Id, string Title)? MergedInto { get; init; }

        public IReadOnlyList<(Guid Id, string Title)> Merged { get; init; } = [];
    }

    /// <summary>The edition and the answer as they stand; null where there is no such request on the viewer's desk.</summary>
    internal async Task<(int Edition, string? Answer)?> StandsAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var found = await db.FeatureRequests.AsNoTracking().Where(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId)).Select(r => new { r.Edition, r.Answer }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Edition, found.Answer);
    }

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
            .Where(person => person.Id == request.RaisedByPersonId || person.Id == request.AnsweredByPersonId || person.Id == request.EnteredByPersonId)
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var importance = await db.Votes.AsNoTracking().Where(v => v.RequestId == id && v.TakenBackAt == null)
            .GroupBy(v => v.Importance).Select(same => new { same.Key, People = same.Count() }).ToListAsync(ct);
        var money = await contracts.RunAsync(viewer, new Dictionary<Guid, IReadOnlyCollection<Guid>> { [id] = [.. wanting.Select(company => company.Account)] }, ct);
        var into = await db.FeatureRequests.AsNoTracking().Where(r => r.Id == request.MergedIntoId).Select(r => new { r.Id, r.Title }).SingleOrDefaultAsync(ct);
        var merged = await db.FeatureRequests.AsNoTracking().Where(r => r.MergedIntoId == id && scope.Accounts.Contains(r.RaisedByAccountId))
            .OrderBy(r => r.RaisedAt).Select(r => new { r.Id, r.Title }).ToListAsync(ct);
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
            request.Edition)
        {
            Wording = new(request.Title, request.Need, request.Today, request.Affected, request.HowOften, request.AreaId),
            Area = request.AreaId is { } about ? (await areas.RunAsync(ct)).FirstOrDefault(area => area.Id == about)?.Name : null,
            OwnerId = request.OwnerPersonId,
            AnswerDueOn = request.FirstAnsweredOn is null && !request.Status.IsLast ? request.AnswerDueOn : null,
            Source = request.Source,
            SourceReference = request.SourceReference,
            EnteredBy = request.EnteredByPersonId is { } entered ? people.GetValueOrDefault(entered) : null,
            ImportedVotes = request.ImportedVotes,
            ByImportance = importance.ToDictionary(same => same.Key?.ToString() ?? "", same => same.People),
            Money = money[id],
            MergedInto = into is null ? null : (into.Id, into.Title),
            Merged = [.. merged.Select(r => (r.Id, r.Title))],
        };
    }
}
