using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>The accounts a person of the vendor works for, by name.</summary>
public sealed class ListAccounts(PortalDbFactory portal, AuditLog audit)
{
    public const int PageSize = 50;
    public const int SearchMaxLength = 100;

    public sealed record Row(Guid AccountId, string Name, string ExternalId, Tier Tier, IReadOnlyList<string> InCareOf);

    /// <param name="Total">How many there are on all pages.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number)
    {
        public int Last => Math.Max(1, (Total + PageSize - 1) / PageSize);
    }

    /// <param name="viewer">Staff; its own accounts are listed.</param>
    /// <param name="page">From 1; beyond the last it is the last.</param>
    /// <param name="search">Part of the name or of the external id, small letters or capitals; nothing for all.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<Page> RunAsync(Viewer viewer, int page = 1, string? search = null, CancellationToken ct = default)
    {
        if (!viewer.IsStaff)
        {
            return new([], 0, 1);
        }

        await audit.WriteAsync(viewer, AuditAction.StaffRead, "accounts", AccountScope.NoAccount, ct);
        await using var db = portal.For(viewer);
        var accounts = db.Accounts.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var looked = search.Trim();
            var pattern = LikePattern.Containing(looked[..Math.Min(looked.Length, SearchMaxLength)]);
            accounts = accounts.Where(account =>
                EF.Functions.Like(account.Name, pattern, LikePattern.Escape) || EF.Functions.Like(account.ExternalId, pattern, LikePattern.Escape));
        }

        var total = await accounts.CountAsync(ct);
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await accounts
            .OrderBy(account => account.Name).ThenBy(account => account.AccountId)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .Select(account => new { account.AccountId, account.Name, account.ExternalId, account.Tier })
            .ToListAsync(ct);

        var shown = rows.Select(row => row.AccountId).ToArray();
        var care = await db.Care.AsNoTracking().Where(c => shown.Contains(c.AccountId))
            .Join(db.Users, c => c.PersonId, person => person.Id, (c, person) => new { c.AccountId, person.Name })
            .OrderBy(c => c.Name)
            .ToListAsync(ct);
        return new(
            [.. rows.Select(row => new Row(row.AccountId, row.Name, row.ExternalId, row.Tier, [.. care.Where(c => c.AccountId == row.AccountId).Select(c => c.Name)]))],
            total,
            number);
    }
}
